package io.postrider.client.session;

import io.postrider.client.destination.PostriderDestination;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.ConsumerRequest.Subscription;
import io.postrider.protocol.message.DestinationName;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Topic;

/** What a consumer asks for, from what the application named; sections 8.2 and 8.3 of the specification. */
public final class ConsumerRequests {
    private ConsumerRequests() {}

    /**
     * A consumer of a queue, or of a subscription of its own.
     *
     * @throws InvalidDestinationException if the destination is none
     */
    public static ConsumerRequest own(long consumer, Destination destination, String selector, boolean noLocal)
            throws JMSException {
        DestinationName name = PostriderDestination.of(destination).destinationName();
        return new ConsumerRequest(
                consumer,
                name,
                selector(selector),
                noLocal && !name.isQueue(),
                name.isQueue() ? null : Subscription.OWN);
    }

    /**
     * A consumer of an unshared durable subscription.
     *
     * @throws IllegalStateException if there is no client identifier
     * @throws InvalidDestinationException if the topic is none, or a temporary one
     */
    public static ConsumerRequest durable(
            long consumer, String clientId, Topic topic, String name, String selector, boolean noLocal)
            throws JMSException {
        if (clientId == null) {
            throw new IllegalStateException("an unshared durable subscription needs a client identifier");
        }
        return new ConsumerRequest(
                consumer,
                lastingTopic(topic),
                selector(selector),
                noLocal,
                new Subscription(subscriptionName(name), true, false));
    }

    /**
     * A consumer of a shared durable subscription.
     *
     * @throws InvalidDestinationException if the topic is none, or a temporary one
     */
    public static ConsumerRequest sharedDurable(long consumer, Topic topic, String name, String selector)
            throws JMSException {
        return new ConsumerRequest(
                consumer,
                lastingTopic(topic),
                selector(selector),
                false,
                new Subscription(subscriptionName(name), true, true));
    }

    /**
     * A consumer of a shared subscription that ends with its last consumer.
     *
     * @throws InvalidDestinationException if the topic is none
     */
    public static ConsumerRequest shared(long consumer, Topic topic, String name, String selector) throws JMSException {
        return new ConsumerRequest(
                consumer,
                topicName(topic),
                selector(selector),
                false,
                new Subscription(subscriptionName(name), false, true));
    }

    /** An empty selector is none; section 3.8.1. */
    static String selector(String selector) {
        return selector == null || selector.isBlank() ? null : selector;
    }

    private static DestinationName topicName(Topic topic) throws JMSException {
        DestinationName name = PostriderDestination.of(topic).destinationName();
        if (name.isQueue()) {
            throw new InvalidDestinationException(name + " is no topic");
        }
        return name;
    }

    private static DestinationName lastingTopic(Topic topic) throws JMSException {
        DestinationName name = topicName(topic);
        if (name.isTemporary()) {
            throw new InvalidDestinationException("a temporary topic can have no durable subscription: " + name);
        }
        return name;
    }

    private static String subscriptionName(String name) throws JMSException {
        if (name == null || name.isEmpty()) {
            throw new JMSException("a subscription that is durable or shared needs a name", "INVALID_SUBSCRIPTION");
        }
        return name;
    }
}
