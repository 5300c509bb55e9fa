package io.postrider.journal.derby;

import io.postrider.journal.derby.block.Era;
import io.postrider.journal.derby.store.SegmentTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The segments in use, oldest first, and the empty tables. The last one may be the log's end; all others are sealed: nothing
 * is written to them any more. For any number of threads.
 */
final class SegmentRing {
    private final ReentrantLock lock = new ReentrantLock();

    // guarded by the lock
    private final List<Segment> used = new ArrayList<>();
    private final Deque<SegmentTable> free = new ArrayDeque<>();
    private Segment end;
    private int lastTable;
    private long lastEra;

    /** Adds an empty table. */
    void addFree(SegmentTable table) {
        lock.lock();
        try {
            free.add(table);
            lastTable = Math.max(lastTable, table.number());
        } finally {
            lock.unlock();
        }
    }

    /** Adds a sealed segment that was found, younger than all before. */
    void addFound(Segment segment) {
        lock.lock();
        try {
            used.add(segment);
            lastEra = Math.max(lastEra, segment.era().last());
            setAside(segment.table());
        } finally {
            lock.unlock();
        }
    }

    /** Notes that a table is there, but not to be used. */
    void setAside(SegmentTable table) {
        lock.lock();
        try {
            lastTable = Math.max(lastTable, table.number());
        } finally {
            lock.unlock();
        }
    }

    /** Takes an empty table, or null if there is none. */
    SegmentTable takeFree() {
        lock.lock();
        try {
            return free.poll();
        } finally {
            lock.unlock();
        }
    }

    /** How many empty tables there are. */
    int freeTables() {
        lock.lock();
        try {
            return free.size();
        } finally {
            lock.unlock();
        }
    }

    /** A table that is still to be made. */
    SegmentTable nextTable() {
        lock.lock();
        try {
            return new SegmentTable(++lastTable);
        } finally {
            lock.unlock();
        }
    }

    /** Seals the log's end, if there is one, and begins the next in an empty table. */
    Segment begin(SegmentTable table) {
        lock.lock();
        try {
            if (end != null) {
                end.seal();
            }
            end = new Segment(table, Era.of(++lastEra));
            used.add(end);
            return end;
        } finally {
            lock.unlock();
        }
    }

    /** Puts a copy in the place of adjacent segments. */
    void replace(List<Segment> old, Segment copy) {
        lock.lock();
        try {
            int at = used.indexOf(old.get(0));
            used.removeAll(old);
            used.add(at, copy);
        } finally {
            lock.unlock();
        }
    }

    /** Takes segments out whose tables are to be emptied. */
    void remove(List<Segment> segments) {
        lock.lock();
        try {
            used.removeAll(segments);
        } finally {
            lock.unlock();
        }
    }

    /** The segments in use but the log's end, oldest first. */
    List<Segment> sealed() {
        lock.lock();
        try {
            List<Segment> sealed = new ArrayList<>(used);
            sealed.remove(end);
            return sealed;
        } finally {
            lock.unlock();
        }
    }

    /** The segments in use, oldest first. */
    List<Segment> used() {
        lock.lock();
        try {
            return List.copyOf(used);
        } finally {
            lock.unlock();
        }
    }
}
