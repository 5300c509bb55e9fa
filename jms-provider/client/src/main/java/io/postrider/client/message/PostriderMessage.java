package io.postrider.client.message;

import io.postrider.client.destination.PostriderDestination;
import io.postrider.client.error.JmsErrors;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.Body;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.MalformedMessageException;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Enumeration;

/**
 * A message in the application's hands: headers and properties, and no body of its own; chapter 3 of the specification.
 *
 * <p>It is either being written, to be sent as often as one likes, or was received. A received message shares what was
 * sent with every other receiver, reads it only when asked, and lets its properties and its body each be changed only
 * after {@link #clearProperties()} and {@link #clearBody()}. For one thread at a time.
 */
public sealed class PostriderMessage implements jakarta.jms.Message
        permits PostriderTextMessage,
                PostriderBytesMessage,
                PostriderMapMessage,
                PostriderStreamMessage,
                PostriderObjectMessage {

    private MessageId identity;
    private String messageId;
    private long timestampMillis;
    private Object correlationId;
    private Destination replyTo;
    private Destination destination;
    private int deliveryMode = DeliveryMode.PERSISTENT;
    private boolean redelivered;
    private String type;
    private long expirationMillis;
    private long deliveryTimeMillis;
    private int priority = DEFAULT_PRIORITY;

    private final Acknowledger acknowledger;
    private final int deliveryCount;
    private MessageProperties properties;
    private boolean bodyReadOnly;

    // What was received, as long as the properties, or the body, have not been taken from it.
    private Message unreadProperties;
    private Message unreadBody;

    /** A new message, to be written. */
    PostriderMessage() {
        acknowledger = null;
        deliveryCount = 0;
    }

    /** A received message. */
    PostriderMessage(Delivery delivery, Acknowledger acknowledger) {
        Message sent = delivery.message();
        this.acknowledger = acknowledger;
        deliveryCount = delivery.deliveryCount();
        redelivered = delivery.redelivered();
        identity = sent.idDisabled() ? null : sent.id();
        timestampMillis = sent.timestampMillis();
        correlationId = sent.correlationId();
        replyTo = sent.replyTo() == null ? null : PostriderDestination.of(sent.replyTo());
        destination = PostriderDestination.of(sent.destination());
        deliveryMode = sent.persistent() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT;
        type = sent.type();
        expirationMillis = sent.expirationMillis();
        deliveryTimeMillis = sent.deliveryTimeMillis() != 0 ? sent.deliveryTimeMillis() : sent.timestampMillis();
        priority = sent.priority();
        unreadProperties = sent;
        unreadBody = sent;
        bodyReadOnly = true;
    }

    // What is sent ----------------------------------------------------------------------------------------------------

    /** What the body holds now, not to change any more whatever becomes of this message. */
    Body bodySnapshot() throws JMSException {
        return Body.NONE;
    }

    /** Forgets the body. */
    void emptyBody() {}

    /** What is sent now: the application's headers, properties and body with the provider's stamp. */
    final Message snapshot(SendStamp stamp) throws JMSException {
        DestinationName reply =
                replyTo == null ? null : PostriderDestination.of(replyTo).destinationName();
        Message.Builder builder = Message.builder()
                .id(stamp.id())
                .idDisabled(stamp.idDisabled())
                .destination(stamp.destination().destinationName())
                .persistent(stamp.persistent())
                .priority(stamp.priority())
                .timestampMillis(stamp.timestampMillis())
                .expirationMillis(stamp.expirationMillis())
                .deliveryTimeMillis(stamp.deliveryTimeMillis())
                .replyTo(reply)
                .type(type)
                .body(bodySnapshot());
        if (correlationId instanceof byte[] bytes) {
            builder.correlationId(bytes);
        } else {
            builder.correlationId((String) correlationId);
        }
        if (stamp.userId() != null || hasProperties()) {
            builder.handedOver(properties().toSend(stamp.userId()));
        }
        return builder.build();
    }

    /** Takes over the headers that the provider set at the send, as section 3.4.11 says. */
    final void adopt(SendStamp stamp) throws JMSException {
        identity = stamp.idDisabled() ? null : stamp.id();
        messageId = null;
        destination = stamp.destination();
        deliveryMode = stamp.persistent() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT;
        priority = stamp.priority();
        timestampMillis = stamp.timestampMillis();
        expirationMillis = stamp.expirationMillis();
        deliveryTimeMillis = stamp.deliveryTimeMillis() != 0 ? stamp.deliveryTimeMillis() : stamp.timestampMillis();
        if (stamp.userId() != null) {
            properties().setByProvider(PropertyNames.USER_ID, stamp.userId());
        }
    }

    // The body's modes ------------------------------------------------------------------------------------------------

    /** Whether there is a received body that nobody has read yet. */
    final boolean hasUnreadBody() {
        return unreadBody != null;
    }

    /**
     * Reads the received body, once.
     *
     * @throws MessageFormatException if its bytes are broken
     */
    final Body readBody() throws MessageFormatException {
        try {
            Body body = unreadBody.body();
            unreadBody = null;
            return body;
        } catch (MalformedMessageException e) {
            throw broken("body", e);
        }
    }

    final boolean isBodyReadOnly() {
        return bodyReadOnly;
    }

    final void makeBodyReadOnly() {
        bodyReadOnly = true;
    }

    final void requireWritableBody() throws MessageNotWriteableException {
        if (bodyReadOnly) {
            throw new MessageNotWriteableException("the body is read-only until clearBody() is called");
        }
    }

    final void requireReadableBody() throws MessageNotReadableException {
        if (!bodyReadOnly) {
            throw new MessageNotReadableException("the body is write-only until reset() is called");
        }
    }

    @Override
    public final void clearBody() throws JMSException {
        unreadBody = null;
        bodyReadOnly = false;
        emptyBody();
    }

    @Override
    public <T> T getBody(Class<T> c) throws JMSException {
        return null;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public boolean isBodyAssignableTo(Class c) throws JMSException {
        return true;
    }

    /**
     * A body that is there, as the asked for type.
     *
     * @throws MessageFormatException if it is not assignable to it
     */
    static <T> T bodyAs(Class<T> type, Object body) throws MessageFormatException {
        if (!type.isInstance(body)) {
            throw new MessageFormatException(
                    "a body of " + body.getClass().getTypeName() + " cannot be read as " + type.getTypeName());
        }
        return type.cast(body);
    }

    @Override
    public void acknowledge() throws JMSException {
        if (acknowledger != null) {
            acknowledger.acknowledge();
        }
    }

    // Properties ------------------------------------------------------------------------------------------------------

    private boolean hasProperties() {
        return properties != null || unreadProperties != null;
    }

    private MessageProperties properties() throws MessageFormatException {
        if (properties == null) {
            properties = unreadProperties == null ? new MessageProperties() : readProperties();
            unreadProperties = null;
        }
        return properties;
    }

    private MessageProperties readProperties() throws MessageFormatException {
        try {
            return new MessageProperties(unreadProperties.properties(), deliveryCount);
        } catch (MalformedMessageException e) {
            throw broken("properties", e);
        }
    }

    private MessageFormatException broken(String part, MalformedMessageException cause) {
        return JmsErrors.withCause(
                new MessageFormatException("the " + part + " of message " + getJMSMessageID() + " to " + destination
                        + " cannot be read: " + cause.getMessage()),
                cause);
    }

    /** Takes a property of another provider's message over. */
    final void adoptProperty(String name, Object value) throws MessageFormatException {
        properties().adopt(name, value);
    }

    @Override
    public void clearProperties() {
        unreadProperties = null;
        properties = null;
    }

    @Override
    public boolean propertyExists(String name) throws JMSException {
        return hasProperties() && properties().contains(name);
    }

    @Override
    public Enumeration<String> getPropertyNames() throws JMSException {
        return hasProperties() ? Collections.enumeration(properties().names()) : Collections.emptyEnumeration();
    }

    @Override
    public boolean getBooleanProperty(String name) throws JMSException {
        return properties().getBoolean(name);
    }

    @Override
    public byte getByteProperty(String name) throws JMSException {
        return properties().getByte(name);
    }

    @Override
    public short getShortProperty(String name) throws JMSException {
        return properties().getShort(name);
    }

    @Override
    public int getIntProperty(String name) throws JMSException {
        return properties().getInt(name);
    }

    @Override
    public long getLongProperty(String name) throws JMSException {
        return properties().getLong(name);
    }

    @Override
    public float getFloatProperty(String name) throws JMSException {
        return properties().getFloat(name);
    }

    @Override
    public double getDoubleProperty(String name) throws JMSException {
        return properties().getDouble(name);
    }

    @Override
    public String getStringProperty(String name) throws JMSException {
        return properties().getString(name);
    }

    @Override
    public Object getObjectProperty(String name) throws JMSException {
        return properties().get(name);
    }

    @Override
    public void setBooleanProperty(String name, boolean value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public void setByteProperty(String name, byte value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public void setShortProperty(String name, short value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public void setIntProperty(String name, int value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public void setLongProperty(String name, long value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public void setFloatProperty(String name, float value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public void setDoubleProperty(String name, double value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public void setStringProperty(String name, String value) throws JMSException {
        properties().set(name, value);
    }

    @Override
    public void setObjectProperty(String name, Object value) throws JMSException {
        properties().set(name, value);
    }

    // Headers ---------------------------------------------------------------------------------------------------------

    @Override
    public String getJMSMessageID() {
        if (messageId == null && identity != null) {
            messageId = identity.toString();
        }
        return messageId;
    }

    @Override
    public void setJMSMessageID(String id) {
        identity = null;
        messageId = id;
    }

    @Override
    public long getJMSTimestamp() {
        return timestampMillis;
    }

    @Override
    public void setJMSTimestamp(long timestamp) {
        timestampMillis = timestamp;
    }

    @Override
    public byte[] getJMSCorrelationIDAsBytes() {
        if (correlationId instanceof byte[] bytes) {
            return bytes.clone();
        }
        return correlationId == null ? null : ((String) correlationId).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void setJMSCorrelationIDAsBytes(byte[] correlationID) {
        correlationId = correlationID == null ? null : correlationID.clone();
    }

    @Override
    public String getJMSCorrelationID() {
        return correlationId instanceof byte[] bytes
                ? new String(bytes, StandardCharsets.UTF_8)
                : (String) correlationId;
    }

    @Override
    public void setJMSCorrelationID(String correlationID) {
        correlationId = correlationID;
    }

    @Override
    public Destination getJMSReplyTo() {
        return replyTo;
    }

    @Override
    public void setJMSReplyTo(Destination replyTo) {
        this.replyTo = replyTo;
    }

    @Override
    public Destination getJMSDestination() {
        return destination;
    }

    @Override
    public void setJMSDestination(Destination destination) {
        this.destination = destination;
    }

    @Override
    public int getJMSDeliveryMode() {
        return deliveryMode;
    }

    @Override
    public void setJMSDeliveryMode(int deliveryMode) {
        this.deliveryMode = deliveryMode;
    }

    @Override
    public boolean getJMSRedelivered() {
        return redelivered;
    }

    @Override
    public void setJMSRedelivered(boolean redelivered) {
        this.redelivered = redelivered;
    }

    @Override
    public String getJMSType() {
        return type;
    }

    @Override
    public void setJMSType(String type) {
        this.type = type;
    }

    @Override
    public long getJMSExpiration() {
        return expirationMillis;
    }

    @Override
    public void setJMSExpiration(long expiration) {
        expirationMillis = expiration;
    }

    @Override
    public long getJMSDeliveryTime() {
        return deliveryTimeMillis;
    }

    @Override
    public void setJMSDeliveryTime(long deliveryTime) {
        deliveryTimeMillis = deliveryTime;
    }

    @Override
    public int getJMSPriority() {
        return priority;
    }

    @Override
    public void setJMSPriority(int priority) {
        this.priority = priority;
    }

    /** For people and logs: kind, identifier and destination, never the content. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + " " + getJMSMessageID() + " to " + destination;
    }
}
