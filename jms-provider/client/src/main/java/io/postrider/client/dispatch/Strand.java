package io.postrider.client.dispatch;

import io.postrider.protocol.link.Wakes;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work that is done by one thread at a time, some thread of a pool, and only while there is some to do. Waking it
 * allocates nothing. Safe for any thread.
 */
public final class Strand {
    /**
     * After so many steps a strand goes to the end of the pool's line, if others have to wait for a thread there. A pool that has a
     * thread for each has no line: going there would only wake another thread up to go on with the same.
     */
    private static final int STEPS_AT_A_TIME = 1_024;

    private final Executor pool;
    private final Work work;
    private final Runnable turn = this::run;
    private final Runnable start = this::start;
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

    /** There is, or may be, something to do. Returns at once; the calling thread may put the wake off, see {@link Wakes}. */
    public void wake() {
        if (wakes.getAndIncrement() == 0) {
            Wakes.wakeOther(start);
        }
    }

    private void start() {
        pool.execute(turn);
    }

    private void run() {
        int seen = wakes.get();
        boolean lingered = false;
        for (int steps = 0; steps < STEPS_AT_A_TIME; steps++) {
            boolean worked = work.step();
            // What one listener did to its thread must not reach the next one.
            Thread.interrupted();
            if (worked) {
                lingered = false;
            } else if (!lingered) {
                // whoever makes the work may be about to make more: to be woken for each piece costs more than the
                // piece
                lingered = true;
                Thread.yield();
            } else {
                seen = wakes.addAndGet(-seen);
                if (seen == 0) {
                    return;
                }
                lingered = false;
            }
        }
        pool.execute(turn);
    }
}
