package io.postrider.broker.core;

import io.postrider.broker.core.step.ClockTimers;
import io.postrider.broker.core.step.Timers;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Drives a broker by a clock and by threads, which exist only while there is something to do. */
final class ThreadDrive implements Drive {
    private static final int WORKERS = 2;

    private final ClockTimers timers;
    private final ThreadPoolExecutor workers;

    ThreadDrive(Clock clock, ThreadFactory threads) {
        timers = new ClockTimers(clock, threads);
        workers = new ThreadPoolExecutor(WORKERS, WORKERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        workers.allowCoreThreadTimeOut(true);
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public Executor workers() {
        return workers;
    }

    @Override
    public void close() {
        timers.close();
        workers.shutdown();
    }
}
