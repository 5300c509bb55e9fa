package io.postrider.broker.core.queue;

import java.util.Arrays;

/** A consumer's deliveries by their tags, for as long as they are outstanding: a ring that grows with the widest span. */
final class TagWindow {
    private static final int INITIAL_SLOTS = 8;

    private Entry[] slots = new Entry[INITIAL_SLOTS];
    private long first = 1;
    private long end = 1;
    private int count;

    /**
     * Adds a delivery.
     *
     * @return its tag
     */
    long add(Entry entry) {
        if (end - first == slots.length) {
            grow();
        }
        slots[slot(end)] = entry;
        count++;
        return end++;
    }

    /** How many deliveries are outstanding. */
    int count() {
        return count;
    }

    /** No outstanding delivery has a lower tag. */
    long first() {
        return first;
    }

    /** All tags are lower than this one. */
    long end() {
        return end;
    }

    /** The entry of an outstanding delivery, or null. */
    Entry get(long tag) {
        return tag < first || tag >= end ? null : slots[slot(tag)];
    }

    /**
     * Takes a delivery out.
     *
     * @return its entry, or null if it was not outstanding
     */
    Entry take(long tag) {
        Entry entry = get(tag);
        if (entry != null) {
            slots[slot(tag)] = null;
            count--;
            while (first < end && slots[slot(first)] == null) {
                first++;
            }
        }
        return entry;
    }

    private void grow() {
        Entry[] wider = new Entry[slots.length * 2];
        for (long tag = first; tag < end; tag++) {
            wider[(int) (tag & wider.length - 1)] = slots[slot(tag)];
        }
        Arrays.fill(slots, null);
        slots = wider;
    }

    private int slot(long tag) {
        return (int) (tag & slots.length - 1);
    }
}
