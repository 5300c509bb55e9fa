package io.postrider.client.destination;

import io.postrider.protocol.message.DestinationName;
import jakarta.jms.JMSException;

/** The connection that made a temporary destination, and that alone may delete it. Safe for any thread. */
public interface TemporaryDestinationOwner {

    /**
     * Deletes a temporary destination of this connection; blocks until the broker has done so.
     *
     * @throws JMSException if a consumer is still open on it, or the broker cannot be reached
     */
    void deleteTemporary(DestinationName destination) throws JMSException;
}
