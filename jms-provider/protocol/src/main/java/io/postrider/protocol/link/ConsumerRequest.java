package io.postrider.protocol.link;

import io.postrider.protocol.message.DestinationName;
import java.util.Objects;

/**
 * What a consumer asks for.
 *
 * @param consumer the number the client chose for it
 * @param destination a queue or topic; for a durable subscription its topic
 * @param selector section 3.8, or null for every message
 * @param noLocal whether messages sent by this very connection are left out; topics only
 * @param subscription which subscription of the topic; null for a queue
 */
public record ConsumerRequest(
        long consumer, DestinationName destination, String selector, boolean noLocal, Subscription subscription) {

    /** Checks what belongs together. */
    public ConsumerRequest {
        Objects.requireNonNull(destination, "destination");
        if (destination.isQueue() != (subscription == null)) {
            throw new IllegalArgumentException("a topic's consumer needs a subscription, a queue's has none");
        }
    }

    /**
     * A subscription of a topic; section 4.2.3 of the specification.
     *
     * @param name null only where it is neither durable nor shared
     * @param durable whether it outlives its consumers
     * @param shared whether it may have several consumers, each message going to one
     */
    public record Subscription(String name, boolean durable, boolean shared) {

        /** The subscription of a single consumer that ends with it. */
        public static final Subscription OWN = new Subscription(null, false, false);

        /** Checks what belongs together. */
        public Subscription {
            if ((durable || shared) != (name != null)) {
                throw new IllegalArgumentException("durable and shared subscriptions have a name, others have none");
            }
        }
    }
}
