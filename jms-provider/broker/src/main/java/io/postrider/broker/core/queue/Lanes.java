package io.postrider.broker.core.queue;

import io.postrider.broker.selector.RequiredValue;
import java.util.ArrayList;
import java.util.List;

/** The entries that are ready for delivery: ten lanes, one for each priority, in order of their order numbers. */
final class Lanes {
    static final int COUNT = 10;

    /** So many dormant entries are made when one is needed. */
    private static final int BATCH = 256;

    private final Entry[] heads = new Entry[COUNT];
    private final Entry[] tails = new Entry[COUNT];
    /** Those which every entry concerns. */
    private final List<LaneCursor> cursors = new ArrayList<>(0);

    private final List<KeyedCursors> keyed = new ArrayList<>(0);
    private int occupied;
    private int size;

    /** What is to be made of messages that recovery has found, in one lane: they come before all with a higher order number than the next of them. */
    private Dormant dormant;

    private long nextDormantOrder;
    /** The last entry in the lane that comes before those which are dormant, or null. Nobody has a cursor while there are any. */
    private Entry lastAwake;

    /**
     * Adds messages of which no entries are made yet, to empty lanes.
     *
     * @param firstOrder the first one's order number
     */
    void addDormant(Dormant messages, long firstOrder) {
        dormant = messages;
        nextDormantOrder = firstOrder;
        size += messages.size();
        occupied |= 1 << messages.priority();
    }

    /** How many are dormant. */
    int dormant() {
        return dormant == null ? 0 : dormant.size();
    }

    /** Makes at most so many entries of what is dormant. */
    void awaken(int most) {
        for (int i = 0; i < most && dormant != null; i++) {
            Entry entry = dormant.awaken();
            entry.order = nextDormantOrder++;
            entry.state = Entry.State.READY;
            linkBehind(lastAwake, entry);
            lastAwake = entry;
            if (dormant.size() == 0) {
                dormant = null;
                lastAwake = null;
            }
        }
    }

    private void linkBehind(Entry predecessor, Entry entry) {
        int lane = entry.priority;
        Entry successor = predecessor == null ? heads[lane] : predecessor.next;
        if (successor != null) {
            linkBefore(successor, entry);
        } else {
            append(entry);
        }
    }

    private void append(Entry entry) {
        int lane = entry.priority;
        Entry tail = tails[lane];
        if (tail == null) {
            heads[lane] = entry;
        } else {
            tail.next = entry;
            entry.previous = tail;
        }
        tails[lane] = entry;
    }

    boolean isEmpty() {
        return occupied == 0;
    }

    int size() {
        return size;
    }

    Entry head(int priority) {
        return heads[priority];
    }

    /** The oldest entry of the highest priority, or null. */
    Entry first() {
        if (occupied == 0) {
            return null;
        }
        int lane = 31 - Integer.numberOfLeadingZeros(occupied);
        if (dormant != null && lastAwake == null && lane == dormant.priority()) {
            awaken(BATCH);
        }
        return heads[lane];
    }

    /** The entry that came first of all priorities; there must be one. */
    Entry oldest() {
        Entry oldest = null;
        for (Entry head : heads) {
            if (head != null && (oldest == null || head.before(oldest))) {
                oldest = head;
            }
        }
        return oldest;
    }

    /** Puts an entry in its place by its order number: at the end, if it is new; mostly at the head, if it comes back. */
    void link(Entry entry) {
        int lane = entry.priority;
        Entry tail = tails[lane];
        if (tail == null || tail.before(entry)) {
            append(entry);
        } else {
            linkBefore(firstAfter(entry), entry);
        }
        occupied |= 1 << lane;
        entry.state = Entry.State.READY;
        size++;
        if (dormant != null && lane == dormant.priority() && entry.order < nextDormantOrder) {
            lastAwake = lastAwake == null || lastAwake.before(entry) ? entry : lastAwake;
        }
        for (int i = 0; i < cursors.size(); i++) {
            cursors.get(i).linked(entry);
        }
        for (int i = 0; i < keyed.size(); i++) {
            keyed.get(i).linked(entry);
        }
    }

    private Entry firstAfter(Entry entry) {
        Entry at = heads[entry.priority];
        while (at.before(entry)) {
            at = at.next;
        }
        return at;
    }

    private void linkBefore(Entry successor, Entry entry) {
        Entry predecessor = successor.previous;
        entry.next = successor;
        entry.previous = predecessor;
        successor.previous = entry;
        if (predecessor == null) {
            heads[entry.priority] = entry;
        } else {
            predecessor.next = entry;
        }
    }

    /** Takes an entry out. */
    void unlink(Entry entry) {
        for (int i = 0; i < cursors.size(); i++) {
            cursors.get(i).unlinked(entry);
        }
        for (int i = 0; i < keyed.size(); i++) {
            keyed.get(i).unlinked(entry);
        }
        int lane = entry.priority;
        if (entry == lastAwake) {
            lastAwake = entry.previous;
        }
        if (entry.previous == null) {
            heads[lane] = entry.next;
        } else {
            entry.previous.next = entry.next;
        }
        if (entry.next == null) {
            tails[lane] = entry.previous;
        } else {
            entry.next.previous = entry.previous;
        }
        if (heads[lane] == null && (dormant == null || lane != dormant.priority())) {
            occupied &= ~(1 << lane);
        }
        entry.previous = null;
        entry.next = null;
        size--;
    }

    /** A cursor at the beginning, kept right by every change until it is dropped. */
    LaneCursor openCursor() {
        return openCursor(null, () -> {});
    }

    /**
     * The same for one who is told when there is something to look at again.
     *
     * @param required what entries must have to concern it, or null where all do; those without may be passed over
     */
    LaneCursor openCursor(RequiredValue required, Runnable stirred) {
        awaken(size);
        LaneCursor cursor = new LaneCursor(heads, required, stirred);
        if (required == null) {
            cursors.add(cursor);
        } else {
            keyedBy(required).add(cursor);
        }
        return cursor;
    }

    private KeyedCursors keyedBy(RequiredValue required) {
        for (KeyedCursors known : keyed) {
            if (known.identifier().equals(required.identifier())) {
                return known;
            }
        }
        KeyedCursors added = new KeyedCursors(required);
        keyed.add(added);
        return added;
    }

    /** Lets a cursor begin anew. */
    void rewind(LaneCursor cursor) {
        cursor.startAt(heads);
        if (cursor.required() != null) {
            KeyedCursors.standsAnywhere(cursor);
        }
    }

    void drop(LaneCursor cursor) {
        if (cursor.required() == null) {
            cursors.remove(cursor);
        } else {
            KeyedCursors alike = keyedBy(cursor.required());
            alike.remove(cursor);
            keyed.removeIf(KeyedCursors::isEmpty);
        }
    }
}
