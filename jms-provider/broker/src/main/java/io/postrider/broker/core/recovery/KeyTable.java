package io.postrider.broker.core.recovery;

import io.postrider.broker.core.queue.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A queue's messages by their keys while the journal is read: arrays, as there may be millions. A message that was
 * removed leaves its key, for its record may be told again. Of a plain message that was told by its head nothing is made but a few numbers:
 * it is dormant until somebody asks for its entry. For one thread.
 */
final class KeyTable {
    private static final int REMOVED = -1;
    private static final int INITIAL_ENTRIES = 16;

    private final KeyIndex index = new KeyIndex();
    private final Awakening awakening;

    /** By the message's number less one: what makes an entry of a dormant message; its size is negative, less one, if it was exposed. */
    private final Numbers tickets = new Numbers();

    private final Numbers sizes = new Numbers();
    /** By the same number; shorter than that, or null, where there is none. */
    private Entry[] entries = {};

    private int priority;
    private boolean anyExposed;
    private int dormant;
    private int present;

    /** Makes entries of what slept. */
    @FunctionalInterface
    interface Awakening {
        Entry entry(long key, int ticket, int sizeBytes, int priority, boolean exposed);
    }

    KeyTable(Awakening awakening) {
        this.awakening = awakening;
    }

    /** Whether a key was removed. */
    boolean removed(long key) {
        return index.get(key) == REMOVED;
    }

    /** Whether a key was put or removed. */
    boolean knows(long key) {
        return index.get(key) != KeyIndex.ABSENT;
    }

    /** The entry of a key, which is made if need be; or null. */
    Entry get(long key) {
        int number = index.get(key);
        return number > 0 ? entryOf(key, number - 1) : null;
    }

    private Entry entryOf(long key, int place) {
        Entry known = place < entries.length ? entries[place] : null;
        if (known == null) {
            int size = sizes.get(place);
            boolean exposed = size < 0;
            known = awakening.entry(key, tickets.get(place), exposed ? -1 - size : size, priority, exposed);
            keep(place, known);
            dormant--;
        }
        return known;
    }

    private void keep(int place, Entry entry) {
        if (place >= entries.length) {
            entries = Arrays.copyOf(entries, Math.max(INITIAL_ENTRIES, Math.max(place + 1, 2 * entries.length)));
        }
        entries[place] = entry;
    }

    /** Adds the entry of a key that is not there. */
    void put(long key, Entry entry) {
        keep(tickets.size(), entry);
        add(key, 0, 0);
    }

    private void add(long key, int ticket, int size) {
        tickets.add(ticket);
        sizes.add(size);
        index.put(key, tickets.size());
        present++;
    }

    /** Whether a message of this priority can be dormant: all that are have the same. */
    boolean lets(int otherPriority) {
        return dormant == 0 || priority == otherPriority;
    }

    /** Adds a message of a key that is not there, and makes no entry of it yet. */
    void putDormant(long key, int ticket, int sizeBytes, int messagePriority, boolean exposed) {
        priority = messagePriority;
        anyExposed |= exposed;
        add(key, ticket, exposed ? -1 - sizeBytes : sizeBytes);
        dormant++;
    }

    /**
     * Removes a key, known or not yet.
     *
     * @return its entry, or null
     */
    Entry remove(long key) {
        Entry known = get(key);
        if (known != null) {
            entries[index.get(key) - 1] = null;
            present--;
        }
        index.put(key, REMOVED);
        return known;
    }

    /** How many messages are there. */
    int size() {
        return present;
    }

    /** Whether nothing is made yet of any message that is there, and there is one. */
    boolean sleeps() {
        return dormant == present && dormant > 0;
    }

    /** Whether one that is or was dormant was exposed. */
    boolean anyExposed() {
        return anyExposed;
    }

    /** The priority of all that are dormant. */
    int priority() {
        return priority;
    }

    /** Tells of dormant messages. */
    @FunctionalInterface
    interface Visitor {
        void message(long key, boolean exposed);
    }

    /** Tells of all messages, in no order, where all of them {@linkplain #sleeps sleep}. */
    void forEachDormant(Visitor visitor) {
        index.forEach((key, number) -> {
            if (number != REMOVED) {
                visitor.message(key, sizes.get(number - 1) < 0);
            }
        });
    }

    /** The entries of all messages, the oldest first. */
    List<Entry> inOrder() {
        List<Entry> all = new ArrayList<>(present);
        for (long block : blocksInOrder()) {
            collect(block, all);
        }
        return all;
    }

    /** The blocks of keys, in their order: for {@link #collect}. */
    long[] blocksInOrder() {
        return index.blocksInOrder();
    }

    /** Adds the entries of a block of keys to others, the oldest first. */
    void collect(long block, List<Entry> into) {
        index.forEachOf(block, (key, number) -> {
            if (number != REMOVED) {
                into.add(entryOf(key, number - 1));
            }
        });
    }
}
