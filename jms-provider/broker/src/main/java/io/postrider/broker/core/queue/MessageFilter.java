package io.postrider.broker.core.queue;

import io.postrider.broker.selector.RequiredValue;
import io.postrider.protocol.message.Message;
import java.util.Optional;

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

    /** A value without which it wants no message, if one is known: so it need not be asked about others. */
    default Optional<RequiredValue> requiredValue() {
        return Optional.empty();
    }
}
