package io.postrider.broker.core;

import io.postrider.broker.core.topic.Subscription;
import io.postrider.broker.core.topic.SubscriptionName;
import io.postrider.broker.core.topic.Subscriptions;
import io.postrider.broker.core.topic.TopicPattern;
import io.postrider.broker.security.Access;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Permission;
import io.postrider.protocol.message.DestinationName;
import java.util.Objects;

/**
 * Which permissions a connection's commands need, asked before anything is made or changed. What a command would make on its
 * way needs {@link Permission#CREATE}, what it would replace {@link Permission#DELETE}.
 */
final class ConnectionRights {
    private final Access access;
    private final Destinations destinations;
    private final Subscriptions subscriptions;

    ConnectionRights(Access access, Destinations destinations, Subscriptions subscriptions) {
        this.access = access;
        this.destinations = destinations;
        this.subscriptions = subscriptions;
    }

    /** To send to a destination. */
    void requireSend(DestinationName destination) throws BrokerException {
        access.require(Permission.SEND, destination);
        requireCreateIfNew(destination);
    }

    /**
     * To open a consumer.
     *
     * @param name of its subscription; null if it has none that others could find
     */
    void requireConsume(ConsumerRequest request, SubscriptionName name) throws BrokerException {
        DestinationName destination = request.destination();
        access.require(Permission.CONSUME, destination);
        requireCreateIfNew(destination);
        if (name == null || !name.durable()) {
            return;
        }
        Subscription known = subscriptions.find(name);
        boolean same = known != null
                && known.topic().name().equals(destination)
                && Objects.equals(known.terms().selector(), request.selector())
                && known.terms().noLocal() == request.noLocal();
        if (!same) {
            access.require(Permission.CREATE, destination);
        }
        if (known != null && !same) {
            access.require(Permission.DELETE, known.topic().name());
        }
    }

    /** To look at what a queue holds. */
    void requireBrowse(DestinationName queue) throws BrokerException {
        access.require(Permission.BROWSE, queue);
        requireCreateIfNew(queue);
    }

    /** To delete a durable subscription. */
    void requireUnsubscribe(SubscriptionName name) throws BrokerException {
        Subscription known = subscriptions.find(name);
        if (known != null) {
            access.require(Permission.CONSUME, known.topic().name());
            access.require(Permission.DELETE, known.topic().name());
        }
    }

    private void requireCreateIfNew(DestinationName destination) throws BrokerException {
        // a pattern makes nothing but itself
        if (!destination.isTemporary() && !destinations.exists(destination) && !TopicPattern.is(destination)) {
            access.require(Permission.CREATE, destination);
        }
    }
}
