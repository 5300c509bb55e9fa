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

    /** A yield that took less has given the processor to nobody. */
    private static final long BRIEF_YIELD_NANOS = 3_000;

    /**
     * For so long a strand that has found work after a yield before, and whose processor nobody else wants, looks no sooner. What comes meanwhile it
     * finds at once: each look takes from whoever makes the work the cache lines that are written for each piece.
     */
    private static final long PAUSE_NANOS = 5_000;

    private static final int ASLEEP = 0;
    /** It runs, and has not been woken since it said so; what was there to be found then, it finds. */
    private static final int LOOKING = 1;
    /** It runs, and will look again before it sleeps. */
    private static final int AWAKE = 2;

    private final Executor pool;
    private final Work work;
    private final Runnable turn = this::run;
    private final Runnable start = this::start;
    private final AtomicInteger state = new AtomicInteger(ASLEEP);

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

    /**
     * There is, or may be, something to do. Returns at once. Where the strand is awake this only reads: it says that it looks again by a write that
     * comes after this read, and so after whatever was made for it to find before. Where it sleeps the calling thread may put the wake off, see {@link Wakes}.
     */
    public void wake() {
        if (state.get() != AWAKE && state.getAndSet(AWAKE) == ASLEEP) {
            Wakes.wakeOther(start);
        }
    }

    private void start() {
        pool.execute(turn);
    }

    private void run() {
        boolean lingered = false;
        boolean lingeringPays = false;
        state.set(LOOKING);
        for (int steps = 0; steps < STEPS_AT_A_TIME; steps++) {
            boolean worked = work.step();
            // What one listener did to its thread must not reach the next one.
            Thread.interrupted();
            if (worked) {
                lingeringPays |= lingered;
                lingered = false;
            } else if (!lingered) {
                // whoever makes the work may be about to make more: to be woken for each piece costs more than the
                // piece
                lingered = true;
                letOthersRun(lingeringPays);
            } else if (state.compareAndSet(LOOKING, ASLEEP)) {
                return;
            } else {
                // woken since it said so last: there may be more to come as well, so it lingers once more
                state.set(LOOKING);
                lingered = false;
            }
        }
        pool.execute(turn);
    }

    private static void letOthersRun(boolean mayPause) {
        long start = System.nanoTime();
        Thread.yield();
        if (mayPause && System.nanoTime() - start < BRIEF_YIELD_NANOS) {
            while (System.nanoTime() - start < PAUSE_NANOS) {
                Thread.onSpinWait();
            }
        }
    }
}
