package io.postrider.client.session;

import io.postrider.client.destination.TemporaryDestinationOwner;
import io.postrider.client.dispatch.DispatchPool;
import io.postrider.client.message.MessageFactory;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import jakarta.jms.JMSException;

/** A connection as its sessions see it. Safe for any thread. */
public interface SessionConnection extends TemporaryDestinationOwner {

    /** Where commands go. */
    BrokerLink link();

    /** Where strands run. */
    DispatchPool pool();

    /** A number for a consumer, browser or transaction, never used before on the link. */
    long nextNumber();

    /** Makes messages, with the connection's rules for objects. */
    MessageFactory messages();

    /** The most messages that may wait in one consumer; 0 pulls one by one. */
    int maxPrefetch();

    /** Whether a message that is not persistent is sent only when the broker says so. */
    boolean awaitsNonPersistent();

    /** For {@code JMSXUserID}, or null where it is not asked for. */
    String stampedUserId();

    /** The client identifier, or null. */
    String currentClientId();

    /** Whether messages are delivered. */
    boolean isStarted();

    /** Why the link is lost, or null. */
    BrokerException failure();

    /** Tells the exception listener of what has no other place to be reported. */
    void report(JMSException problem);

    /** A session is closed. */
    void closed(SessionCore session);
}
