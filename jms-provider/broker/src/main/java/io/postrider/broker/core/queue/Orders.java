package io.postrider.broker.core.queue;

/** Gives out the order numbers of a queue's entries, which say who came before whom. Owned by the queue's mailbox. */
final class Orders {
    /** For what is put ahead of all else. */
    private static final int RESERVED = 1 << 20;

    private long last = RESERVED;
    private long lastAhead;

    /** For what comes now. */
    long next() {
        return ++last;
    }

    /**
     * For several that come now.
     *
     * @return the first of them
     */
    long next(int count) {
        long first = last + 1;
        last += count;
        return first;
    }

    /** For what comes before all that others got. */
    long nextAhead() {
        return ++lastAhead;
    }

    /** The latest of {@link #next}. */
    long last() {
        return last;
    }
}
