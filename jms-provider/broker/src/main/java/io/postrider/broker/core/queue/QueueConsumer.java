package io.postrider.broker.core.queue;

import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.DeliverySink;
import java.util.concurrent.CompletionStage;

/**
 * A consumer of one queue. Its methods may be called by any thread and are steps of the queue; its state belongs to the
 * queue's mailbox.
 */
public final class QueueConsumer {
    private final MessageQueue queue;
    final DeliverySink sink;
    final MessageFilter filter;
    final Runnable whenDone;
    /** For people: the connection. */
    final Object who;

    final TagWindow window = new TagWindow();
    LaneCursor cursor;
    int credit;
    /** Whether it has credit. */
    boolean ready;
    /** Whether it stands in the line of those who may want something. */
    boolean inLine;
    /** Its place in that line. */
    long turn;
    /** Whether something for it must be journaled or read back first. */
    boolean blocked;
    /** Whether it was asked to give back what it has not begun, and has not asked for more since. */
    boolean recalled;
    /** Whether it is closed; what is still outstanding then was handed to the application. */
    boolean closed;

    QueueConsumer(MessageQueue queue, DeliverySink sink, MessageFilter filter, Object who, Runnable whenDone) {
        this.queue = queue;
        this.sink = sink;
        this.filter = filter;
        this.who = who;
        this.whenDone = whenDone;
    }

    /** The queue. */
    public MessageQueue queue() {
        return queue;
    }

    /**
     * Permits so many more deliveries.
     *
     * @param offered done once what was there has reached the sink; or null
     */
    public void credit(int messages, Completion offered) {
        queue.credit(this, messages, offered);
    }

    /**
     * Acknowledges a range of tags, for good.
     *
     * @param completion done once that is so; or null
     */
    public void acknowledge(long firstTag, long lastTag, Completion completion) {
        queue.outstanding().acknowledge(this, firstTag, lastTag, completion);
    }

    /**
     * Acknowledges a range of tags in a transaction.
     *
     * @param transaction has been told to expect a step
     */
    public void acknowledge(
            long firstTag, long lastTag, TransactedAcknowledgements transaction, Completion completion) {
        queue.outstanding().acknowledge(this, firstTag, lastTag, transaction, completion);
    }

    /**
     * Gives a range of tags back.
     *
     * @param attempted whether the application had them
     */
    public void release(long firstTag, long lastTag, boolean attempted, Completion completion) {
        queue.outstanding().release(this, firstTag, lastTag, attempted, completion);
    }

    /**
     * Closes it: what lies above a tag goes back unattempted, the rest stays outstanding.
     *
     * @return whether it was open
     */
    public CompletionStage<Boolean> close(long lastHandedTag) {
        return queue.outstanding().close(this, lastHandedTag);
    }

    /** Takes back what credit it has. */
    public void withdrawCredit() {
        queue.outstanding().withdrawCredit(this);
    }

    /**
     * Gives back all that is outstanding, as the connection has ended: as attempted if the consumer was closed before, and
     * so is known to have handed it over; else as possibly seen.
     *
     * @return whether it was open
     */
    public CompletionStage<Boolean> abandon() {
        return queue.outstanding().abandon(this);
    }
}
