package io.postrider.client.dispatch;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of one connection. Its own are daemons, made when there is something to run and gone a while after; they have the
 * context class loader of the thread that made the pool: the application's. Or they are somebody else's, such as an application
 * server's. There are at most as many as strands that run at once, so a listener that blocks holds up no other session.
 */
public final class DispatchPool implements Executor {
    private static final long KEEP_ALIVE_SECONDS = 15;

    private final Executor threads;
    private final Runnable end;
    private volatile boolean closed;

    private DispatchPool(Executor threads, Runnable end) {
        this.threads = threads;
        this.end = end;
    }

    /** Threads of its own, with a name for them. */
    public static DispatchPool ofOwnThreads(String name) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        AtomicInteger count = new AtomicInteger();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        };
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                factory,
                new ThreadPoolExecutor.DiscardPolicy());
        return new DispatchPool(threads, threads::shutdown);
    }

    /** Threads of an executor that refuses no task, runs none in the calling thread, and is closed by others. */
    public static DispatchPool over(Executor threads) {
        return new DispatchPool(threads, () -> {});
    }

    /** Runs a task soon; after {@link #close} never, as nothing is left to be told to anyone. */
    @Override
    public void execute(Runnable task) {
        if (!closed) {
            threads.execute(task);
        }
    }

    /** Lets running tasks end, and takes no more. Does not wait. */
    public void close() {
        closed = true;
        end.run();
    }
}
