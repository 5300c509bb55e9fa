package io.postrider.client.asf;

import io.postrider.protocol.link.BrokerLink;
import jakarta.jms.JMSException;
import java.util.concurrent.Executor;

/** A connection as its connection consumers see it. Safe for any thread. */
public interface ConsumerConnection {

    /** Where commands go. */
    BrokerLink link();

    /** Where strands run. */
    Executor pool();

    /** Tells the exception listener of what has no other place to be reported. */
    void report(JMSException problem);

    /** A connection consumer is closed. */
    void closed(PostriderConnectionConsumer consumer);
}
