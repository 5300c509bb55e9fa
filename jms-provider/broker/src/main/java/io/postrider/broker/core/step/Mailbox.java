package io.postrider.broker.core.step;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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

    private static final VarHandle NEWEST;
    private static final VarHandle NEXT;

    static {
        try {
            NEWEST = MethodHandles.lookup().findVarHandle(Mailbox.class, "newest", Left.class);
            NEXT = MethodHandles.lookup().findVarHandle(Left.class, "next", Left.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A step left to whoever is at work, linked to the one left after it. */
    private static final class Left {
        private final Runnable step;

        @SuppressWarnings("unused") // by NEXT
        private Left next;

        Left(Runnable step) {
            this.step = step;
        }

        Left next() {
            return (Left) NEXT.getAcquire(this);
        }

        void link(Left successor) {
            NEXT.setRelease(this, successor);
        }

        /** Only whoever is at work, once it has gone on: a long chain of done steps would keep the collector busy. */
        void unlink() {
            NEXT.set(this, null);
        }
    }

    private final String owner;
    private final Executor relief;
    private final Runnable beforeRest;

    /** Stands for the step that is run without having been left; only whoever is at work touches it. */
    private final Left direct = new Left(null);

    /**
     * The step taken up last, run or not; null while nobody is at work. Taking the place of the newest and being at work if
     * there was none are one atomic step: so the order of this chain is the order of submission, and no thread can overtake
     * what it has left itself.
     */
    @SuppressWarnings("unused") // by NEWEST
    private volatile Left newest;

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
        // tried without a look: that would fetch the cache line from whoever was at work last, to read, and then once
        // more to write
        if (NEWEST.compareAndSet(this, null, direct)) {
            run(step);
            drain(direct);
            return;
        }
        Left left = new Left(step);
        Left before = (Left) NEWEST.getAndSet(this, left);
        if (before == null) {
            run(step);
            drain(left);
        } else {
            before.link(left);
        }
    }

    /** Runs what was left after a step that has been run, until nothing is. */
    private void drain(Left done) {
        Left last = done;
        int forOthers = 0;
        while (true) {
            Left next = last.next();
            if (next == null) {
                run(beforeRest);
                if (last.next() == null && NEWEST.compareAndSet(this, last, null)) {
                    return;
                }
                next = successorOf(last);
            }
            last.unlink();
            if (++forOthers > STEPS_FOR_OTHERS) {
                if (handedOver(next)) {
                    return;
                }
                forOthers = 0;
            }
            run(next.step);
            last = next;
        }
    }

    /** Somebody has taken the newest place after this one, and links it in its next instruction. */
    private static Left successorOf(Left left) {
        Left next;
        for (int spins = 0; (next = left.next()) == null; spins++) {
            if (spins < 100) {
                Thread.onSpinWait();
            } else {
                Thread.yield(); // it has lost its processor just there
            }
        }
        return next;
    }

    private boolean handedOver(Left next) {
        try {
            relief.execute(() -> {
                run(next.step);
                drain(next);
            });
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
