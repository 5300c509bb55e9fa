package io.postrider.frameworks.spring;

import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import java.util.concurrent.CompletableFuture;

/** Gives a resource adapter threads where no application server does, as Spring no longer brings a work manager. */
final class ThreadedWork implements WorkManager {

    @Override
    public void doWork(Work work) {
        work.run();
    }

    @Override
    public void doWork(Work work, long startTimeoutMillis, ExecutionContext context, WorkListener listener) {
        work.run();
    }

    @Override
    public long startWork(Work work) {
        CompletableFuture.runAsync(work, task -> new Thread(task, "work").start());
        return 0;
    }

    @Override
    public long startWork(Work work, long startTimeoutMillis, ExecutionContext context, WorkListener listener) {
        return startWork(work);
    }

    @Override
    public void scheduleWork(Work work) {
        startWork(work);
    }

    @Override
    public void scheduleWork(Work work, long startTimeoutMillis, ExecutionContext context, WorkListener listener) {
        startWork(work);
    }
}
