package io.postrider.broker.core.step;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs steps one at a time, without a thread or a lock: whoever submits a step and finds nobody at work becomes the one at
 * work, runs it at once, and then whatever others have submitted meanwhile. Everyone else only leaves their step and goes
 * on; so does a step that submits to its own mailbox. Steps of one thread run in the order of their submission.
 *
 * <p>A step must not block and must not throw; one that throws is reported and passed over, so that no defect can stop the
 * mailbox.
 */
public final class Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

    /** After so many steps of others a thread hands the rest to the broker's own threads: it has its own work to do. */
    private static final int STEPS_FOR_OTHERS = 4_096;

    private final String owner;
    private final Executor relief;
    private final Runnable beforeRest;
    private final ConcurrentLinkedQueue<Runnable> steps = new ConcurrentLinkedQueue<>();

    /** Steps submitted and not yet run; above 0, some thread is at work or about to be. */
    private final AtomicInteger pending = new AtomicInteger();

    /**
     * A mailbox at rest.
     *
     * @param owner whose state this is, for logs
     * @param relief takes over from a thread that has worked for others long enough
     * @param beforeRest run, as a step, each time the mailbox comes to rest
     */
    public Mailbox(String owner, Executor relief, Runnable beforeRest) {
        this.owner = owner;
        this.relief = relief;
        this.beforeRest = beforeRest;
    }

    /** Runs a step now, if nobody is at work, or leaves it to whoever is. */
    public void submit(Runnable step) {
        if (pending.get() == 0 && pending.compareAndSet(0, 1)) {
            run(step);
            drain(1);
        } else {
            steps.offer(step);
            if (pending.getAndIncrement() == 0) {
                drain(0);
            }
        }
    }

    private void drain(int alreadyRun) {
        int run = alreadyRun;
        int total = 0;
        while (true) {
            int left = pending.get() - run;
            if (left == 0) {
                run(beforeRest);
            }
            left = pending.addAndGet(-run);
            if (left == 0) {
                return;
            }
            total += run;
            if (total > STEPS_FOR_OTHERS && handedOver()) {
                return;
            }
            for (int i = 0; i < left; i++) {
                run(steps.poll());
            }
            run = left;
        }
    }

    private boolean handedOver() {
        try {
            relief.execute(() -> drain(0));
            return true;
        } catch (RejectedExecutionException stopping) {
            return false;
        }
    }

    private void run(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error defect) {
            LOG.error("PR001001 a step of {} failed; it was passed over", owner, defect);
        }
    }
}
