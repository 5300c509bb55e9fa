package io.postrider.client.message;

import jakarta.jms.JMSException;

/** What a received message's {@code acknowledge()} calls: its session, which knows what that means in its mode. */
@FunctionalInterface
public interface Acknowledger {

    /**
     * Acknowledges all messages that the session has handed out so far, where its mode leaves that to the application;
     * otherwise does nothing. Section 6.2.10 of the specification.
     *
     * @throws jakarta.jms.IllegalStateException if the session is closed
     * @throws JMSException if the broker refuses, or cannot be reached
     */
    void acknowledge() throws JMSException;
}
