package io.postrider.broker.core.step;

import java.time.Clock;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Timers on a clock, with one thread that exists only once something was scheduled. The clock may be set at any time: an action is run once
 * the clock has come to its time, whichever way, and at most some seconds after that.
 */
public final class ClockTimers implements Timers, AutoCloseable {
    /** How long to wait before the clock is looked at again: it may have been set. */
    private static final long MAX_WAIT_MILLIS = 5_000;

    private final Clock clock;
    private final long maxWaitMillis;
    private final ScheduledThreadPoolExecutor thread;

    /** With the broker's clock and threads. */
    public ClockTimers(Clock clock, ThreadFactory threads) {
        this(clock, threads, MAX_WAIT_MILLIS);
    }

    ClockTimers(Clock clock, ThreadFactory threads, long maxWaitMillis) {
        this.clock = clock;
        this.maxWaitMillis = maxWaitMillis;
        thread = new ScheduledThreadPoolExecutor(1, threads);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nowMillis() {
        return clock.millis();
    }

    @Override
    public void schedule(long atMillis, Runnable action) {
        long waitMillis = Math.min(maxWaitMillis, Math.max(0, atMillis - clock.millis()));
        try {
            thread.schedule(() -> runIfDue(atMillis, action), waitMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            // the broker stops: what would have been done then is done after its next start
            return;
        }
    }

    private void runIfDue(long atMillis, Runnable action) {
        if (clock.millis() >= atMillis) {
            action.run();
        } else {
            schedule(atMillis, action);
        }
    }

    /** Forgets what was scheduled. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
