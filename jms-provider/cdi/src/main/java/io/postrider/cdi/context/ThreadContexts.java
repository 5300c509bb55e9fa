package io.postrider.cdi.context;

import jakarta.jms.JMSContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * What stands in for the request scope where none is active: the life of the calling thread. Each thread has contexts of its
 * own, so no two threads ever share a session. They are closed within half a second after the thread has ended, by a daemon
 * thread that is there once the first was opened, and all of them when the container shuts down.
 */
final class ThreadContexts {
    private static final long SWEEP_MILLIS = 500;

    private final ContextOpener opener;
    private final Map<Thread, OpenContexts> scopes = new ConcurrentHashMap<>();
    private final AtomicBoolean swept = new AtomicBoolean();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "postrider-cdi-sweeper");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean closed;

    ThreadContexts(ContextOpener opener) {
        this.opener = opener;
    }

    /**
     * The calling thread's context for a request.
     *
     * @throws jakarta.jms.IllegalStateRuntimeException if the container has shut down
     */
    JMSContext get(ContextRequest request) {
        OpenContexts scope = scopes.computeIfAbsent(Thread.currentThread(), thread -> new OpenContexts());
        if (closed) {
            close();
        } else if (swept.compareAndSet(false, true)) {
            sweeper.scheduleWithFixedDelay(
                    () -> closeIf(thread -> !thread.isAlive()), SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        }
        return scope.get(request, opener::open);
    }

    /** Closes them all; from now on none is opened. */
    void close() {
        closed = true;
        sweeper.shutdownNow();
        closeIf(thread -> true);
    }

    private void closeIf(Predicate<Thread> condition) {
        for (Thread thread : scopes.keySet()) {
            if (condition.test(thread)) {
                OpenContexts scope = scopes.remove(thread);
                if (scope != null) {
                    scope.close();
                }
            }
        }
    }
}
