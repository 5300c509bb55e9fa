package io.postrider.client.dispatch;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one connection: daemons, made when there is something to run and gone a while after. There are at most
 * as many as strands that run at once, so a listener that blocks holds up no other session.
 *
 * <p>The threads have the context class loader of the thread that made the pool: the application's.
 */
public final class DispatchPool implements Executor {
    private static final long KEEP_ALIVE_SECONDS = 15;

    private final ThreadPoolExecutor threads;

    /** With a name for the threads. */
    public DispatchPool(String name) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        AtomicInteger count = new AtomicInteger();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        };
        threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                factory,
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Runs a task soon; after {@link #close} never, as nothing is left to be told to anyone. */
    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /** Lets running tasks end, and takes no more. Does not wait. */
    public void close() {
        threads.shutdown();
    }
}
