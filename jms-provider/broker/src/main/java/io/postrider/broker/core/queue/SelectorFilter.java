package io.postrider.broker.core.queue;

import io.postrider.broker.selector.RequiredValue;
import io.postrider.broker.selector.Selector;
import io.postrider.protocol.message.Message;
import java.util.Optional;

/** The messages that a selector selects. */
public record SelectorFilter(Selector selector) implements MessageFilter {
    @Override
    public boolean matches(Message message, int deliveryCount) {
        return selector.matches(message, deliveryCount);
    }

    @Override
    public Optional<RequiredValue> requiredValue() {
        return selector.requiredValue();
    }
}
