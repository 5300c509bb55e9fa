package io.postrider.client.consumer;

import io.postrider.client.acknowledge.HandedTags;
import io.postrider.client.destination.PostriderDestination;
import io.postrider.client.dispatch.Turn;
import io.postrider.client.error.JmsErrors;
import io.postrider.client.link.Replies;
import io.postrider.client.link.WaitingCompletion;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Delivery;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.QueueReceiver;
import jakarta.jms.StreamMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;
import java.util.concurrent.TimeUnit;

/**
 * A consumer of a queue or subscription; chapter 8 of the specification.
 *
 * <p>For the thread that uses the session, but for {@link #close}, which any thread may call. A receive whose thread is
 * interrupted throws a {@code JMSException} with an {@code InterruptedException} as cause, takes no message, and leaves the
 * thread's interrupt flag set.
 */
public final class PostriderMessageConsumer implements QueueReceiver, TopicSubscriber {
    private final ConsumerSession session;
    private final ConsumerRequest request;
    private final PostriderDestination destination;
    private final HandedTags tags;
    private final DeliveryBuffer buffer;
    private final WaitingCompletion reply;
    private volatile MessageListener listener;

    /**
     * A consumer that the broker has yet to be asked for, with {@link #open}.
     *
     * @param destination what the application named
     * @param maxPrefetch the most messages that wait here
     */
    public PostriderMessageConsumer(
            ConsumerSession session,
            ConsumerRequest request,
            PostriderDestination destination,
            HandedTags tags,
            int maxPrefetch) {
        this.session = session;
        this.reply = new WaitingCompletion(session.link());
        this.request = request;
        this.destination = destination;
        this.tags = tags;
        this.buffer = new DeliveryBuffer(
                session.link(), request.consumer(), maxPrefetch, session::wakeListeners, this::closedByBroker);
    }

    /**
     * Opens it at the broker; blocks until that has answered.
     *
     * @throws JMSException as the broker refuses
     */
    public void open() throws JMSException {
        Replies.await(session.link().openConsumer(request, buffer));
    }

    /** A listener has no other place to learn of it; a receive throws the failure. */
    private void closedByBroker(BrokerException cause) {
        if (hasListener()) {
            session.report(
                    JmsErrors.checked("the consumer of " + destination + " was closed: " + cause.getMessage(), cause));
        }
    }

    /** Where its deliveries wait. */
    public DeliveryBuffer buffer() {
        return buffer;
    }

    /** What the application has been handed from it. */
    public HandedTags tags() {
        return tags;
    }

    /** The name that the consumer has on its link. */
    public long number() {
        return request.consumer();
    }

    // Receiving -------------------------------------------------------------------------------------------------------

    @Override
    public Message receive() throws JMSException {
        return receive(0);
    }

    @Override
    public Message receive(long timeoutMillis) throws JMSException {
        beginReceive();
        try {
            return handOut(take(checkedTimeout(timeoutMillis)));
        } finally {
            buffer.exitReceive();
        }
    }

    @Override
    public Message receiveNoWait() throws JMSException {
        beginReceive();
        try {
            return handOut(takeNow());
        } finally {
            buffer.exitReceive();
        }
    }

    /**
     * The body of the next message; section 8.6 of the specification.
     *
     * @param timeoutMillis 0 waits as long as it takes
     * @return null where none came in time
     * @throws MessageFormatException if the message has no body that is a {@code type}. In the automatic modes it stays the
     *     next message, and does not count as delivered
     */
    public <T> T receiveBody(Class<T> type, long timeoutMillis) throws JMSException {
        beginReceive();
        try {
            return handOutBody(take(checkedTimeout(timeoutMillis)), type);
        } finally {
            buffer.exitReceive();
        }
    }

    /**
     * The body of the next message if there is one now; as {@link #receiveBody} in all else.
     *
     * @return null where there is none
     */
    public <T> T receiveBodyNoWait(Class<T> type) throws JMSException {
        beginReceive();
        try {
            return handOutBody(takeNow(), type);
        } finally {
            buffer.exitReceive();
        }
    }

    private void beginReceive() throws JMSException {
        checkOpen();
        session.checkReceive();
        if (!buffer.enterReceive()) {
            throw new IllegalStateException("another thread is receiving from this consumer");
        }
    }

    private static long checkedTimeout(long timeoutMillis) throws JMSException {
        if (timeoutMillis < 0) {
            throw new JMSException("a time-out of " + timeoutMillis + " ms is below 0", "INVALID_TIMEOUT");
        }
        return timeoutMillis;
    }

    private Delivery take(long timeoutMillis) throws JMSException {
        boolean forever = timeoutMillis == 0;
        long deadline = forever ? 0 : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        try {
            while (true) {
                Delivery next = buffer.take(forever, deadline);
                if (next == null) {
                    return nothing();
                }
                if (!discardExpired(next)) {
                    return next;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw JmsErrors.withCause(
                    new JMSException("the thread was interrupted while it waited for a message", "INTERRUPTED"), e);
        }
    }

    private Delivery takeNow() throws JMSException {
        try {
            while (true) {
                Delivery next = buffer.takeNow(reply);
                if (next == null) {
                    return nothing();
                }
                if (!discardExpired(next)) {
                    return next;
                }
            }
        } catch (BrokerException e) {
            throw JmsErrors.checked(e);
        }
    }

    private Delivery nothing() throws JMSException {
        BrokerException failure = buffer.failure();
        if (failure != null && !buffer.isClosed()) {
            throw JmsErrors.checked(failure);
        }
        return null;
    }

    /** A message's time may end while it waits here; then the application must not see it (section 3.4.9). */
    private boolean discardExpired(Delivery delivery) {
        if (delivery.message().expirationMillis() == 0 || !delivery.message().isExpiredAt(System.currentTimeMillis())) {
            return false;
        }
        session.link().acknowledge(number(), delivery.tag(), delivery.tag(), BrokerLink.NO_TRANSACTION, null);
        return true;
    }

    private Message handOut(Delivery delivery) {
        if (delivery == null) {
            return null;
        }
        Message message = session.toMessage(delivery, tags);
        session.received(this, delivery);
        return message;
    }

    private <T> T handOutBody(Delivery delivery, Class<T> type) throws JMSException {
        if (delivery == null) {
            return null;
        }
        T body;
        try {
            body = bodyOf(session.toMessage(delivery, tags), type);
        } catch (MessageFormatException e) {
            if (session.acknowledgesItself()) {
                buffer.putBack(delivery);
            } else {
                session.received(this, delivery);
            }
            throw e;
        }
        session.received(this, delivery);
        return body;
    }

    private static <T> T bodyOf(Message message, Class<T> type) throws JMSException {
        T body = message instanceof StreamMessage ? null : message.getBody(type);
        if (body == null) {
            throw new MessageFormatException("the message has no body that can be received as a " + type.getName());
        }
        return body;
    }

    // Listening -------------------------------------------------------------------------------------------------------

    /**
     * Gives the next message to the listener, if there is one of each. For the session's strand.
     *
     * @return whether there was
     */
    public boolean dispatchNext() {
        return listener != null && handNext() || askForMore();
    }

    private boolean handNext() {
        session.turn().enter(Turn.Kind.LISTENER, this);
        try {
            // only now that it counts as running: who pauses or closes waits for it, or has done so before this looks
            Delivery next = buffer.poll();
            if (next != null && !discardExpired(next)) {
                hand(next);
            }
            return next != null;
        } finally {
            session.turn().leave();
        }
    }

    private void hand(Delivery next) {
        MessageListener current = listener;
        if (current == null) {
            buffer.putBack(next);
        } else {
            callListener(current, next);
        }
    }

    private boolean askForMore() {
        if (listener != null && buffer.failure() == null) {
            buffer.request();
        }
        return false;
    }

    private void callListener(MessageListener current, Delivery delivery) {
        Message message = session.toMessage(delivery, tags);
        session.beforeListener(this, delivery);
        Throwable failure = null;
        try {
            current.onMessage(message);
        } catch (Throwable e) {
            failure = e;
        }
        session.afterListener(this, delivery, failure);
    }

    @Override
    public MessageListener getMessageListener() throws JMSException {
        checkOpen();
        return listener;
    }

    @Override
    public void setMessageListener(MessageListener listener) throws JMSException {
        checkOpen();
        this.listener = listener;
        session.listenersChanged();
        buffer.setAsynchronous(listener != null);
    }

    /** Whether messages go to a listener. */
    public boolean hasListener() {
        return listener != null;
    }

    // What it is ------------------------------------------------------------------------------------------------------

    @Override
    public String getMessageSelector() throws JMSException {
        checkOpen();
        return request.selector();
    }

    @Override
    public Queue getQueue() throws JMSException {
        checkOpen();
        if (destination instanceof Queue queue) {
            return queue;
        }
        throw new IllegalStateException("this consumer is one of " + destination + ", not of a queue");
    }

    @Override
    public Topic getTopic() throws JMSException {
        checkOpen();
        if (destination instanceof Topic topic) {
            return topic;
        }
        throw new IllegalStateException("this consumer is one of " + destination + ", not of a topic");
    }

    @Override
    public boolean getNoLocal() throws JMSException {
        checkOpen();
        return request.noLocal();
    }

    private void checkOpen() throws JMSException {
        session.checkOpen();
        if (buffer.isClosed()) {
            throw new IllegalStateException("this consumer of " + destination + " is closed");
        }
    }

    /**
     * Closes the consumer; section 8.8. Blocks until its listener, unless that is the caller, or a receive in another
     * thread has returned. What was received stays to be acknowledged. Idempotent.
     *
     * @throws JMSException if the broker refuses, which it has no reason to
     */
    @Override
    public void close() throws JMSException {
        if (!buffer.close()) {
            return;
        }
        session.turn().awaitListener(this);
        session.closed(this);
        try {
            Replies.awaitBroker(buffer.closeConsumer());
        } catch (BrokerException e) {
            if (e.error().linkSurvives()) {
                throw JmsErrors.checked(e);
            }
        }
    }
}
