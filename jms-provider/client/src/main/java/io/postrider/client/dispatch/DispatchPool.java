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
 * server's. There are at most as many as strands that run at once, so a listener that blocks holds up no other session. A crew that all connections have
 * in common runs brief strands instead, where many are awake at once; it never does the work of somebody else's threads.
 */
public final class DispatchPool implements Executor {
    private static final long KEEP_ALIVE_SECONDS = 15;

    /** Not longer, as nobody closes the crew: an application that is undeployed leaves none of its threads behind. */
    private static final long CREW_KEEP_ALIVE_SECONDS = 1;

    /** So many strands for each processor may be awake on threads of their own before those that may share some do so. */
    private static final int CROWD = 8;

    /** Knows strands only while they are awake, and its threads nobody's class loader while they are not at work. */
    private static final Crew CREW = new Crew(
            ownThreads("postrider-listeners", null, CREW_KEEP_ALIVE_SECONDS),
            Runtime.getRuntime().availableProcessors(),
            Runtime.getRuntime().availableProcessors() * CROWD);

    private final Executor threads;
    private final Runnable end;
    private final Crew crew;
    private final ClassLoader loader;
    private volatile boolean closed;

    private DispatchPool(Executor threads, Runnable end, Crew crew, ClassLoader loader) {
        this.threads = threads;
        this.end = end;
        this.crew = crew;
        this.loader = loader;
    }

    /** Threads of its own, with a name for them. */
    public static DispatchPool ofOwnThreads(String name) {
        return ofOwnThreads(name, CREW);
    }

    static DispatchPool ofOwnThreads(String name, Crew crew) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        ThreadPoolExecutor threads = ownThreads(name, loader, KEEP_ALIVE_SECONDS);
        return new DispatchPool(threads, threads::shutdown, crew, loader);
    }

    private static ThreadPoolExecutor ownThreads(String name, ClassLoader loader, long keepAliveSeconds) {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        };
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                keepAliveSeconds,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                factory,
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Threads of an executor that refuses no task, runs none in the calling thread, and is closed by others. */
    public static DispatchPool over(Executor threads) {
        return new DispatchPool(threads, () -> {}, null, null);
    }

    /** Runs a task soon; after {@link #close} never, as nothing is left to be told to anyone. */
    @Override
    public void execute(Runnable task) {
        if (!closed) {
            threads.execute(task);
        }
    }

    /** Who else may run its strands; null if nobody. */
    Crew crew() {
        return crew;
    }

    /** Has the crew run a strand soon; after {@link #close} never. */
    void share(Strand strand) {
        if (!closed) {
            crew.add(strand);
        }
    }

    /** Gives the calling thread, of the crew, the context class loader that threads of its own have. */
    void lendLoader() {
        Thread thread = Thread.currentThread();
        if (thread.getContextClassLoader() != loader) {
            thread.setContextClassLoader(loader);
        }
    }

    /** Lets running tasks end, and takes no more. Does not wait. */
    public void close() {
        closed = true;
        end.run();
    }
}
