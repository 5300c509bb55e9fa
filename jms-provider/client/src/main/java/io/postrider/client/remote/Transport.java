package io.postrider.client.remote;

import io.postrider.protocol.message.ByteReader;
import io.postrider.protocol.wire.EncodedFrame;
import io.postrider.protocol.wire.Frame;
import io.postrider.protocol.wire.FrameDecoder;
import io.postrider.protocol.wire.FrameType;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;

/**
 * One socket to the broker, until it breaks. One thread reads, one at a time writes; any may {@link #abort}, which ends
 * the reading and the writing of the others at once.
 */
final class Transport {
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int LARGE_BODY_BYTES = 16 * 1024;

    /** No wait has this number. */
    static final long NOT_WAITING = 0;

    private final Socket plain;
    private final InputStream in;
    private final OutputStream out;

    // of the reading thread
    private final byte[] readBuffer = new byte[BUFFER_BYTES];
    private int readPosition;
    private int readLimit;
    private int lastFrameBytes;
    private long waits;

    private volatile long currentWait = NOT_WAITING;
    private volatile String givenUp;

    // of the writing thread
    private final byte[] writeBuffer = new byte[BUFFER_BYTES];
    private int writePosition;
    private volatile long lastWriteNanos = System.nanoTime();

    /**
     * @param plain the TCP socket, connected
     * @param socket the same, or the encrypted one on top of it
     */
    Transport(Socket plain, Socket socket) throws IOException {
        this.plain = plain;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /**
     * Reads a frame.
     *
     * @param maxFrameBytes the longest one accepted
     * @throws IOException if the transport is broken, was ended by the other side, or is silent for too long
     * @throws io.postrider.protocol.message.MalformedMessageException if what comes is no frame
     */
    Frame read(int maxFrameBytes) throws IOException {
        require(EncodedFrame.BEFORE_HEAD_BYTES);
        ByteReader prefix = new ByteReader(readBuffer, readPosition, EncodedFrame.BEFORE_HEAD_BYTES);
        readPosition += EncodedFrame.BEFORE_HEAD_BYTES;
        int length = FrameDecoder.requireLength(prefix.readInt(), maxFrameBytes);
        FrameType type = FrameType.ofCode(prefix.readUnsignedByte());
        int headLength = FrameDecoder.requireHeadLength(prefix.readInt(), length);
        int bodyLength = length - EncodedFrame.PREFIX_BYTES - headLength;
        byte[] head = readFully(headLength);
        byte[] body = bodyLength == 0 ? EncodedFrame.EMPTY : readFully(bodyLength);
        lastFrameBytes = length + EncodedFrame.LENGTH_FIELD_BYTES;
        return FrameDecoder.decode(type, head, body);
    }

    /** How many bytes the frame read last had. */
    int lastFrameBytes() {
        return lastFrameBytes;
    }

    private byte[] readFully(int length) throws IOException {
        byte[] bytes = new byte[length];
        int done = Math.min(length, readLimit - readPosition);
        System.arraycopy(readBuffer, readPosition, bytes, 0, done);
        readPosition += done;
        while (done < length) {
            done += readSome(bytes, done, length - done);
        }
        return bytes;
    }

    private void require(int bytes) throws IOException {
        if (readLimit - readPosition >= bytes) {
            return;
        }
        System.arraycopy(readBuffer, readPosition, readBuffer, 0, readLimit - readPosition);
        readLimit -= readPosition;
        readPosition = 0;
        while (readLimit < bytes) {
            readLimit += readSome(readBuffer, readLimit, readBuffer.length - readLimit);
        }
    }

    private int readSome(byte[] target, int offset, int length) throws IOException {
        currentWait = ++waits;
        try {
            int count = in.read(target, offset, length);
            if (count < 0) {
                throw new EOFException("the broker ended the connection");
            }
            return count;
        } catch (IOException e) {
            throw givenUp == null ? e : new IOException(givenUp, e);
        } finally {
            currentWait = NOT_WAITING;
        }
    }

    /** The number of the wait for the other side that the reading thread is in, another one for each; or {@link #NOT_WAITING}. From any thread. */
    long currentWait() {
        return currentWait;
    }

    /** Writes frames, small ones together. Blocks while the socket takes no more. */
    void write(List<EncodedFrame> frames) throws IOException {
        for (EncodedFrame frame : frames) {
            buffer(frame.start());
            if (frame.body().length < LARGE_BODY_BYTES) {
                buffer(frame.body());
            } else {
                flush();
                out.write(frame.body());
            }
        }
        flush();
        lastWriteNanos = System.nanoTime();
    }

    private void buffer(byte[] bytes) throws IOException {
        if (bytes.length > writeBuffer.length - writePosition) {
            flush();
        }
        if (bytes.length > writeBuffer.length) {
            out.write(bytes);
            return;
        }
        System.arraycopy(bytes, 0, writeBuffer, writePosition, bytes.length);
        writePosition += bytes.length;
    }

    private void flush() throws IOException {
        if (writePosition > 0) {
            out.write(writeBuffer, 0, writePosition);
            writePosition = 0;
        }
        out.flush();
    }

    /** When something was written last, by {@link System#nanoTime}. */
    long lastWriteNanos() {
        return lastWriteNanos;
    }

    /** Ends the transport as {@link #abort} does, and tells the reading thread why. */
    void giveUp(String reason) {
        givenUp = reason;
        abort();
    }

    /** Ends the transport at once, from any thread. Idempotent. */
    void abort() {
        try {
            // the plain socket: closing an encrypted one waits for a writer that may be stuck
            plain.close();
        } catch (IOException e) {
            Log.LOG.debug("PR003509 Closing a connection to {} failed", plain.getRemoteSocketAddress(), e);
        }
    }
}
