package io.postrider.client.dispatch;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/**
 * A lock for a few instructions: to be taken for every message, by two threads that mostly do not meet, and never while anything is called that could
 * wait. One atomic instruction takes it and a plain store gives it back, where a {@code ReentrantLock} needs three of the former; whoever finds it
 * taken looks again, and lets others run if that goes on, rather than to sleep: waking up takes a hundred times as long as the lock is held. Not
 * reentrant. What it guards extends it, and so lies on the same cache line: whoever has taken it has that at hand too.
 */
public class BriefLock {
    private static final AtomicIntegerFieldUpdater<BriefLock> HELD =
            AtomicIntegerFieldUpdater.newUpdater(BriefLock.class, "held");

    private static final int SPINS = 100;

    private volatile int held;

    /** Takes it. */
    public final void lock() {
        for (int spins = 0; held != 0 || !HELD.compareAndSet(this, 0, 1); spins++) {
            if (spins < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield(); // whoever has it has lost its processor just there
            }
        }
    }

    /** Gives it back: what was done before is seen by whoever takes it next. */
    public final void unlock() {
        HELD.lazySet(this, 0);
    }
}
