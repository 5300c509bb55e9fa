package io.postrider.ra.inbound;

import io.postrider.client.PostriderConnectionFactory;
import jakarta.resource.spi.InvalidPropertyException;
import java.beans.IntrospectionException;
import java.beans.PropertyDescriptor;
import java.util.ArrayList;
import java.util.List;

/** What the properties of an activation must be, each and together. A sentence for each violation names the property. */
final class ActivationRules {
    static final String QUEUE = "jakarta.jms.Queue";
    static final String TOPIC = "jakarta.jms.Topic";
    static final String DURABLE = "Durable";
    static final String NON_DURABLE = "NonDurable";
    static final String AUTO = "Auto-acknowledge";
    static final String DUPS_OK = "Dups-ok-acknowledge";

    private final List<String> sentences = new ArrayList<>();
    private final List<PropertyDescriptor> properties = new ArrayList<>();

    private ActivationRules() {}

    static void check(PostriderActivationSpec spec) throws InvalidPropertyException {
        ActivationRules rules = new ActivationRules();
        rules.checkDestination(spec);
        rules.checkSubscription(spec);
        rules.checkNumbers(spec);
        rules.checkAccess(spec);
        rules.report();
    }

    private void checkDestination(PostriderActivationSpec spec) {
        if (isBlank(spec.getDestination()) && isBlank(spec.getDestinationLookup())) {
            violated("destination", "neither it nor destinationLookup says where messages come from");
        }
        if (isBlank(spec.getDestinationType())) {
            if (isBlank(spec.getDestinationLookup())) {
                violated("destinationType", "needed with a destination: " + QUEUE + " or " + TOPIC);
            }
        } else if (!spec.getDestinationType().equals(QUEUE)
                && !spec.getDestinationType().equals(TOPIC)) {
            violated("destinationType", oneOf(QUEUE, TOPIC, spec.getDestinationType()));
        }
        if (!AUTO.equalsIgnoreCase(spec.getAcknowledgeMode()) && !DUPS_OK.equalsIgnoreCase(spec.getAcknowledgeMode())) {
            violated("acknowledgeMode", oneOf(AUTO, DUPS_OK, spec.getAcknowledgeMode()));
        }
    }

    private void checkSubscription(PostriderActivationSpec spec) {
        boolean durable = DURABLE.equalsIgnoreCase(spec.getSubscriptionDurability());
        boolean shared = Boolean.TRUE.equals(spec.getShareSubscriptions());
        if (spec.getShareSubscriptions() == null) {
            violated("shareSubscriptions", "true or false, not null");
        }
        if (!durable && !NON_DURABLE.equalsIgnoreCase(spec.getSubscriptionDurability())) {
            violated("subscriptionDurability", oneOf(DURABLE, NON_DURABLE, spec.getSubscriptionDurability()));
        }
        if (QUEUE.equals(spec.getDestinationType())) {
            if (durable) {
                violated("subscriptionDurability", "a queue has no subscriptions, so it is not " + DURABLE);
            }
            if (shared) {
                violated("shareSubscriptions", "a queue has no subscriptions");
            }
            return;
        }
        if ((durable || shared) && isBlank(spec.getSubscriptionName())) {
            violated("subscriptionName", "needed where the subscription is durable or shared");
        }
        if (durable && !shared && isBlank(spec.getClientId())) {
            violated("clientId", "needed where a durable subscription is not shared");
        }
    }

    private void checkNumbers(PostriderActivationSpec spec) {
        atLeast("maxSessions", spec.getMaxSessions(), 1);
        atLeast("reconnectAttempts", spec.getReconnectAttempts(), PostriderActivationSpec.FOR_EVER);
        atLeast("reconnectIntervalMillis", spec.getReconnectIntervalMillis(), 1);
        atLeast("maxDeliveries", spec.getMaxDeliveries(), 0);
        if (isBlank(spec.getDeadLetterQueue())) {
            violated("deadLetterQueue", "not empty");
        }
    }

    private void checkAccess(PostriderActivationSpec spec) {
        if (isBlank(spec.getUser()) && !isBlank(spec.getPassword())) {
            violated("password", "there is no user that it belongs to");
        }
        if (isBlank(spec.getUrl())) {
            return;
        }
        try {
            new PostriderConnectionFactory(spec.getUrl());
        } catch (IllegalArgumentException e) {
            violated("url", e.getMessage());
        }
    }

    private void atLeast(String property, Number value, int least) {
        if (value == null || value.longValue() < least) {
            violated(property, "at least " + least + ", not " + value);
        }
    }

    private static boolean isBlank(String value) {
        return value == null || value.isBlank();
    }

    private static String oneOf(String one, String other, String actual) {
        return one + " or " + other + ", not \"" + actual + "\"";
    }

    private void violated(String property, String sentence) {
        sentences.add(property + ": " + sentence);
        try {
            properties.add(new PropertyDescriptor(property, PostriderActivationSpec.class));
        } catch (IntrospectionException e) {
            throw new IllegalArgumentException("the activation has no property " + property, e);
        }
    }

    private void report() throws InvalidPropertyException {
        if (!sentences.isEmpty()) {
            InvalidPropertyException failure =
                    new InvalidPropertyException("the activation is not valid: " + String.join("; ", sentences));
            failure.setInvalidPropertyDescriptors(properties.toArray(PropertyDescriptor[]::new));
            throw failure;
        }
    }
}
