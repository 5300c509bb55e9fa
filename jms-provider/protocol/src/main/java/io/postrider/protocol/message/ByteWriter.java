package io.postrider.protocol.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes numbers, strings and arrays, big-endian, into an array that grows. For one thread.
 */
public final class ByteWriter {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int position;

    /** With room for so many bytes to start with; a good guess saves a copy. */
    public ByteWriter(int expectedBytes) {
        bytes = new byte[Math.max(16, expectedBytes)];
    }

    /** Begins with a copy of these bytes: that array need not be cleared first. */
    public ByteWriter(byte[] source, int offset, int length) {
        bytes = Arrays.copyOfRange(source, offset, offset + length);
        position = length;
    }

    /** How many bytes were written. */
    public int position() {
        return position;
    }

    /** What was written, without a copy where the first guess was exact. */
    public byte[] toByteArray() {
        return position == bytes.length ? bytes : Arrays.copyOf(bytes, position);
    }

    /** Writes the low eight bits. */
    public ByteWriter writeByte(int value) {
        ensure(1);
        bytes[position++] = (byte) value;
        return this;
    }

    /** Writes the low sixteen bits. */
    public ByteWriter writeShort(int value) {
        ensure(2);
        SHORT.set(bytes, position, (short) value);
        position += 2;
        return this;
    }

    /** Writes four bytes. */
    public ByteWriter writeInt(int value) {
        ensure(4);
        INT.set(bytes, position, value);
        position += 4;
        return this;
    }

    /** Writes eight bytes. */
    public ByteWriter writeLong(long value) {
        ensure(8);
        LONG.set(bytes, position, value);
        position += 8;
        return this;
    }

    /** Writes a number of at least 0 in one to five bytes, seven bits each, the low ones first. */
    public ByteWriter writeVarInt(int value) {
        ensure(5);
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            bytes[position++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[position++] = (byte) rest;
        return this;
    }

    /** Writes the bytes as they are, with no length. */
    public ByteWriter writeRaw(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, position, length);
        position += length;
        return this;
    }

    /** Writes the array's length as a variable-length number, then its bytes. */
    public ByteWriter writeBytes(byte[] source) {
        writeVarInt(source.length);
        return writeRaw(source, 0, source.length);
    }

    /** Writes a string as the length and bytes of its UTF-8 form, of unpaired surrogates too. */
    public ByteWriter writeString(String value) {
        return writeBytes(TextCodec.encode(value));
    }

    /** Overwrites four bytes written earlier, for a length known only now. */
    public void patchInt(int at, int value) {
        INT.set(bytes, at, value);
    }

    private void ensure(int more) {
        if (bytes.length - position < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(position, more)));
        }
    }
}
