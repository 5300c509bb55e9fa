package io.postrider.broker.core.topic;

/**
 * Under which a subscription is found; sections 4.2.3 and 8.3 of the specification. Shared and unshared durable
 * subscriptions of a client share one set of names, shared non-durable ones have another.
 *
 * @param clientId the client identifier it belongs to, or null for all connections without one
 * @param name as the application wrote it
 * @param durable which of the two sets
 */
public record SubscriptionName(String clientId, String name, boolean durable) {

    /** For people and logs. */
    @Override
    public String toString() {
        return (durable ? "durable subscription \"" : "subscription \"") + name + "\""
                + (clientId == null ? "" : " of client \"" + clientId + "\"");
    }
}
