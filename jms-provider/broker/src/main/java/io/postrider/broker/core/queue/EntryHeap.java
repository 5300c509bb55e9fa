package io.postrider.broker.core.queue;

import java.util.Arrays;
import java.util.List;

/** Entries by when their timers are due, the earliest first; each knows its slot, so that any can be taken out. */
final class EntryHeap {
    private Entry[] slots = new Entry[16];
    private int size;

    int size() {
        return size;
    }

    /** All entries, in no order. */
    List<Entry> all() {
        return List.of(Arrays.copyOf(slots, size));
    }

    /** The entry that is due first, or null. */
    Entry first() {
        return size == 0 ? null : slots[0];
    }

    void add(Entry entry) {
        if (size == slots.length) {
            slots = Arrays.copyOf(slots, 2 * size);
        }
        siftUp(size++, entry);
    }

    /** Takes an entry out; one that is not in is passed over. To be called before anything changes when it is due. */
    void remove(Entry entry) {
        int slot = entry.timerSlot;
        if (slot < 0) {
            return;
        }
        entry.timerSlot = -1;
        Entry last = slots[--size];
        slots[size] = null;
        if (last != entry) {
            siftDown(slot, last);
            if (slots[slot] == last) {
                siftUp(slot, last);
            }
        }
    }

    private void siftUp(int from, Entry entry) {
        int slot = from;
        while (slot > 0) {
            int parent = slot - 1 >>> 1;
            if (!dueBefore(entry, slots[parent])) {
                break;
            }
            place(slot, slots[parent]);
            slot = parent;
        }
        place(slot, entry);
    }

    private void siftDown(int from, Entry entry) {
        int slot = from;
        while (2 * slot + 1 < size) {
            int child = 2 * slot + 1;
            if (child + 1 < size && dueBefore(slots[child + 1], slots[child])) {
                child++;
            }
            if (!dueBefore(slots[child], entry)) {
                break;
            }
            place(slot, slots[child]);
            slot = child;
        }
        place(slot, entry);
    }

    private void place(int slot, Entry entry) {
        slots[slot] = entry;
        entry.timerSlot = slot;
    }

    private static boolean dueBefore(Entry one, Entry other) {
        long due = one.dueMillis();
        long otherDue = other.dueMillis();
        return due < otherDue || due == otherDue && one.order < other.order;
    }
}
