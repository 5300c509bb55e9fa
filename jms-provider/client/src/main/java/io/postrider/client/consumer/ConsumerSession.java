package io.postrider.client.consumer;

import io.postrider.client.acknowledge.HandedTags;
import io.postrider.client.dispatch.Turn;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Delivery;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/** A session as its consumers and browsers see it. */
public interface ConsumerSession {

    /** Where commands go. */
    BrokerLink link();

    /** Whose turn it is to run a listener. */
    Turn turn();

    /**
     * Before anything is asked of the session.
     *
     * @throws jakarta.jms.IllegalStateException if it is closed
     */
    void checkOpen() throws JMSException;

    /**
     * Before a synchronous receive.
     *
     * @throws jakarta.jms.IllegalStateException if the session has message listeners; section 6.2.5
     */
    void checkReceive() throws JMSException;

    /** A number for a consumer or browser, never used before on the link. */
    long nextNumber();

    /** The message for the application. */
    Message toMessage(Delivery delivery, HandedTags tags);

    /** The message for the application that only looks at it. */
    Message toBrowsedMessage(Delivery delivery);

    /** A receive hands this delivery to the application; it is acknowledged as the session's mode has it. */
    void received(PostriderMessageConsumer consumer, Delivery delivery);

    /** A listener is about to be given this delivery. */
    void beforeListener(PostriderMessageConsumer consumer, Delivery delivery);

    /**
     * A listener has returned; section 8.7.
     *
     * @param failure what it threw, or null
     */
    void afterListener(PostriderMessageConsumer consumer, Delivery delivery, Throwable failure);

    /** Whether messages are acknowledged by the session itself, now, and by no transaction. */
    boolean acknowledgesItself();

    /** A consumer got a listener, or lost it. */
    void listenersChanged();

    /** The session's strand should look at its consumers. */
    void wakeListeners();

    /** Tells the exception listener of what has no other place to be reported. */
    void report(JMSException problem);

    /** A consumer is closed. */
    void closed(PostriderMessageConsumer consumer);
}
