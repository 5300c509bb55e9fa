package io.postrider.ra.handle;

import io.postrider.client.producer.PostriderMessageProducer;
import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueSender;
import jakarta.jms.Topic;
import jakarta.jms.TopicPublisher;
import java.util.LinkedHashMap;
import java.util.Map;

/** A component's producer: its sends are over when they return, as completion listeners are not for components. */
public final class ProducerHandle implements QueueSender, TopicPublisher {
    private final Lent<PostriderMessageProducer> producer;
    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private PostriderMessageProducer configured;

    private interface Setting {
        void apply(PostriderMessageProducer producer) throws JMSException;
    }

    ProducerHandle(Lent<PostriderMessageProducer> producer) throws JMSException {
        this.producer = producer;
        this.configured = producer.get();
    }

    /** With all that the application has set, also where it was made anew. */
    private PostriderMessageProducer producer() throws JMSException {
        PostriderMessageProducer current = producer.get();
        if (current != configured) {
            for (Setting setting : settings.values()) {
                setting.apply(current);
            }
            configured = current;
        }
        return current;
    }

    private void set(String name, Setting setting) throws JMSException {
        setting.apply(producer());
        settings.put(name, setting);
    }

    // Sending ---------------------------------------------------------------------------------------------------------

    @Override
    public void send(Message message) throws JMSException {
        producer().send(message);
    }

    @Override
    public void send(Message message, int deliveryMode, int priority, long timeToLive) throws JMSException {
        producer().send(message, deliveryMode, priority, timeToLive);
    }

    @Override
    public void send(Destination destination, Message message) throws JMSException {
        producer().send(destination, message);
    }

    @Override
    public void send(Destination destination, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        producer().send(destination, message, deliveryMode, priority, timeToLive);
    }

    @Override
    public void send(Queue queue, Message message) throws JMSException {
        producer().send(queue, message);
    }

    @Override
    public void send(Queue queue, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        producer().send(queue, message, deliveryMode, priority, timeToLive);
    }

    @Override
    public void publish(Message message) throws JMSException {
        producer().publish(message);
    }

    @Override
    public void publish(Message message, int deliveryMode, int priority, long timeToLive) throws JMSException {
        producer().publish(message, deliveryMode, priority, timeToLive);
    }

    @Override
    public void publish(Topic topic, Message message) throws JMSException {
        producer().publish(topic, message);
    }

    @Override
    public void publish(Topic topic, Message message, int deliveryMode, int priority, long timeToLive)
            throws JMSException {
        producer().publish(topic, message, deliveryMode, priority, timeToLive);
    }

    // Options ---------------------------------------------------------------------------------------------------------

    @Override
    public void setDeliveryMode(int value) throws JMSException {
        set("DeliveryMode", producer -> producer.setDeliveryMode(value));
    }

    @Override
    public int getDeliveryMode() throws JMSException {
        return producer().getDeliveryMode();
    }

    @Override
    public void setPriority(int value) throws JMSException {
        set("Priority", producer -> producer.setPriority(value));
    }

    @Override
    public int getPriority() throws JMSException {
        return producer().getPriority();
    }

    @Override
    public void setTimeToLive(long value) throws JMSException {
        set("TimeToLive", producer -> producer.setTimeToLive(value));
    }

    @Override
    public long getTimeToLive() throws JMSException {
        return producer().getTimeToLive();
    }

    @Override
    public void setDeliveryDelay(long value) throws JMSException {
        set("DeliveryDelay", producer -> producer.setDeliveryDelay(value));
    }

    @Override
    public long getDeliveryDelay() throws JMSException {
        return producer().getDeliveryDelay();
    }

    @Override
    public void setDisableMessageID(boolean value) throws JMSException {
        set("DisableMessageID", producer -> producer.setDisableMessageID(value));
    }

    @Override
    public boolean getDisableMessageID() throws JMSException {
        return producer().getDisableMessageID();
    }

    @Override
    public void setDisableMessageTimestamp(boolean value) throws JMSException {
        set("DisableMessageTimestamp", producer -> producer.setDisableMessageTimestamp(value));
    }

    @Override
    public boolean getDisableMessageTimestamp() throws JMSException {
        return producer().getDisableMessageTimestamp();
    }

    @Override
    public Destination getDestination() throws JMSException {
        return producer().getDestination();
    }

    @Override
    public Queue getQueue() throws JMSException {
        return producer().getQueue();
    }

    @Override
    public Topic getTopic() throws JMSException {
        return producer().getTopic();
    }

    @Override
    public void close() throws JMSException {
        producer.close();
    }

    // Not for components ----------------------------------------------------------------------------------------------

    @Override
    public void send(Message message, CompletionListener listener) throws JMSException {
        throw NotForComponents.call("MessageProducer.send with a CompletionListener");
    }

    @Override
    public void send(Message message, int deliveryMode, int priority, long timeToLive, CompletionListener listener)
            throws JMSException {
        throw NotForComponents.call("MessageProducer.send with a CompletionListener");
    }

    @Override
    public void send(Destination destination, Message message, CompletionListener listener) throws JMSException {
        throw NotForComponents.call("MessageProducer.send with a CompletionListener");
    }

    @Override
    public void send(
            Destination destination,
            Message message,
            int deliveryMode,
            int priority,
            long timeToLive,
            CompletionListener listener)
            throws JMSException {
        throw NotForComponents.call("MessageProducer.send with a CompletionListener");
    }
}
