package io.postrider.ra.inbound;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on the server's threads, by its work manager, now or later. A server that has no thread to spare is asked again, so that no
 * task is lost. Safe for any thread.
 *
 * <p>A task runs with the context class loader of who gave it. The server does not see that loader: some remember it in their idle threads, and
 * would keep all classes of an adapter that is no longer deployed.
 */
public final class WorkExecutor implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(WorkExecutor.class);
    private static final long ASK_AGAIN_MILLIS = 200;

    private final WorkManager workManager;
    private final Timer timer;

    /** With a timer of the server's, which ends with {@link #close}. */
    public WorkExecutor(WorkManager workManager, Timer timer) {
        this.workManager = workManager;
        this.timer = timer;
    }

    @Override
    public void execute(Runnable task) {
        Thread thread = Thread.currentThread();
        ClassLoader ours = thread.getContextClassLoader();
        thread.setContextClassLoader(workManager.getClass().getClassLoader());
        try {
            workManager.scheduleWork(new Task(task, ours));
        } catch (WorkException e) {
            LOG.debug("the server has no thread for a task, and is asked again", e);
            executeLater(task, ASK_AGAIN_MILLIS);
        } finally {
            thread.setContextClassLoader(ours);
        }
    }

    /** Runs a task after so many milliseconds; after {@link #close} never. */
    void executeLater(Runnable task, long millis) {
        try {
            timer.schedule(
                    new TimerTask() {
                        @Override
                        public void run() {
                            execute(task);
                        }
                    },
                    millis);
        } catch (IllegalStateException closed) {
            LOG.debug("a task is dropped, as the adapter stops", closed);
        }
    }

    /** Drops what is to run later. */
    public void close() {
        timer.cancel();
    }

    private record Task(Runnable task, ClassLoader loader) implements Work {
        @Override
        public void run() {
            Thread thread = Thread.currentThread();
            ClassLoader former = thread.getContextClassLoader();
            thread.setContextClassLoader(loader);
            try {
                task.run();
            } finally {
                thread.setContextClassLoader(former);
            }
        }

        @Override
        public void release() {
            // What runs here ends by itself: a listener when its message is done, a try to connect when it is over.
        }
    }
}
