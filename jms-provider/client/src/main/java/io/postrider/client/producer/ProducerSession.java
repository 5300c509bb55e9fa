package io.postrider.client.producer;

import io.postrider.client.dispatch.Turn;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import jakarta.jms.JMSException;

/** A session as its producers see it. */
public interface ProducerSession {

    /**
     * Before anything is asked of the session.
     *
     * @throws jakarta.jms.IllegalStateException if it is closed
     */
    void checkOpen() throws JMSException;

    /** Whose turn it is to run a completion listener. */
    Turn turn();

    /** A fresh identity for a message. */
    MessageId nextMessageId();

    /** For {@code JMSXUserID}, or null where it is not asked for. */
    String userId();

    /**
     * Sends within the session's transaction, or, outside of one, blocks until the broker has the message.
     *
     * @throws JMSException as the broker refuses
     */
    void send(Message message) throws JMSException;

    /** Sends, within the session's transaction if it has one, and does not wait. */
    void send(Message message, Completion completion);

    /** The sends that completion listeners wait for. */
    AsyncSends asyncSends();
}
