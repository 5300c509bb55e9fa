package io.postrider.broker.core.queue;

import io.postrider.broker.core.store.Gate;
import io.postrider.broker.core.store.WaitingLine;
import io.postrider.broker.policy.Limits;
import io.postrider.broker.policy.PolicyOption;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.Message;
import java.util.function.Consumer;

/**
 * How much a queue holds of what its policy permits, and the sends that wait for room. There is one where the policy has limits. The
 * queue's mailbox counts; all else is safe for all threads.
 */
public final class Room implements Gate {
    private final MessageQueue queue;
    private final Limits limits;
    private final WaitingLine line;
    private volatile long heldMessages;
    private volatile long heldBytes;
    private long readyBytes;
    private volatile long dropped;

    Room(MessageQueue queue, Limits limits, QueueContext context) {
        this.queue = queue;
        this.limits = limits;
        this.line = new WaitingLine(
                context.timers(), context.relief(), context.store().budget());
    }

    @Override
    public Limits.WhenFull whenFull() {
        return limits.whenFull();
    }

    @Override
    public boolean isFullFor(Message message, boolean journaled) {
        return limits.whenFull() != Limits.WhenFull.DROP_OLDEST
                && (line.count() > 0 || lacksRoomFor(message.estimatedBytes()));
    }

    private boolean lacksRoomFor(int sizeBytes) {
        return limits.maxMessages() > 0 && heldMessages >= limits.maxMessages()
                || limits.maxBytes() > 0 && heldMessages > 0 && heldBytes + sizeBytes > limits.maxBytes();
    }

    @Override
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

    @Override
    public void await(int sizeBytes, Runnable go, Consumer<BrokerException> refused) {
        line.add(sizeBytes, go, refused, limits.blockTimeoutMillis(), this::timedOut);
        // there may be room by now
        letIn();
    }

    private BrokerException timedOut() {
        return new BrokerException(
                BrokerError.RESOURCE_LIMIT,
                refusalText() + " permitted no more for " + PolicyOption.BLOCK_TIMEOUT + "="
                        + limits.blockTimeoutMillis());
    }

    /** Once the queue has counted what has come, the next one may. */
    @Override
    public void entered() {
        queue.submit(() -> {
            line.entered();
            letIn();
        });
    }

    private void letIn() {
        line.letIn(this::lacksRoomFor, this::refusal);
    }

    // ---- by the queue's mailbox

    void arrived(Entry entry) {
        heldMessages++;
        heldBytes += entry.stored().sizeBytes();
    }

    void departed(Entry entry) {
        heldMessages--;
        heldBytes -= entry.stored().sizeBytes();
        if (line.count() > 0) {
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
        return line.count();
    }
}
