package io.postrider.broker.core.recovery;

import io.postrider.broker.core.queue.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A queue's messages by their keys while the journal is read: two arrays, as there may be millions. A message that was
 * removed leaves its key, for its record may be told again.
 */
final class KeyTable {
    private static final int INITIAL_SLOTS = 64;

    private long[] keys = new long[INITIAL_SLOTS];
    private Entry[] entries = new Entry[INITIAL_SLOTS];
    private int used;
    private int present;

    /** Whether a key was removed. */
    boolean removed(long key) {
        int at = find(key);
        return keys[at] == key && entries[at] == null;
    }

    /** The entry of a key, or null. */
    Entry get(long key) {
        int at = find(key);
        return keys[at] == key ? entries[at] : null;
    }

    void put(long key, Entry entry) {
        place(key, entry);
        present++;
    }

    /**
     * Removes a key, known or not yet.
     *
     * @return its entry, or null
     */
    Entry remove(long key) {
        Entry known = get(key);
        present -= known == null ? 0 : 1;
        place(key, null);
        return known;
    }

    private void place(long key, Entry entry) {
        int at = find(key);
        if (keys[at] != key) {
            if (4 * (used + 1) > 3 * keys.length) {
                grow();
                at = find(key);
            }
            keys[at] = key;
            used++;
        }
        entries[at] = entry;
    }

    private void grow() {
        long[] formerKeys = keys;
        Entry[] formerEntries = entries;
        keys = new long[2 * formerKeys.length];
        entries = new Entry[keys.length];
        for (int i = 0; i < formerKeys.length; i++) {
            if (formerKeys[i] != 0) {
                int at = find(formerKeys[i]);
                keys[at] = formerKeys[i];
                entries[at] = formerEntries[i];
            }
        }
    }

    /** The entries that are there, the oldest first. */
    List<Entry> inOrder() {
        List<Entry> all = new ArrayList<>(present);
        for (Entry entry : entries) {
            if (entry != null) {
                all.add(entry);
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
