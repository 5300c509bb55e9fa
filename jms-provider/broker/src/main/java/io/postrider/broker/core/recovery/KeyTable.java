package io.postrider.broker.core.recovery;

import io.postrider.broker.core.queue.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A queue's messages by their keys while the journal is read: arrays, as there may be millions. A message that was
 * removed leaves its key, for its record may be told again. The entries stand in the order they were told in, which is nearly that of
 * their keys: so there is little to sort.
 */
final class KeyTable {
    private static final int INITIAL_SLOTS = 64;
    private static final int REMOVED = -1;

    private long[] keys = new long[INITIAL_SLOTS];
    /** Where a key's entry is. */
    private int[] places = new int[INITIAL_SLOTS];

    private int used;

    /** With gaps, where entries were removed. */
    private Entry[] entries = new Entry[INITIAL_SLOTS];

    private int told;
    private int present;

    /** Whether a key was removed. */
    boolean removed(long key) {
        int at = find(key);
        return keys[at] == key && places[at] == REMOVED;
    }

    /** The entry of a key, or null. */
    Entry get(long key) {
        int at = find(key);
        return keys[at] == key && places[at] != REMOVED ? entries[places[at]] : null;
    }

    /** Adds the entry of a key that is not there. */
    void put(long key, Entry entry) {
        if (told == entries.length) {
            entries = Arrays.copyOf(entries, 2 * told);
        }
        entries[told] = entry;
        place(key, told++);
        present++;
    }

    /**
     * Removes a key, known or not yet.
     *
     * @return its entry, or null
     */
    Entry remove(long key) {
        int at = find(key);
        Entry known = null;
        if (keys[at] == key && places[at] != REMOVED) {
            known = entries[places[at]];
            entries[places[at]] = null;
            present--;
        }
        place(key, REMOVED);
        return known;
    }

    private void place(long key, int place) {
        int at = find(key);
        if (keys[at] != key) {
            if (4 * (used + 1) > 3 * keys.length) {
                grow();
                at = find(key);
            }
            keys[at] = key;
            used++;
        }
        places[at] = place;
    }

    private void grow() {
        long[] formerKeys = keys;
        int[] formerPlaces = places;
        keys = new long[2 * formerKeys.length];
        places = new int[keys.length];
        for (int i = 0; i < formerKeys.length; i++) {
            if (formerKeys[i] != 0) {
                int at = find(formerKeys[i]);
                keys[at] = formerKeys[i];
                places[at] = formerPlaces[i];
            }
        }
    }

    /** The entries that are there, the oldest first. */
    List<Entry> inOrder() {
        List<Entry> all = new ArrayList<>(present);
        for (int i = 0; i < told; i++) {
            if (entries[i] != null) {
                all.add(entries[i]);
            }
        }
        all.sort(Comparator.comparingLong(entry -> entry.stored().key()));
        return all;
    }

    private int find(long key) {
        int mask = keys.length - 1;
        int at = (int) (key * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (keys[at] != 0 && keys[at] != key) {
            at = at + 1 & mask;
        }
        return at;
    }
}
