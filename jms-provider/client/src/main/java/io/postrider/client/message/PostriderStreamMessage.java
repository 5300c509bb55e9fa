package io.postrider.client.message;

import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.Body;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.StreamMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * A message with a stream of values, written and then read in order; section 3.11. A read that fails leaves its value
 * where it is, to be read again as another type.
 */
public final class PostriderStreamMessage extends PostriderMessage implements StreamMessage {
    private static final int NOT_BEGUN = -1;

    private List<Object> values = List.of();
    private int position;
    private int bytesRead = NOT_BEGUN;

    PostriderStreamMessage() {}

    PostriderStreamMessage(Delivery delivery, Acknowledger acknowledger) {
        super(delivery, acknowledger);
    }

    /** One row of the conversion table. */
    @FunctionalInterface
    private interface Conversion<T> {
        T convert(Object value) throws MessageFormatException;
    }

    private List<Object> values() throws JMSException {
        if (hasUnreadBody()) {
            values = ((Body.Stream) readBody()).values();
        }
        return values;
    }

    /** The value at the reading position, which does not move. */
    private Object current() throws JMSException {
        requireReadableBody();
        if (position >= values().size()) {
            throw new MessageEOFException("the stream has no more than " + values.size() + " values");
        }
        return values.get(position);
    }

    private <T> T read(Conversion<T> conversion) throws JMSException {
        Object value = current();
        if (bytesRead != NOT_BEGUN) {
            throw new MessageFormatException("the byte[] at the reading position has not been read to its end");
        }
        T converted = conversion.convert(value);
        position++;
        return converted;
    }

    private void write(Object value) throws JMSException {
        requireWritableBody();
        if (values.isEmpty()) {
            values = new ArrayList<>();
        }
        values.add(value);
    }

    @Override
    public boolean readBoolean() throws JMSException {
        return read(ValueConversion::toBoolean);
    }

    @Override
    public byte readByte() throws JMSException {
        return read(ValueConversion::toByte);
    }

    @Override
    public short readShort() throws JMSException {
        return read(ValueConversion::toShort);
    }

    @Override
    public char readChar() throws JMSException {
        return read(ValueConversion::toChar);
    }

    @Override
    public int readInt() throws JMSException {
        return read(ValueConversion::toInt);
    }

    @Override
    public long readLong() throws JMSException {
        return read(ValueConversion::toLong);
    }

    @Override
    public float readFloat() throws JMSException {
        return read(ValueConversion::toFloat);
    }

    @Override
    public double readDouble() throws JMSException {
        return read(ValueConversion::toDouble);
    }

    @Override
    public String readString() throws JMSException {
        return read(ValueConversion::toText);
    }

    @Override
    public Object readObject() throws JMSException {
        return read(ValueConversion::toObject);
    }

    /**
     * {@inheritDoc}
     *
     * @throws NullPointerException if the buffer is null
     */
    @Override
    public int readBytes(byte[] value) throws JMSException {
        Object held = current();
        if (held != null && !(held instanceof byte[])) {
            throw new MessageFormatException(
                    "a value set as " + held.getClass().getSimpleName() + " cannot be read as byte[]");
        }
        int room = value.length;
        if (held == null) {
            position++;
            return -1;
        }
        byte[] bytes = (byte[]) held;
        boolean continued = bytesRead != NOT_BEGUN;
        int from = continued ? bytesRead : 0;
        int length = Math.min(room, bytes.length - from);
        System.arraycopy(bytes, from, value, 0, length);
        // A full buffer leaves the end to be told by one more call, even where nothing is left.
        boolean more = length == room && !(bytes.length == 0 || continued && from == bytes.length);
        bytesRead = more ? from + length : NOT_BEGUN;
        position += more ? 0 : 1;
        return continued && from == bytes.length ? -1 : length;
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        write(value);
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        write(value);
    }

    @Override
    public void writeShort(short value) throws JMSException {
        write(value);
    }

    @Override
    public void writeChar(char value) throws JMSException {
        write(value);
    }

    @Override
    public void writeInt(int value) throws JMSException {
        write(value);
    }

    @Override
    public void writeLong(long value) throws JMSException {
        write(value);
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        write(value);
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        write(value);
    }

    @Override
    public void writeString(String value) throws JMSException {
        write(value);
    }

    @Override
    public void writeBytes(byte[] value) throws JMSException {
        write(ValueConversion.toObject(value));
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) throws JMSException {
        write(ValueConversion.slice(value, offset, length));
    }

    @Override
    public void writeObject(Object value) throws JMSException {
        write(ValueConversion.bodyValue(value));
    }

    @Override
    public void reset() {
        makeBodyReadOnly();
        position = 0;
        bytesRead = NOT_BEGUN;
    }

    /**
     * Never possible for a stream message.
     *
     * @throws MessageFormatException always
     */
    @Override
    public <T> T getBody(Class<T> c) throws JMSException {
        throw new MessageFormatException("a stream message's body cannot be read as a whole");
    }

    @Override
    @SuppressWarnings("rawtypes")
    public boolean isBodyAssignableTo(Class c) {
        return false;
    }

    @Override
    Body bodySnapshot() throws JMSException {
        return new Body.Stream(values());
    }

    @Override
    void emptyBody() {
        values = List.of();
        position = 0;
        bytesRead = NOT_BEGUN;
    }
}
