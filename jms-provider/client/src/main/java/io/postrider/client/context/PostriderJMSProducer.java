package io.postrider.client.context;

import io.postrider.client.message.MessageFactory;
import io.postrider.client.message.MessageProperties;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;

/**
 * A context's producer; chapter 7 of the specification. What is set here (options, properties, headers) goes with every
 * send, and before what the message itself has.
 */
public class PostriderJMSProducer implements JMSProducer {
    private final MessageProducer producer;
    private final MessageFactory messages;
    private final MessageProperties properties = new MessageProperties();
    private CompletionListener completionListener;

    /** A {@code String}, a {@code byte[]} of our own, or null. */
    private Object correlationId;

    private String type;
    private Destination replyTo;

    /**
     * One that sends by a producer of the classic API.
     *
     * @param producer of no destination
     */
    public PostriderJMSProducer(MessageProducer producer, MessageFactory messages) {
        this.producer = producer;
        this.messages = messages;
    }

    // Sending ---------------------------------------------------------------------------------------------------------

    @Override
    public JMSProducer send(Destination destination, Message message) {
        return sending(() -> transmit(destination, message));
    }

    @Override
    public JMSProducer send(Destination destination, String body) {
        return sending(() -> transmit(destination, messages.createTextMessage(body)));
    }

    @Override
    public JMSProducer send(Destination destination, Map<String, Object> body) {
        return sending(() -> {
            MapMessage message = messages.createMapMessage();
            if (body != null) {
                for (Map.Entry<String, Object> entry : body.entrySet()) {
                    message.setObject(entry.getKey(), entry.getValue());
                }
            }
            transmit(destination, message);
        });
    }

    @Override
    public JMSProducer send(Destination destination, byte[] body) {
        return sending(() -> {
            BytesMessage message = messages.createBytesMessage();
            if (body != null) {
                message.writeBytes(body);
            }
            transmit(destination, message);
        });
    }

    @Override
    public JMSProducer send(Destination destination, Serializable body) {
        return sending(() -> transmit(destination, messages.createObjectMessage(body)));
    }

    private JMSProducer sending(Unchecked.Action action) {
        Unchecked.run(action);
        return this;
    }

    private void transmit(Destination destination, Message message) throws JMSException {
        if (message == null) {
            throw new MessageFormatException("there is no message to send: null was given");
        }
        decorate(message);
        if (completionListener == null) {
            producer.send(destination, message);
        } else {
            producer.send(destination, message, completionListener);
        }
    }

    private void decorate(Message message) throws JMSException {
        properties.copyTo(message);
        if (correlationId instanceof byte[] bytes) {
            message.setJMSCorrelationIDAsBytes(bytes);
        } else if (correlationId != null) {
            message.setJMSCorrelationID((String) correlationId);
        }
        if (type != null) {
            message.setJMSType(type);
        }
        if (replyTo != null) {
            message.setJMSReplyTo(replyTo);
        }
    }

    @Override
    public JMSProducer setAsync(CompletionListener listener) {
        completionListener = listener;
        return this;
    }

    @Override
    public CompletionListener getAsync() {
        return completionListener;
    }

    // Options ---------------------------------------------------------------------------------------------------------

    @Override
    public JMSProducer setDisableMessageID(boolean value) {
        return sending(() -> producer.setDisableMessageID(value));
    }

    @Override
    public boolean getDisableMessageID() {
        return Unchecked.call(producer::getDisableMessageID);
    }

    @Override
    public JMSProducer setDisableMessageTimestamp(boolean value) {
        return sending(() -> producer.setDisableMessageTimestamp(value));
    }

    @Override
    public boolean getDisableMessageTimestamp() {
        return Unchecked.call(producer::getDisableMessageTimestamp);
    }

    @Override
    public JMSProducer setDeliveryMode(int deliveryMode) {
        return sending(() -> producer.setDeliveryMode(deliveryMode));
    }

    @Override
    public int getDeliveryMode() {
        return Unchecked.call(producer::getDeliveryMode);
    }

    @Override
    public JMSProducer setPriority(int priority) {
        return sending(() -> producer.setPriority(priority));
    }

    @Override
    public int getPriority() {
        return Unchecked.call(producer::getPriority);
    }

    @Override
    public JMSProducer setTimeToLive(long timeToLive) {
        return sending(() -> producer.setTimeToLive(timeToLive));
    }

    @Override
    public long getTimeToLive() {
        return Unchecked.call(producer::getTimeToLive);
    }

    @Override
    public JMSProducer setDeliveryDelay(long deliveryDelay) {
        return sending(() -> producer.setDeliveryDelay(deliveryDelay));
    }

    @Override
    public long getDeliveryDelay() {
        return Unchecked.call(producer::getDeliveryDelay);
    }

    // Properties ------------------------------------------------------------------------------------------------------

    private JMSProducer set(String name, Object value) {
        return sending(() -> properties.set(name, value));
    }

    @Override
    public JMSProducer setProperty(String name, boolean value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(String name, byte value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(String name, short value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(String name, int value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(String name, long value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(String name, float value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(String name, double value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(String name, String value) {
        return set(name, value);
    }

    @Override
    public JMSProducer setProperty(String name, Object value) {
        return set(name, value);
    }

    @Override
    public JMSProducer clearProperties() {
        properties.clear();
        return this;
    }

    @Override
    public boolean propertyExists(String name) {
        return properties.contains(name);
    }

    @Override
    public boolean getBooleanProperty(String name) {
        return Unchecked.call(() -> properties.getBoolean(name));
    }

    @Override
    public byte getByteProperty(String name) {
        return Unchecked.call(() -> properties.getByte(name));
    }

    @Override
    public short getShortProperty(String name) {
        return Unchecked.call(() -> properties.getShort(name));
    }

    @Override
    public int getIntProperty(String name) {
        return Unchecked.call(() -> properties.getInt(name));
    }

    @Override
    public long getLongProperty(String name) {
        return Unchecked.call(() -> properties.getLong(name));
    }

    @Override
    public float getFloatProperty(String name) {
        return Unchecked.call(() -> properties.getFloat(name));
    }

    @Override
    public double getDoubleProperty(String name) {
        return Unchecked.call(() -> properties.getDouble(name));
    }

    @Override
    public String getStringProperty(String name) {
        return Unchecked.call(() -> properties.getString(name));
    }

    @Override
    public Object getObjectProperty(String name) {
        return properties.get(name);
    }

    @Override
    public Set<String> getPropertyNames() {
        return properties.nameView();
    }

    // Headers ---------------------------------------------------------------------------------------------------------

    @Override
    public JMSProducer setJMSCorrelationIDAsBytes(byte[] correlationID) {
        correlationId = correlationID == null ? null : correlationID.clone();
        return this;
    }

    @Override
    public byte[] getJMSCorrelationIDAsBytes() {
        if (correlationId instanceof byte[] bytes) {
            return bytes.clone();
        }
        return correlationId == null ? null : ((String) correlationId).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public JMSProducer setJMSCorrelationID(String correlationID) {
        correlationId = correlationID;
        return this;
    }

    @Override
    public String getJMSCorrelationID() {
        return correlationId instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : (String) correlationId;
    }

    @Override
    public JMSProducer setJMSType(String type) {
        this.type = type;
        return this;
    }

    @Override
    public String getJMSType() {
        return type;
    }

    @Override
    public JMSProducer setJMSReplyTo(Destination replyTo) {
        this.replyTo = replyTo;
        return this;
    }

    @Override
    public Destination getJMSReplyTo() {
        return replyTo;
    }
}
