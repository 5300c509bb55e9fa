package io.postrider.broker.core.queue;

import io.postrider.protocol.message.Message;

/** Which messages a consumer, browser or subscription wants. */
@FunctionalInterface
public interface MessageFilter {

    /**
     * Whether it wants this one. Called while a queue is being served: must return soon.
     *
     * @param message its header and properties
     * @param deliveryCount what a delivery now would count
     */
    boolean matches(Message message, int deliveryCount);
}
