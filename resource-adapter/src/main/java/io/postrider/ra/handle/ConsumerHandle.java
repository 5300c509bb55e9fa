package io.postrider.ra.handle;

import io.postrider.client.consumer.PostriderMessageConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.QueueReceiver;
import jakarta.jms.Topic;
import jakarta.jms.TopicSubscriber;

/** A component's consumer: it receives, and has no listener. */
public final class ConsumerHandle implements QueueReceiver, TopicSubscriber {
    private final SessionHandle session;
    private final Lent<PostriderMessageConsumer> consumer;

    ConsumerHandle(SessionHandle session, Lent<PostriderMessageConsumer> consumer) {
        this.session = session;
        this.consumer = consumer;
    }

    PostriderMessageConsumer consumer() throws JMSException {
        return consumer.get();
    }

    SessionHandle session() {
        return session;
    }

    @Override
    public Message receive() throws JMSException {
        return consumer.get().receive();
    }

    @Override
    public Message receive(long timeoutMillis) throws JMSException {
        return consumer.get().receive(timeoutMillis);
    }

    @Override
    public Message receiveNoWait() throws JMSException {
        return consumer.get().receiveNoWait();
    }

    @Override
    public String getMessageSelector() throws JMSException {
        return consumer.get().getMessageSelector();
    }

    @Override
    public Queue getQueue() throws JMSException {
        return consumer.get().getQueue();
    }

    @Override
    public Topic getTopic() throws JMSException {
        return consumer.get().getTopic();
    }

    @Override
    public boolean getNoLocal() throws JMSException {
        return consumer.get().getNoLocal();
    }

    @Override
    public void close() throws JMSException {
        consumer.close();
    }

    // The server's ----------------------------------------------------------------------------------------------------

    @Override
    public MessageListener getMessageListener() throws JMSException {
        throw NotForComponents.call("MessageConsumer.getMessageListener");
    }

    @Override
    public void setMessageListener(MessageListener listener) throws JMSException {
        throw NotForComponents.call("MessageConsumer.setMessageListener");
    }
}
