package io.postrider.client.context;

import io.postrider.client.consumer.PostriderMessageConsumer;
import jakarta.jms.JMSConsumer;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** A context's consumer; chapter 8 of the specification. The rules are those of the consumer it stands for. */
final class PostriderJMSConsumer implements JMSConsumer {
    private final PostriderMessageConsumer consumer;

    PostriderJMSConsumer(PostriderMessageConsumer consumer) {
        this.consumer = consumer;
    }

    @Override
    public String getMessageSelector() {
        return Unchecked.call(consumer::getMessageSelector);
    }

    @Override
    public MessageListener getMessageListener() {
        return Unchecked.call(consumer::getMessageListener);
    }

    @Override
    public void setMessageListener(MessageListener listener) {
        Unchecked.run(() -> consumer.setMessageListener(listener));
    }

    @Override
    public Message receive() {
        return Unchecked.call(consumer::receive);
    }

    @Override
    public Message receive(long timeout) {
        return Unchecked.call(() -> consumer.receive(timeout));
    }

    @Override
    public Message receiveNoWait() {
        return Unchecked.call(consumer::receiveNoWait);
    }

    @Override
    public <T> T receiveBody(Class<T> type) {
        return Unchecked.call(() -> consumer.receiveBody(type, 0));
    }

    @Override
    public <T> T receiveBody(Class<T> type, long timeout) {
        return Unchecked.call(() -> consumer.receiveBody(type, timeout));
    }

    @Override
    public <T> T receiveBodyNoWait(Class<T> type) {
        return Unchecked.call(() -> consumer.receiveBodyNoWait(type));
    }

    @Override
    public void close() {
        Unchecked.run(consumer::close);
    }
}
