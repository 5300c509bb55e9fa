package io.postrider.client.dispatch;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work that is done by one thread at a time, some thread of a pool, and only while there is some to do. Waking it
 * allocates nothing. Safe for any thread.
 */
public final class Strand {
    /** After so many steps a strand goes to the end of the pool's line. */
    private static final int STEPS_AT_A_TIME = 64;

    private final Executor pool;
    private final Work work;
    private final Runnable turn = this::run;
    private final AtomicInteger wakes = new AtomicInteger();

    /** What a strand does, piece by piece. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does a piece, and must not throw.
         *
         * @return false if there was nothing to do; what comes later is announced by {@link Strand#wake}
         */
        boolean step();
    }

    /** A strand that sleeps until woken. */
    public Strand(Executor pool, Work work) {
        this.pool = pool;
        this.work = work;
    }

    /** There is, or may be, something to do. Returns at once. */
    public void wake() {
        if (wakes.getAndIncrement() == 0) {
            pool.execute(turn);
        }
    }

    private void run() {
        int seen = wakes.get();
        for (int steps = 0; steps < STEPS_AT_A_TIME; steps++) {
            boolean worked = work.step();
            // What one listener did to its thread must not reach the next one.
            Thread.interrupted();
            if (!worked) {
                seen = wakes.addAndGet(-seen);
                if (seen == 0) {
                    return;
                }
            }
        }
        pool.execute(turn);
    }
}
