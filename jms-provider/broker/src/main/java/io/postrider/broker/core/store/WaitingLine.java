package io.postrider.broker.core.store;

import io.postrider.broker.core.step.Timers;
import io.postrider.protocol.link.BrokerException;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/** Sends that wait for room, in their order; one at a time is let in. What waits counts as memory. Safe for all threads. */
public final class WaitingLine {
    private final Timers timers;
    private final Executor workers;
    private final MemoryBudget budget;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Waiting> line = new ArrayDeque<>();
    private volatile int waiting;
    private volatile long waitingBytes;
    /** Whether a send that has waited is on its way: the next one waits until it has come. */
    private boolean entering;

    /** A send that waits, with its size, what is done once there is room, and what if there is none in time. */
    private record Waiting(int sizeBytes, Runnable go, Consumer<BrokerException> refused) {}

    /** Nobody waits. */
    public WaitingLine(Timers timers, Executor workers, MemoryBudget budget) {
        this.timers = timers;
        this.workers = workers;
        this.budget = budget;
    }

    /** How many sends wait. */
    public int count() {
        return waiting;
    }

    /** How many bytes they have, which count as memory. */
    long bytes() {
        return waitingBytes;
    }

    /** With the lock held. */
    private void changed(int sizeBytes) {
        waiting = line.size();
        waitingBytes = waitingBytes + sizeBytes;
    }

    /**
     * Adds a send; {@link #letIn} is to follow, as there may be room by now.
     *
     * @param refused told with {@code reason} if there is no room in time
     */
    public void add(
            int sizeBytes,
            Runnable go,
            Consumer<BrokerException> refused,
            long timeoutMillis,
            Supplier<BrokerException> reason) {
        Waiting one = new Waiting(sizeBytes, go, refused);
        budget.add(sizeBytes);
        lock.lock();
        try {
            line.addLast(one);
            changed(sizeBytes);
        } finally {
            lock.unlock();
        }
        timers.schedule(timers.nowMillis() + timeoutMillis, () -> timeOut(one, reason));
    }

    private void timeOut(Waiting one, Supplier<BrokerException> reason) {
        lock.lock();
        try {
            if (!line.remove(one)) {
                return;
            }
            changed(-one.sizeBytes);
        } finally {
            lock.unlock();
        }
        budget.remove(one.sizeBytes);
        one.refused.accept(reason.get());
    }

    /** What was let in has come, or will not. */
    public void entered() {
        lock.lock();
        entering = false;
        lock.unlock();
    }

    /**
     * Lets the first one in, if there is room for it and nobody is on the way.
     *
     * @param lacksRoomFor whether there is no room for so many bytes
     * @param stopping what it is told if the broker has no threads any more
     */
    public void letIn(IntPredicate lacksRoomFor, Supplier<BrokerException> stopping) {
        Waiting next;
        lock.lock();
        try {
            next = line.peekFirst();
            if (entering || next == null || lacksRoomFor.test(next.sizeBytes)) {
                return;
            }
            entering = true;
            line.removeFirst();
            changed(-next.sizeBytes);
        } finally {
            lock.unlock();
        }
        budget.remove(next.sizeBytes);
        try {
            workers.execute(next.go);
        } catch (RejectedExecutionException e) {
            next.refused.accept(stopping.get());
        }
    }
}
