package io.postrider.broker.core.queue;

/**
 * How far someone has looked through the lanes: what lies before the cursor was looked at and needs no second look.
 * Entries that take an old place before the cursor move it back.
 */
final class LaneCursor {
    private final Entry[] next;

    LaneCursor(Entry[] heads) {
        next = heads.clone();
    }

    void startAt(Entry[] heads) {
        System.arraycopy(heads, 0, next, 0, next.length);
    }

    /** The next entry of a lane to look at, or null at its end. */
    Entry at(int lane) {
        return next[lane];
    }

    /** Passes over the next entry of a lane. */
    void advance(int lane) {
        next[lane] = next[lane].next;
    }

    void linked(Entry entry) {
        Entry here = next[entry.priority];
        if (here == null || entry.before(here)) {
            next[entry.priority] = entry;
        }
    }

    void unlinked(Entry entry) {
        if (next[entry.priority] == entry) {
            next[entry.priority] = entry.next;
        }
    }
}
