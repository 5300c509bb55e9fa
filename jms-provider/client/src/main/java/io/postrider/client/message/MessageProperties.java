package io.postrider.client.message;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The properties of a message, or of a {@code JMSProducer}: names, values and the conversions of section 3.5 of the
 * specification. For one thread, as messages are.
 *
 * <p>A getter of a name that is not there converts null: false for a boolean, {@link NumberFormatException} for integers,
 * {@link NullPointerException} for {@code float} and {@code double}.
 */
public final class MessageProperties {
    private static final int FEW = 8;

    private Map<String, Object> values;
    /** Whether what was sent has the map: it must not change any more, but be replaced. */
    private boolean shared;

    private final boolean readOnly;
    private final int deliveryCount;

    /** None yet; they may be set. */
    public MessageProperties() {
        values = new LinkedHashMap<>(FEW);
        readOnly = false;
        deliveryCount = 0;
    }

    /** Those of a received message: read-only, and with its delivery count; the map is shared. */
    MessageProperties(Map<String, Object> received, int deliveryCount) {
        this.values = received;
        this.readOnly = true;
        this.deliveryCount = deliveryCount;
    }

    /**
     * Sets a property.
     *
     * @param value a {@code Boolean}, {@code Byte}, {@code Short}, {@code Integer}, {@code Long}, {@code Float},
     *     {@code Double}, {@code String} or null
     * @throws IllegalArgumentException if the name is null, empty or not permitted
     * @throws MessageFormatException if the value is of another type
     * @throws MessageNotWriteableException if these are a received message's
     */
    public void set(String name, Object value) throws JMSException {
        if (readOnly) {
            throw new MessageNotWriteableException(
                    "the properties of a received message are read-only until clearProperties() is called");
        }
        PropertyNames.check(name);
        writable().put(name, ValueConversion.propertyValue(value));
    }

    private Map<String, Object> writable() {
        if (shared) {
            values = new LinkedHashMap<>(values);
            shared = false;
        }
        return values;
    }

    /** Whether there is a property of this name. */
    public boolean contains(String name) {
        return isDeliveryCount(name) || name != null && values.containsKey(name);
    }

    /** The names, in the order in which they were set; a snapshot. */
    public List<String> names() {
        List<String> names = new ArrayList<>(values.size() + 1);
        names.addAll(values.keySet());
        if (deliveryCount > 0 && !values.containsKey(PropertyNames.DELIVERY_COUNT)) {
            names.add(PropertyNames.DELIVERY_COUNT);
        }
        return names;
    }

    /** The names that were set, in that order; it changes with these properties, and cannot be changed itself. */
    public Set<String> nameView() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** The value as it was set, or null. */
    public Object get(String name) {
        if (isDeliveryCount(name)) {
            return deliveryCount;
        }
        return name == null ? null : values.get(name);
    }

    private boolean isDeliveryCount(String name) {
        return deliveryCount > 0 && PropertyNames.DELIVERY_COUNT.equals(name);
    }

    /**
     * The value as a boolean.
     *
     * @throws MessageFormatException if the table has no such conversion
     */
    public boolean getBoolean(String name) throws MessageFormatException {
        return ValueConversion.toBoolean(get(name));
    }

    /**
     * The value as a byte.
     *
     * @throws MessageFormatException if the table has no such conversion
     */
    public byte getByte(String name) throws MessageFormatException {
        return ValueConversion.toByte(get(name));
    }

    /**
     * The value as a short.
     *
     * @throws MessageFormatException if the table has no such conversion
     */
    public short getShort(String name) throws MessageFormatException {
        return ValueConversion.toShort(get(name));
    }

    /**
     * The value as an int.
     *
     * @throws MessageFormatException if the table has no such conversion
     */
    public int getInt(String name) throws MessageFormatException {
        return ValueConversion.toInt(get(name));
    }

    /**
     * The value as a long.
     *
     * @throws MessageFormatException if the table has no such conversion
     */
    public long getLong(String name) throws MessageFormatException {
        return ValueConversion.toLong(get(name));
    }

    /**
     * The value as a float.
     *
     * @throws MessageFormatException if the table has no such conversion
     */
    public float getFloat(String name) throws MessageFormatException {
        return ValueConversion.toFloat(get(name));
    }

    /**
     * The value as a double.
     *
     * @throws MessageFormatException if the table has no such conversion
     */
    public double getDouble(String name) throws MessageFormatException {
        return ValueConversion.toDouble(get(name));
    }

    /** The value as a string; null where there is none. */
    public String getString(String name) throws MessageFormatException {
        return ValueConversion.toText(get(name));
    }

    /** Forgets all of them. These must not be a received message's. */
    public void clear() {
        writable().clear();
    }

    /** Sets all of them on a message, over those of the same name; section 7.11 of the specification. */
    public void copyTo(Message message) throws JMSException {
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            message.setObjectProperty(entry.getKey(), entry.getValue());
        }
    }

    /** Takes a property of another provider's message over, under whatever name its own provider permitted. */
    void adopt(String name, Object value) throws MessageFormatException {
        writable().put(name, ValueConversion.propertyValue(value));
    }

    /** Sets what only the provider may set. */
    void setByProvider(String name, Object value) {
        if (!readOnly) {
            writable().put(name, value);
        }
    }

    /** What is sent: all but what only the provider may set, and the user's name where the provider says it. Never changed afterwards. */
    Map<String, Object> toSend(String userId) {
        boolean clean = userId == null;
        for (String name : values.keySet()) {
            clean &= !PropertyNames.isSetByProvider(name);
        }
        if (clean) {
            shared = true;
            return values;
        }
        Map<String, Object> sent = new LinkedHashMap<>(values);
        sent.keySet().removeIf(PropertyNames::isSetByProvider);
        if (userId != null) {
            sent.put(PropertyNames.USER_ID, userId);
        }
        return sent;
    }
}
