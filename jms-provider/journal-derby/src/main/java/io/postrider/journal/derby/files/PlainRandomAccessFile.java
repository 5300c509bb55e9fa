package io.postrider.journal.derby.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.derby.io.StorageRandomAccessFile;

/** Random access to a file; deliberately not a {@link java.io.RandomAccessFile}, whose channel Derby would take. */
class PlainRandomAccessFile implements StorageRandomAccessFile {
    private final StorageRandomAccessFile file;

    PlainRandomAccessFile(StorageRandomAccessFile file) {
        this.file = file;
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // as the interface asks: the same file, opened once more
    public StorageRandomAccessFile clone() {
        return new PlainRandomAccessFile(file.clone());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    @Override
    public long getFilePointer() throws IOException {
        return file.getFilePointer();
    }

    @Override
    public long length() throws IOException {
        return file.length();
    }

    @Override
    public void seek(long position) throws IOException {
        file.seek(position);
    }

    @Override
    public void setLength(long length) throws IOException {
        file.setLength(length);
    }

    @Override
    public void sync() throws IOException {
        file.sync();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return file.read(bytes, offset, length);
    }

    @Override
    public void readFully(byte[] bytes) throws IOException {
        file.readFully(bytes);
    }

    @Override
    public void readFully(byte[] bytes, int offset, int length) throws IOException {
        file.readFully(bytes, offset, length);
    }

    @Override
    public int skipBytes(int count) throws IOException {
        return file.skipBytes(count);
    }

    @Override
    public boolean readBoolean() throws IOException {
        return file.readBoolean();
    }

    @Override
    public byte readByte() throws IOException {
        return file.readByte();
    }

    @Override
    public int readUnsignedByte() throws IOException {
        return file.readUnsignedByte();
    }

    @Override
    public short readShort() throws IOException {
        return file.readShort();
    }

    @Override
    public int readUnsignedShort() throws IOException {
        return file.readUnsignedShort();
    }

    @Override
    public char readChar() throws IOException {
        return file.readChar();
    }

    @Override
    public int readInt() throws IOException {
        return number(Integer.BYTES).getInt();
    }

    @Override
    public long readLong() throws IOException {
        return number(Long.BYTES).getLong();
    }

    /** Read at once: the JDK's file would ask the system for each byte, and Derby's log is read so, number by number. */
    private ByteBuffer number(int length) throws IOException {
        byte[] bytes = new byte[length];
        file.readFully(bytes);
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public float readFloat() throws IOException {
        return file.readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return file.readDouble();
    }

    @Override
    public String readLine() throws IOException {
        return file.readLine();
    }

    @Override
    public String readUTF() throws IOException {
        return file.readUTF();
    }

    @Override
    public void write(int value) throws IOException {
        file.write(value);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        file.write(bytes);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        file.write(bytes, offset, length);
    }

    @Override
    public void writeBoolean(boolean value) throws IOException {
        file.writeBoolean(value);
    }

    @Override
    public void writeByte(int value) throws IOException {
        file.writeByte(value);
    }

    @Override
    public void writeShort(int value) throws IOException {
        file.writeShort(value);
    }

    @Override
    public void writeChar(int value) throws IOException {
        file.writeChar(value);
    }

    @Override
    public void writeInt(int value) throws IOException {
        file.writeInt(value);
    }

    @Override
    public void writeLong(long value) throws IOException {
        file.writeLong(value);
    }

    @Override
    public void writeFloat(float value) throws IOException {
        file.writeFloat(value);
    }

    @Override
    public void writeDouble(double value) throws IOException {
        file.writeDouble(value);
    }

    @Override
    public void writeBytes(String text) throws IOException {
        file.writeBytes(text);
    }

    @Override
    public void writeChars(String text) throws IOException {
        file.writeChars(text);
    }

    @Override
    public void writeUTF(String text) throws IOException {
        file.writeUTF(text);
    }
}
