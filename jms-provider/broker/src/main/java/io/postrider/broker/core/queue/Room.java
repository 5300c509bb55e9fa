package io.postrider.broker.core.queue;

import io.postrider.broker.core.store.MemoryBudget;
import io.postrider.broker.policy.Limits;
import io.postrider.broker.policy.PolicyOption;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import java.util.ArrayDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * How much a queue holds of what its policy permits, and the sends that wait for room. There is one where the policy has limits. The
 * queue's mailbox counts; all else is safe for all threads.
 */
public final class Room {
    private final MessageQueue queue;
    private final Limits limits;
    private final QueueContext context;
    private final MemoryBudget budget;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Waiting> line = new ArrayDeque<>();
    private volatile int waiting;
    private volatile long heldMessages;
    private volatile long heldBytes;
    private long readyBytes;
    private volatile long dropped;
    /** Whether a send that has waited is on its way: the next one waits until it has come. */
    private boolean entering;

    /** A send that waits, with its size, what is done once there is room, and what if there is none in time. */
    private record Waiting(int sizeBytes, Runnable go, Consumer<BrokerException> refused) {}

    Room(MessageQueue queue, Limits limits, QueueContext context) {
        this.queue = queue;
        this.limits = limits;
        this.context = context;
        this.budget = context.store().budget();
    }

    /** What becomes of a message for which there is no room. */
    public Limits.WhenFull whenFull() {
        return limits.whenFull();
    }

    /** Whether there is no room for a message of this size, or others wait for it already. */
    public boolean isFullFor(int sizeBytes) {
        return limits.whenFull() != Limits.WhenFull.DROP_OLDEST && (waiting > 0 || lacksRoomFor(sizeBytes));
    }

    private boolean lacksRoomFor(int sizeBytes) {
        return limits.maxMessages() > 0 && heldMessages >= limits.maxMessages()
                || limits.maxBytes() > 0 && heldMessages > 0 && heldBytes + sizeBytes > limits.maxBytes();
    }

    /** What a sender is told for whose message there is no room. */
    public BrokerException refusal() {
        return new BrokerException(BrokerError.RESOURCE_LIMIT, refusalText() + " permits no more");
    }

    private String refusalText() {
        boolean count = limits.maxMessages() > 0 && heldMessages >= limits.maxMessages();
        return queue + " holds " + (count ? heldMessages + " messages" : heldBytes + " bytes") + ", and the policy "
                + (count
                        ? PolicyOption.MAX_MESSAGES + "=" + limits.maxMessages()
                        : PolicyOption.MAX_BYTES + "=" + limits.maxBytes());
    }

    /**
     * Lets a send wait for room, behind all that wait already.
     *
     * @param go run by a thread of the broker once there is room; {@link #entered} is to follow when the message has come, or will not
     * @param refused run instead if there is none in time
     */
    public void await(int sizeBytes, Runnable go, Consumer<BrokerException> refused) {
        Waiting one = new Waiting(sizeBytes, go, refused);
        budget.add(sizeBytes);
        lock.lock();
        try {
            line.addLast(one);
            waiting = line.size();
        } finally {
            lock.unlock();
        }
        long untilMillis = context.timers().nowMillis() + limits.blockTimeoutMillis();
        context.timers().schedule(untilMillis, () -> timeOut(one));
        // there may be room by now
        letIn();
    }

    private void timeOut(Waiting one) {
        lock.lock();
        try {
            if (!line.remove(one)) {
                return;
            }
            waiting = line.size();
        } finally {
            lock.unlock();
        }
        budget.remove(one.sizeBytes);
        one.refused.accept(new BrokerException(
                BrokerError.RESOURCE_LIMIT,
                refusalText() + " permitted no more for " + PolicyOption.BLOCK_TIMEOUT + "="
                        + limits.blockTimeoutMillis()));
    }

    /** A message that has waited has come, or will not: once the queue has counted it, the next one may. */
    public void entered() {
        queue.submit(() -> {
            lock.lock();
            entering = false;
            lock.unlock();
            letIn();
        });
    }

    private void letIn() {
        Waiting next;
        lock.lock();
        try {
            next = line.peekFirst();
            if (entering || next == null || lacksRoomFor(next.sizeBytes)) {
                return;
            }
            entering = true;
            line.removeFirst();
            waiting = line.size();
        } finally {
            lock.unlock();
        }
        budget.remove(next.sizeBytes);
        try {
            context.relief().execute(next.go);
        } catch (RejectedExecutionException stopping) {
            next.refused.accept(refusal());
        }
    }

    // ---- by the queue's mailbox

    void arrived(Entry entry) {
        heldMessages++;
        heldBytes += entry.stored().sizeBytes();
    }

    void departed(Entry entry) {
        heldMessages--;
        heldBytes -= entry.stored().sizeBytes();
        if (waiting > 0) {
            letIn();
        }
    }

    void ready(Entry entry) {
        readyBytes += entry.stored().sizeBytes();
    }

    void readyNoLonger(Entry entry) {
        readyBytes -= entry.stored().sizeBytes();
    }

    /** Whether the oldest of these that are ready must make room. */
    boolean overflows(int readyMessages) {
        return limits.whenFull() == Limits.WhenFull.DROP_OLDEST
                && (limits.maxMessages() > 0 && readyMessages > limits.maxMessages()
                        || limits.maxBytes() > 0 && readyMessages > 1 && readyBytes > limits.maxBytes());
    }

    void countDropped() {
        dropped++;
    }

    /** How many messages were deleted to make room for others, since the broker's start. */
    long dropped() {
        return dropped;
    }

    /** Whether what is ready belongs on disk alone. */
    boolean pages() {
        return limits.whenFull() == Limits.WhenFull.PAGE && lacksRoomFor(0);
    }

    /** How many sends wait. */
    int waiting() {
        return waiting;
    }
}
