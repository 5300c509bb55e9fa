package io.postrider.ra.handle;

import io.postrider.client.context.PostriderJMSProducer;
import io.postrider.client.error.JmsErrors;
import io.postrider.client.message.MessageFactory;
import jakarta.jms.CompletionListener;
import jakarta.jms.JMSProducer;

/** The producer of a component's context: its sends are over when they return. */
final class ContextProducer extends PostriderJMSProducer {

    ContextProducer(ProducerHandle producer, MessageFactory messages) {
        super(producer, messages);
    }

    /** {@inheritDoc} Null, which asks for what there is anyway, is taken. */
    @Override
    public JMSProducer setAsync(CompletionListener listener) {
        if (listener != null) {
            throw JmsErrors.unchecked(NotForComponents.call("JMSProducer.setAsync"));
        }
        return this;
    }
}
