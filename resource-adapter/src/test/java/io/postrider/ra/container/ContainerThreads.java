package io.postrider.ra.container;

import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** The threads and timers that a container lends an adapter. */
public final class ContainerThreads implements BootstrapContext, WorkManager, AutoCloseable {
    private static final String NOT_CALLED = "the adapter calls this nowhere";

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "container");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public void close() {
        threads.shutdownNow();
    }

    // BootstrapContext ------------------------------------------------------------------------------------------------

    @Override
    public WorkManager getWorkManager() {
        return this;
    }

    @Override
    public XATerminator getXATerminator() {
        return null;
    }

    @Override
    public Timer createTimer() {
        return new Timer("container-timer", true);
    }

    @Override
    public boolean isContextSupported(Class<? extends WorkContext> workContextClass) {
        return false;
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return null;
    }

    // WorkManager -----------------------------------------------------------------------------------------------------

    @Override
    public void scheduleWork(Work work) throws WorkException {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            throw new WorkRejectedException("stopped", e);
        }
    }

    @Override
    public void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener)
            throws WorkException {
        scheduleWork(work);
    }

    @Override
    public void doWork(Work work) {
        throw new IllegalStateException(NOT_CALLED);
    }

    @Override
    public void doWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new IllegalStateException(NOT_CALLED);
    }

    @Override
    public long startWork(Work work) {
        throw new IllegalStateException(NOT_CALLED);
    }

    @Override
    public long startWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new IllegalStateException(NOT_CALLED);
    }
}
