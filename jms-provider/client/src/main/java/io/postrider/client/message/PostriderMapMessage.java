package io.postrider.client.message;

import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.Body;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.MessageFormatException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message with named values, in the order they were set; section 3.11. Byte arrays are copied when set and when read.
 */
public final class PostriderMapMessage extends PostriderMessage implements MapMessage {
    private Map<String, Object> entries = Map.of();

    PostriderMapMessage() {}

    PostriderMapMessage(Delivery delivery, Acknowledger acknowledger) {
        super(delivery, acknowledger);
    }

    private Map<String, Object> entries() throws JMSException {
        if (hasUnreadBody()) {
            entries = ((Body.Entries) readBody()).entries();
        }
        return entries;
    }

    private Object value(String name) throws JMSException {
        return name == null ? null : entries().get(name);
    }

    private void put(String name, Object value) throws JMSException {
        requireWritableBody();
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("a map message's name must not be null or empty");
        }
        if (entries.isEmpty()) {
            entries = new LinkedHashMap<>();
        }
        entries.put(name, value);
    }

    @Override
    public boolean getBoolean(String name) throws JMSException {
        return ValueConversion.toBoolean(value(name));
    }

    @Override
    public byte getByte(String name) throws JMSException {
        return ValueConversion.toByte(value(name));
    }

    @Override
    public short getShort(String name) throws JMSException {
        return ValueConversion.toShort(value(name));
    }

    @Override
    public char getChar(String name) throws JMSException {
        return ValueConversion.toChar(value(name));
    }

    @Override
    public int getInt(String name) throws JMSException {
        return ValueConversion.toInt(value(name));
    }

    @Override
    public long getLong(String name) throws JMSException {
        return ValueConversion.toLong(value(name));
    }

    @Override
    public float getFloat(String name) throws JMSException {
        return ValueConversion.toFloat(value(name));
    }

    @Override
    public double getDouble(String name) throws JMSException {
        return ValueConversion.toDouble(value(name));
    }

    @Override
    public String getString(String name) throws JMSException {
        return ValueConversion.toText(value(name));
    }

    @Override
    public byte[] getBytes(String name) throws JMSException {
        return ValueConversion.toBytes(value(name));
    }

    @Override
    public Object getObject(String name) throws JMSException {
        return ValueConversion.toObject(value(name));
    }

    @Override
    public Enumeration<String> getMapNames() throws JMSException {
        return Collections.enumeration(new ArrayList<>(entries().keySet()));
    }

    @Override
    public boolean itemExists(String name) throws JMSException {
        return name != null && entries().containsKey(name);
    }

    @Override
    public void setBoolean(String name, boolean value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setByte(String name, byte value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setShort(String name, short value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setChar(String name, char value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setInt(String name, int value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setLong(String name, long value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setFloat(String name, float value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setDouble(String name, double value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setString(String name, String value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setBytes(String name, byte[] value) throws JMSException {
        put(name, ValueConversion.toObject(value));
    }

    @Override
    public void setBytes(String name, byte[] value, int offset, int length) throws JMSException {
        put(name, ValueConversion.slice(value, offset, length));
    }

    @Override
    public void setObject(String name, Object value) throws JMSException {
        put(name, ValueConversion.bodyValue(value));
    }

    @Override
    public <T> T getBody(Class<T> c) throws JMSException {
        Map<String, Object> held = entries();
        if (held.isEmpty()) {
            return null;
        }
        if (!isBodyAssignableTo(c)) {
            throw new MessageFormatException(
                    "a map message's body can be read as Map or Object, not as " + c.getTypeName());
        }
        Map<String, Object> copy = new LinkedHashMap<>(held);
        copy.replaceAll((name, value) -> ValueConversion.toObject(value));
        return c.cast(copy);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public boolean isBodyAssignableTo(Class c) throws JMSException {
        return entries().isEmpty() || c == Map.class || c == Object.class;
    }

    @Override
    Body bodySnapshot() throws JMSException {
        return new Body.Entries(entries());
    }

    @Override
    void emptyBody() {
        entries = Map.of();
    }
}
