package io.postrider.broker.core.step;

import java.time.Clock;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Timers on a clock, with one thread that exists only once something was scheduled. */
public final class ClockTimers implements Timers, AutoCloseable {
    private final Clock clock;
    private final ScheduledThreadPoolExecutor thread;

    /** With the broker's clock and threads. */
    public ClockTimers(Clock clock, ThreadFactory threads) {
        this.clock = clock;
        thread = new ScheduledThreadPoolExecutor(1, threads);
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nowMillis() {
        return clock.millis();
    }

    @Override
    public void schedule(long atMillis, Runnable action) {
        long delayMillis = Math.max(0, atMillis - clock.millis());
        try {
            thread.schedule(action, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            // the broker stops: what would have been done then is done after its next start
            return;
        }
    }

    /** Forgets what was scheduled. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
