package io.postrider.client.producer;

import io.postrider.client.destination.PostriderDestination;
import io.postrider.client.dispatch.Turn;
import io.postrider.client.message.OutgoingMessage;
import io.postrider.client.message.SendStamp;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.Queue;
import jakarta.jms.QueueSender;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A producer of messages, to one destination or, where it was made without, to that of each send; chapter 7 of the
 * specification. A send outside of a transaction returns once the broker has the message, in its journal if it is
 * persistent. For the thread that uses the session.
 */
public final class PostriderMessageProducer implements QueueSender, TopicPublisher {
    /** Asynchronous sends whose listener has not returned. */
    final AtomicInteger incomplete = new AtomicInteger();

    private final ProducerSession session;
    private final PostriderDestination fixed;
    private int deliveryMode = Message.DEFAULT_DELIVERY_MODE;
    private int priority = Message.DEFAULT_PRIORITY;
    private long timeToLiveMillis = Message.DEFAULT_TIME_TO_LIVE;
    private long deliveryDelayMillis = Message.DEFAULT_DELIVERY_DELAY;
    private boolean idDisabled;
    private boolean timestampDisabled;
    private volatile boolean closed;

    /**
     * A producer.
     *
     * @param fixed where it sends to, or null for one that is told at each send
     */
    public PostriderMessageProducer(ProducerSession session, PostriderDestination fixed) {
        this.session = session;
        this.fixed = fixed;
    }

    // Sending ---------------------------------------------------------------------------------------------------------

    @Override
    public void send(Message message) throws JMSException {
        transmit(fixedDestination(), message, deliveryMode, priority, timeToLiveMillis, null);
    }

    @Override
    public void send(Message message, int deliveryMode, int priority, long timeToLive) throws JMSException {
        transmit(fixedDestination(), message, deliveryMode, priority, timeToLive, null);
    }

    @Override
    public void send(Destination destination, Message message) throws JMSException {
        transmit(chosen(destination), message, deliveryMode, priority, timeToLiveMillis, null);
    }

    @Override
    public void send(Destination destination, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        transmit(chosen(destination), message, deliveryMode, priority, timeToLive, null);
    }

    @Override
    public void send(Message message, CompletionListener listener) throws JMSException {
        transmit(fixedDestination(), message, deliveryMode, priority, timeToLiveMillis, required(listener));
    }

    @Override
    public void send(Message message, int deliveryMode, int priority, long timeToLive, CompletionListener listener)
            throws JMSException {
        transmit(fixedDestination(), message, deliveryMode, priority, timeToLive, required(listener));
    }

    @Override
    public void send(Destination destination, Message message, CompletionListener listener) throws JMSException {
        transmit(chosen(destination), message, deliveryMode, priority, timeToLiveMillis, required(listener));
    }

    @Override
    public void send(
            Destination destination,
            Message message,
            int deliveryMode,
            int priority,
            long timeToLive,
            CompletionListener listener)
            throws JMSException {
        transmit(chosen(destination), message, deliveryMode, priority, timeToLive, required(listener));
    }

    @Override
    public void send(Queue queue, Message message) throws JMSException {
        send((Destination) queue, message);
    }

    @Override
    public void send(Queue queue, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        send((Destination) queue, message, deliveryMode, priority, timeToLive);
    }

    @Override
    public void publish(Message message) throws JMSException {
        send(message);
    }

    @Override
    public void publish(Message message, int deliveryMode, int priority, long timeToLive) throws JMSException {
        send(message, deliveryMode, priority, timeToLive);
    }

    @Override
    public void publish(Topic topic, Message message) throws JMSException {
        send((Destination) topic, message);
    }

    @Override
    public void publish(Topic topic, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        send((Destination) topic, message, deliveryMode, priority, timeToLive);
    }

    private PostriderDestination fixedDestination() throws JMSException {
        checkOpen();
        if (fixed == null) {
            throw new ProducerDestinationException("this producer was made without a destination: name one");
        }
        return fixed;
    }

    private PostriderDestination chosen(Destination destination) throws JMSException {
        checkOpen();
        if (fixed != null) {
            throw new ProducerDestinationException("this producer sends to " + fixed + " and nowhere else");
        }
        if (destination == null) {
            throw new InvalidDestinationException("a destination is needed, null was given");
        }
        return PostriderDestination.of(destination);
    }

    private static CompletionListener required(CompletionListener listener) {
        if (listener == null) {
            throw new IllegalArgumentException("an asynchronous send needs a completion listener, null was given");
        }
        return listener;
    }

    private void transmit(
            PostriderDestination destination,
            Message message,
            int deliveryMode,
            int priority,
            long timeToLiveMillis,
            CompletionListener listener)
            throws JMSException {
        if (message == null) {
            throw new MessageFormatException("there is no message to send: null was given");
        }
        SendStamp stamp = stamp(
                destination,
                checkedDeliveryMode(deliveryMode) == DeliveryMode.PERSISTENT,
                checkedPriority(priority),
                checkedMillis("time to live", timeToLiveMillis));
        io.postrider.protocol.message.Message sent = OutgoingMessage.stamp(message, stamp);
        if (listener == null) {
            session.send(sent);
        } else {
            session.send(sent, session.asyncSends().begin(this, message, listener));
        }
    }

    private SendStamp stamp(PostriderDestination destination, boolean persistent, int priority, long timeToLiveMillis) {
        long now = System.currentTimeMillis();
        return new SendStamp(
                destination,
                session.nextMessageId(),
                idDisabled,
                persistent,
                priority,
                timestampDisabled ? 0 : now,
                timeToLiveMillis == 0 ? 0 : after(now, timeToLiveMillis),
                deliveryDelayMillis == 0 ? 0 : after(now, deliveryDelayMillis),
                session.userId());
    }

    private static long after(long now, long millis) {
        long then = now + millis;
        return then < 0 ? Long.MAX_VALUE : then;
    }

    // Options ---------------------------------------------------------------------------------------------------------

    private static int checkedDeliveryMode(int mode) throws JMSException {
        if (mode != DeliveryMode.PERSISTENT && mode != DeliveryMode.NON_PERSISTENT) {
            throw new JMSException("there is no delivery mode " + mode, "INVALID_DELIVERY_MODE");
        }
        return mode;
    }

    private static int checkedPriority(int priority) throws JMSException {
        if (priority < 0 || priority > 9) {
            throw new JMSException("a priority of " + priority + " is not within 0 to 9", "INVALID_PRIORITY");
        }
        return priority;
    }

    private static long checkedMillis(String what, long millis) throws JMSException {
        if (millis < 0) {
            throw new JMSException("a " + what + " of " + millis + " ms is below 0", "INVALID_DURATION");
        }
        return millis;
    }

    @Override
    public void setDisableMessageID(boolean value) throws JMSException {
        checkOpen();
        idDisabled = value;
    }

    @Override
    public boolean getDisableMessageID() throws JMSException {
        checkOpen();
        return idDisabled;
    }

    @Override
    public void setDisableMessageTimestamp(boolean value) throws JMSException {
        checkOpen();
        timestampDisabled = value;
    }

    @Override
    public boolean getDisableMessageTimestamp() throws JMSException {
        checkOpen();
        return timestampDisabled;
    }

    @Override
    public void setDeliveryMode(int deliveryMode) throws JMSException {
        checkOpen();
        this.deliveryMode = checkedDeliveryMode(deliveryMode);
    }

    @Override
    public int getDeliveryMode() throws JMSException {
        checkOpen();
        return deliveryMode;
    }

    @Override
    public void setPriority(int defaultPriority) throws JMSException {
        checkOpen();
        priority = checkedPriority(defaultPriority);
    }

    @Override
    public int getPriority() throws JMSException {
        checkOpen();
        return priority;
    }

    @Override
    public void setTimeToLive(long timeToLive) throws JMSException {
        checkOpen();
        timeToLiveMillis = checkedMillis("time to live", timeToLive);
    }

    @Override
    public long getTimeToLive() throws JMSException {
        checkOpen();
        return timeToLiveMillis;
    }

    @Override
    public void setDeliveryDelay(long deliveryDelay) throws JMSException {
        checkOpen();
        deliveryDelayMillis = checkedMillis("delivery delay", deliveryDelay);
    }

    @Override
    public long getDeliveryDelay() throws JMSException {
        checkOpen();
        return deliveryDelayMillis;
    }

    // What it is ------------------------------------------------------------------------------------------------------

    @Override
    public Destination getDestination() throws JMSException {
        checkOpen();
        return fixed;
    }

    @Override
    public Queue getQueue() throws JMSException {
        checkOpen();
        if (fixed == null || fixed instanceof Queue) {
            return (Queue) fixed;
        }
        throw new IllegalStateException("this producer sends to " + fixed + ", not to a queue");
    }

    @Override
    public Topic getTopic() throws JMSException {
        checkOpen();
        if (fixed == null || fixed instanceof Topic) {
            return (Topic) fixed;
        }
        throw new IllegalStateException("this producer sends to " + fixed + ", not to a topic");
    }

    private void checkOpen() throws JMSException {
        session.checkOpen();
        if (closed) {
            throw new IllegalStateException("this producer is closed");
        }
    }

    /**
     * Closes the producer, once its asynchronous sends are complete and their listeners have returned; section 7.3.4.
     * Idempotent.
     *
     * @throws IllegalStateException if called from one of its own completion listeners
     */
    @Override
    public void close() throws JMSException {
        if (closed) {
            return;
        }
        if (session.turn().isMine(Turn.Kind.COMPLETION)) {
            boolean own = session.turn().isMine(Turn.Kind.COMPLETION, this);
            if (own || incomplete.get() > 0) {
                throw new IllegalStateException("a completion listener cannot close a producer that waits for it");
            }
        }
        session.asyncSends().awaitAll(this);
        closed = true;
    }
}
