package io.postrider.protocol.message;

import java.util.Arrays;

/**
 * Reads what a {@link ByteWriter} wrote. Every read is checked against the end, and every length against what is left
 * before anything is allocated: bytes from a stranger can fail here, but cannot harm. For one thread.
 *
 * <p>All methods throw {@link MalformedMessageException} where the bytes end too soon or a length is impossible.
 */
public final class ByteReader {
    private final byte[] bytes;
    private final int end;
    private int position;

    /** Reads the whole array. */
    public ByteReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /** Reads a slice; positions count from the start of the array. */
    public ByteReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    /** Where the next read begins. */
    public int position() {
        return position;
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - position;
    }

    /** Passes over so many bytes. */
    public void skip(int length) {
        require(length);
        position += length;
    }

    /** Reads a signed byte. */
    public byte readByte() {
        require(1);
        return bytes[position++];
    }

    /** Reads a byte as a number from 0 to 255. */
    public int readUnsignedByte() {
        return readByte() & 0xff;
    }

    /** Reads two bytes. */
    public short readShort() {
        require(2);
        int value = (bytes[position] & 0xff) << 8 | bytes[position + 1] & 0xff;
        position += 2;
        return (short) value;
    }

    /** Reads four bytes. */
    public int readInt() {
        require(4);
        int value = 0;
        for (int i = 0; i < 4; i++) {
            value = value << 8 | bytes[position + i] & 0xff;
        }
        position += 4;
        return value;
    }

    /** Reads eight bytes. */
    public long readLong() {
        return (long) readInt() << 32 | readInt() & 0xffff_ffffL;
    }

    /** Reads a variable-length number of at least 0. */
    public int readVarInt() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = readByte();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                if (value < 0 || shift == 28 && next > 7) {
                    throw new MalformedMessageException("a length is out of range");
                }
                return value;
            }
        }
        throw new MalformedMessageException("a length takes more than five bytes");
    }

    /** Reads so many bytes into a new array. */
    public byte[] readRaw(int length) {
        require(length);
        byte[] copy = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return copy;
    }

    /** Reads a length and so many bytes. */
    public byte[] readBytes() {
        return readRaw(readVarInt());
    }

    /** Reads a length and a string of so many bytes. */
    public String readString() {
        return readText(readVarInt());
    }

    /** Reads a string of so many bytes of UTF-8; a wrong sequence of bytes becomes a replacement character. */
    public String readText(int length) {
        require(length);
        String value = TextCodec.decode(bytes, position, length);
        position += length;
        return value;
    }

    private void require(int length) {
        if (length < 0 || length > end - position) {
            throw new MalformedMessageException("truncated: " + length + " bytes are needed at " + position + ", "
                    + (end - position) + " are left");
        }
    }
}
