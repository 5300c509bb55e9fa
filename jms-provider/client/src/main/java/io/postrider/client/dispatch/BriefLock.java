package io.postrider.client.dispatch;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * A lock for a few instructions: to be taken for every message, by two threads that mostly do not meet, and never while anything is called that could
 * wait. One atomic instruction takes it and a plain store gives it back, where a {@code ReentrantLock} needs three of the former; whoever finds it
 * taken looks again, and lets others run if that goes on, rather than to sleep: waking up takes a hundred times as long as the lock is held. Not
 * reentrant. It lies on a cache line of its own, as its takers are on different processors.
 */
public final class BriefLock {
    private static final int SPINS = 100;
    /** In the midst of the array, a line's length from either end. */
    private static final int PLACE = 16;

    private final AtomicIntegerArray line = new AtomicIntegerArray(2 * PLACE + 1);

    /** Takes it. */
    public void lock() {
        for (int spins = 0; line.get(PLACE) != 0 || !line.compareAndSet(PLACE, 0, 1); spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield(); // whoever has it has lost its processor just there
            }
        }
    }

    /** Gives it back: what was done before is seen by whoever takes it next. */
    public void unlock() {
        line.setRelease(PLACE, 0);
    }
}
