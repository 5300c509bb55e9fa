package io.postrider.client.message;

import io.postrider.client.error.JmsErrors;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.Body;
import io.postrider.protocol.message.ByteReader;
import io.postrider.protocol.message.ByteWriter;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Objects;

/**
 * A message with bytes, written and then read in order, numbers big-endian as in {@link java.io.DataOutput}; section 3.11.
 * A read that fails does not move the reading position.
 */
public final class PostriderBytesMessage extends PostriderMessage implements BytesMessage {
    private static final byte[] EMPTY = {};
    private static final int FIRST_ROOM = 64;

    // One of the two, by mode: made by the first write, or by the first read. Neither means empty.
    private ByteWriter writer;
    private ByteReader reader;
    private byte[] bytes = EMPTY;

    PostriderBytesMessage() {}

    PostriderBytesMessage(Delivery delivery, Acknowledger acknowledger) {
        super(delivery, acknowledger);
    }

    /** The whole body; shared, not to be written to. */
    private byte[] bytes() throws JMSException {
        if (hasUnreadBody()) {
            bytes = ((Body.Bytes) readBody()).bytes();
        } else if (writer != null) {
            // What a writer has written it never changes: sharing its array is safe while it goes on.
            return writer.toByteArray();
        }
        return bytes;
    }

    private ByteWriter write(int expectedBytes) throws JMSException {
        requireWritableBody();
        if (writer == null) {
            writer = new ByteWriter(Math.max(FIRST_ROOM, expectedBytes));
        }
        return writer;
    }

    private ByteReader read(int neededBytes) throws JMSException {
        requireReadableBody();
        if (reader == null) {
            reader = new ByteReader(bytes());
        }
        if (reader.remaining() < neededBytes) {
            throw new MessageEOFException(
                    neededBytes + " bytes are needed, " + reader.remaining() + " are left in the body");
        }
        return reader;
    }

    @Override
    public long getBodyLength() throws JMSException {
        requireReadableBody();
        return bytes().length;
    }

    @Override
    public boolean readBoolean() throws JMSException {
        return read(1).readByte() != 0;
    }

    @Override
    public byte readByte() throws JMSException {
        return read(1).readByte();
    }

    @Override
    public int readUnsignedByte() throws JMSException {
        return read(1).readUnsignedByte();
    }

    @Override
    public short readShort() throws JMSException {
        return read(2).readShort();
    }

    @Override
    public int readUnsignedShort() throws JMSException {
        return read(2).readShort() & 0xffff;
    }

    @Override
    public char readChar() throws JMSException {
        return (char) read(2).readShort();
    }

    @Override
    public int readInt() throws JMSException {
        return read(4).readInt();
    }

    @Override
    public long readLong() throws JMSException {
        return read(8).readLong();
    }

    @Override
    public float readFloat() throws JMSException {
        return Float.intBitsToFloat(readInt());
    }

    @Override
    public double readDouble() throws JMSException {
        return Double.longBitsToDouble(readLong());
    }

    @Override
    public String readUTF() throws JMSException {
        ByteReader in = read(2);
        int start = in.position();
        int length = 2 + (((bytes[start] & 0xff) << 8) | (bytes[start + 1] & 0xff));
        read(length);
        try {
            String text = new DataInputStream(new ByteArrayInputStream(bytes, start, length)).readUTF();
            in.skip(length);
            return text;
        } catch (IOException e) {
            throw JmsErrors.withCause(
                    new MessageFormatException("the bytes at " + start + " are no string in modified UTF-8"), e);
        }
    }

    @Override
    public int readBytes(byte[] value) throws JMSException {
        return readBytes(value, value.length);
    }

    @Override
    public int readBytes(byte[] value, int length) throws JMSException {
        ByteReader in = read(0);
        Objects.checkFromIndexSize(0, length, value.length);
        if (in.remaining() == 0) {
            return -1;
        }
        int count = Math.min(length, in.remaining());
        System.arraycopy(bytes, in.position(), value, 0, count);
        in.skip(count);
        return count;
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        write(1).writeByte(value ? 1 : 0);
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        write(1).writeByte(value);
    }

    @Override
    public void writeShort(short value) throws JMSException {
        write(2).writeShort(value);
    }

    @Override
    public void writeChar(char value) throws JMSException {
        write(2).writeShort(value);
    }

    @Override
    public void writeInt(int value) throws JMSException {
        write(4).writeInt(value);
    }

    @Override
    public void writeLong(long value) throws JMSException {
        write(8).writeLong(value);
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        writeInt(Float.floatToIntBits(value));
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        writeLong(Double.doubleToLongBits(value));
    }

    @Override
    public void writeUTF(String value) throws JMSException {
        ByteWriter out = write(0);
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(value.length() + 2);
        try {
            new DataOutputStream(encoded).writeUTF(value);
        } catch (IOException e) {
            throw JmsErrors.withCause(
                    new MessageFormatException("a string of " + value.length()
                            + " characters is too long for writeUTF, which has room for 65,535 bytes"),
                    e);
        }
        out.writeRaw(encoded.toByteArray(), 0, encoded.size());
    }

    @Override
    public void writeBytes(byte[] value) throws JMSException {
        writeBytes(value, 0, value.length);
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) throws JMSException {
        Objects.checkFromIndexSize(offset, length, value.length);
        requireWritableBody();
        if (writer == null && length >= FIRST_ROOM) {
            writer = new ByteWriter(value, offset, length);
        } else {
            write(length).writeRaw(value, offset, length);
        }
    }

    @Override
    public void writeObject(Object value) throws JMSException {
        requireWritableBody();
        Objects.requireNonNull(value, "a bytes message cannot hold null");
        if (value instanceof byte[] array) {
            writeBytes(array);
        } else if (value instanceof String text) {
            writeUTF(text);
        } else if (value instanceof Integer number) {
            writeInt(number);
        } else if (value instanceof Long number) {
            writeLong(number);
        } else if (value instanceof Boolean truth) {
            writeBoolean(truth);
        } else if (value instanceof Double number) {
            writeDouble(number);
        } else if (value instanceof Float number) {
            writeFloat(number);
        } else if (value instanceof Short number) {
            writeShort(number);
        } else if (value instanceof Byte number) {
            writeByte(number);
        } else if (value instanceof Character character) {
            writeChar(character);
        } else {
            throw new MessageFormatException(
                    "a bytes message cannot hold a " + value.getClass().getName());
        }
    }

    @Override
    public void reset() throws JMSException {
        bytes = bytes();
        writer = null;
        reader = null;
        makeBodyReadOnly();
    }

    /** {@inheritDoc} The array is the caller's own. */
    @Override
    public <T> T getBody(Class<T> c) throws JMSException {
        reset();
        if (bytes.length == 0) {
            return null;
        }
        if (!isBodyAssignableTo(c)) {
            throw new MessageFormatException(
                    "a bytes message's body can be read as byte[] or Object, not as " + c.getTypeName());
        }
        return c.cast(bytes.clone());
    }

    @Override
    @SuppressWarnings("rawtypes")
    public boolean isBodyAssignableTo(Class c) throws JMSException {
        return bytes().length == 0 || c == byte[].class || c == Object.class;
    }

    @Override
    Body bodySnapshot() throws JMSException {
        return new Body.Bytes(bytes());
    }

    @Override
    void emptyBody() {
        writer = null;
        reader = null;
        bytes = EMPTY;
    }
}
