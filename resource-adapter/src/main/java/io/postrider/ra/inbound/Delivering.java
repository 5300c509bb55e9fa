package io.postrider.ra.inbound;

import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;

/**
 * What all sessions of an activation have in common.
 *
 * @param spec what is activated
 * @param endpoints where the server gives endpoints
 * @param executor the server's threads
 * @param isTransacted whether the server wants deliveries in transactions
 */
record Delivering(
        PostriderActivationSpec spec, MessageEndpointFactory endpoints, WorkExecutor executor, boolean isTransacted) {

    /** The method that servers are told of before a delivery. */
    static final Method ON_MESSAGE = onMessage();

    static Delivering of(PostriderActivationSpec spec, MessageEndpointFactory endpoints, WorkExecutor executor) {
        try {
            return new Delivering(spec, endpoints, executor, endpoints.isDeliveryTransacted(ON_MESSAGE));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("the bean is no MessageListener", e);
        }
    }

    /** Whether its sessions are such as can take part in transactions. */
    boolean needsBranches() {
        return isTransacted || spec.getMaxDeliveries() > 0;
    }

    private static Method onMessage() {
        try {
            return MessageListener.class.getMethod("onMessage", Message.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("MessageListener has no onMessage", e);
        }
    }
}
