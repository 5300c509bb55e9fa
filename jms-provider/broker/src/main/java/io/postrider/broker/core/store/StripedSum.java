package io.postrider.broker.core.store;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A sum that many threads change for every message. Each counts in a cell of its own, on a cache line that others do not write to, and moves what has
 * gathered there, a portion at a time, to what all share. {@link #atMost} is so found without a look at the cells; {@link #sum} looks at all.
 *
 * <p>What is moved is taken from the cell first: who looks meanwhile misses it for an instant, and so finds too little, or too much where it was
 * counted out. Whoever waits for room is to be told after something was counted out, and then looks again. A sum taken while others count may miss
 * what they do, as the sum of any counters may.
 */
final class StripedSum {
    private static final int CELLS = 16;
    /** In longs: two cache lines, as processors fetch them in pairs. */
    private static final int STRIDE = 16;

    private final AtomicLongArray cells = new AtomicLongArray((CELLS + 1) * STRIDE);
    private final AtomicLong shared = new AtomicLong();
    private final long portion;

    /**
     * Zero.
     *
     * @param portion how much may gather in a cell, up or down; 0 to share all at once
     */
    StripedSum(long portion) {
        this.portion = portion;
    }

    void add(long value) {
        if (Math.abs(value) >= portion) {
            shared.addAndGet(value);
            return;
        }
        int cell = ((int) Thread.currentThread().getId() & CELLS - 1) * STRIDE + STRIDE;
        if (Math.abs(cells.addAndGet(cell, value)) >= portion) {
            shared.addAndGet(cells.getAndSet(cell, 0));
        }
    }

    /** What the sum is, or a little more. */
    long atMost() {
        return shared.get() + CELLS * portion;
    }

    long sum() {
        long sum = shared.get();
        for (int i = 1; i <= CELLS && portion > 0; i++) {
            sum += cells.get(i * STRIDE);
        }
        return sum;
    }
}
