package io.postrider.tck.conformance;

import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.StreamMessage;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The types of properties (all but CHAR and BYTES) and of the values of map and stream messages; tables 3-2 and 3-7. */
enum ValueType {
    BOOLEAN(true),
    BYTE((byte) 7),
    SHORT((short) 300),
    CHAR('x'),
    INT(70_000),
    LONG(5_000_000_000L),
    FLOAT(1.5f),
    DOUBLE(2.25),
    STRING("text"),
    BYTES(new byte[] {1, -2, 3});

    private static final List<ValueType> WHOLE_NUMBERS = List.of(BYTE, SHORT, INT, LONG);

    private final Object sample;

    ValueType(Object sample) {
        this.sample = sample;
    }

    static Set<ValueType> ofProperties() {
        return EnumSet.complementOf(EnumSet.of(CHAR, BYTES));
    }

    /** A value of this type that can be read as {@code target}, where that is possible at all. */
    Object sampleReadableAs(ValueType target) {
        if (this != STRING) {
            return sample;
        }
        return switch (target) {
            case BOOLEAN -> "true";
            case BYTE, SHORT, INT, LONG -> "42";
            case FLOAT, DOUBLE -> "1.5";
            default -> sample;
        };
    }

    /** Whether the conversion tables permit to read this type as {@code target}. */
    boolean isReadableAs(ValueType target) {
        if (this == target) {
            return true;
        }
        return switch (this) {
            case STRING -> target != CHAR && target != BYTES;
            case BYTES -> false;
            case FLOAT -> target == DOUBLE || target == STRING;
            case BYTE, SHORT, INT, LONG ->
                target == STRING
                        || WHOLE_NUMBERS.contains(target)
                                && WHOLE_NUMBERS.indexOf(target) > WHOLE_NUMBERS.indexOf(this);
            default -> target == STRING;
        };
    }

    /** What reading {@code value} as this type gives, where permitted. */
    Object converted(Object value) {
        String text = String.valueOf(value);
        return switch (this) {
            case BOOLEAN -> Boolean.valueOf(text);
            case BYTE -> Byte.valueOf(text);
            case SHORT -> Short.valueOf(text);
            case INT -> Integer.valueOf(text);
            case LONG -> Long.valueOf(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case STRING -> text;
            case CHAR, BYTES -> value;
        };
    }

    void setProperty(Message message, String name, Object value) throws JMSException {
        switch (this) {
            case BOOLEAN -> message.setBooleanProperty(name, (Boolean) value);
            case BYTE -> message.setByteProperty(name, (Byte) value);
            case SHORT -> message.setShortProperty(name, (Short) value);
            case INT -> message.setIntProperty(name, (Integer) value);
            case LONG -> message.setLongProperty(name, (Long) value);
            case FLOAT -> message.setFloatProperty(name, (Float) value);
            case DOUBLE -> message.setDoubleProperty(name, (Double) value);
            case STRING -> message.setStringProperty(name, (String) value);
            case CHAR, BYTES -> throw new IllegalArgumentException("no type of a property: " + this);
        }
    }

    Object getProperty(Message message, String name) throws JMSException {
        return switch (this) {
            case BOOLEAN -> message.getBooleanProperty(name);
            case BYTE -> message.getByteProperty(name);
            case SHORT -> message.getShortProperty(name);
            case INT -> message.getIntProperty(name);
            case LONG -> message.getLongProperty(name);
            case FLOAT -> message.getFloatProperty(name);
            case DOUBLE -> message.getDoubleProperty(name);
            case STRING -> message.getStringProperty(name);
            case CHAR, BYTES -> throw new IllegalArgumentException("no type of a property: " + this);
        };
    }

    void put(MapMessage message, String name, Object value) throws JMSException {
        switch (this) {
            case BOOLEAN -> message.setBoolean(name, (Boolean) value);
            case BYTE -> message.setByte(name, (Byte) value);
            case SHORT -> message.setShort(name, (Short) value);
            case CHAR -> message.setChar(name, (Character) value);
            case INT -> message.setInt(name, (Integer) value);
            case LONG -> message.setLong(name, (Long) value);
            case FLOAT -> message.setFloat(name, (Float) value);
            case DOUBLE -> message.setDouble(name, (Double) value);
            case STRING -> message.setString(name, (String) value);
            case BYTES -> message.setBytes(name, (byte[]) value);
        }
    }

    Object get(MapMessage message, String name) throws JMSException {
        return switch (this) {
            case BOOLEAN -> message.getBoolean(name);
            case BYTE -> message.getByte(name);
            case SHORT -> message.getShort(name);
            case CHAR -> message.getChar(name);
            case INT -> message.getInt(name);
            case LONG -> message.getLong(name);
            case FLOAT -> message.getFloat(name);
            case DOUBLE -> message.getDouble(name);
            case STRING -> message.getString(name);
            case BYTES -> message.getBytes(name);
        };
    }

    void write(StreamMessage message, Object value) throws JMSException {
        switch (this) {
            case BOOLEAN -> message.writeBoolean((Boolean) value);
            case BYTE -> message.writeByte((Byte) value);
            case SHORT -> message.writeShort((Short) value);
            case CHAR -> message.writeChar((Character) value);
            case INT -> message.writeInt((Integer) value);
            case LONG -> message.writeLong((Long) value);
            case FLOAT -> message.writeFloat((Float) value);
            case DOUBLE -> message.writeDouble((Double) value);
            case STRING -> message.writeString((String) value);
            case BYTES -> message.writeBytes((byte[]) value);
        }
    }

    Object read(StreamMessage message) throws JMSException {
        return switch (this) {
            case BOOLEAN -> message.readBoolean();
            case BYTE -> message.readByte();
            case SHORT -> message.readShort();
            case CHAR -> message.readChar();
            case INT -> message.readInt();
            case LONG -> message.readLong();
            case FLOAT -> message.readFloat();
            case DOUBLE -> message.readDouble();
            case STRING -> message.readString();
            case BYTES -> {
                byte[] buffer = new byte[16];
                int length = message.readBytes(buffer);
                yield length < 0 ? null : Arrays.copyOf(buffer, length);
            }
        };
    }
}
