package io.postrider.ra.handle;

import io.postrider.client.context.Unchecked;
import jakarta.jms.JMSConsumer;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** The consumer of a component's context. */
final class ContextConsumer implements JMSConsumer {
    private final ConsumerHandle consumer;

    ContextConsumer(ConsumerHandle consumer) {
        this.consumer = consumer;
    }

    @Override
    public String getMessageSelector() {
        return Unchecked.call(consumer::getMessageSelector);
    }

    @Override
    public Message receive() {
        return Unchecked.call(consumer::receive);
    }

    @Override
    public Message receive(long timeoutMillis) {
        return Unchecked.call(() -> consumer.receive(timeoutMillis));
    }

    @Override
    public Message receiveNoWait() {
        return Unchecked.call(consumer::receiveNoWait);
    }

    @Override
    public <T> T receiveBody(Class<T> type) {
        return Unchecked.call(() -> consumer.consumer().receiveBody(type, 0));
    }

    @Override
    public <T> T receiveBody(Class<T> type, long timeoutMillis) {
        return Unchecked.call(() -> consumer.consumer().receiveBody(type, timeoutMillis));
    }

    @Override
    public <T> T receiveBodyNoWait(Class<T> type) {
        return Unchecked.call(() -> consumer.consumer().receiveBodyNoWait(type));
    }

    @Override
    public void close() {
        Unchecked.run(consumer::close);
    }

    @Override
    public MessageListener getMessageListener() {
        return Unchecked.call(consumer::getMessageListener);
    }

    @Override
    public void setMessageListener(MessageListener listener) {
        Unchecked.run(() -> consumer.setMessageListener(listener));
    }
}
