package io.postrider.broker.core.queue;

import io.postrider.broker.selector.RequiredValue;

/**
 * How far someone has looked through the lanes: what lies before the cursor was looked at and needs no second look.
 * Entries that take an old place before the cursor move it back.
 */
final class LaneCursor {
    private final Entry[] next;
    private final RequiredValue required;
    private final Runnable stirred;
    /** A bit for each lane that is not at its end. */
    private int open;

    /**
     * A cursor at the beginning.
     *
     * @param required what an entry must have to concern it, or null
     * @param stirred run when there is something to look at again after all was looked at
     */
    LaneCursor(Entry[] heads, RequiredValue required, Runnable stirred) {
        next = heads.clone();
        this.required = required;
        this.stirred = stirred;
        startAt(heads);
    }

    void startAt(Entry[] heads) {
        boolean rested = isAtEnd();
        for (int lane = 0; lane < next.length; lane++) {
            stand(lane, heads[lane]);
        }
        if (rested && !isAtEnd()) {
            stirred.run();
        }
    }

    private void stand(int lane, Entry entry) {
        next[lane] = entry;
        open = entry == null ? open & ~(1 << lane) : open | 1 << lane;
    }

    /** What an entry must have to concern it, or null where all do. */
    RequiredValue required() {
        return required;
    }

    /** Whether no entry concerns both this one and another one, or null for one that all concern. */
    boolean excludes(LaneCursor other) {
        return required != null
                && other != null
                && other.required != null
                && required.identifier().equals(other.required.identifier())
                && !required.value().equals(other.required.value());
    }

    /** Whether all was looked at. */
    boolean isAtEnd() {
        return open == 0;
    }

    /** The highest lane that is not at its end; there must be one. */
    int highestLane() {
        return 31 - Integer.numberOfLeadingZeros(open);
    }

    /** The next entry of a lane to look at, or null at its end. */
    Entry at(int lane) {
        return next[lane];
    }

    /** Passes over the next entry of a lane. */
    void advance(int lane) {
        stand(lane, next[lane].next);
    }

    void linked(Entry entry) {
        Entry here = next[entry.priority];
        if (here == null || entry.before(here)) {
            boolean rested = isAtEnd();
            stand(entry.priority, entry);
            if (rested) {
                stirred.run();
            }
        }
    }

    /** @return whether it stood at this entry */
    boolean unlinked(Entry entry) {
        if (next[entry.priority] != entry) {
            return false;
        }
        stand(entry.priority, entry.next);
        return true;
    }
}
