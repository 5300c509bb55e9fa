package io.postrider.broker.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.postrider.protocol.wire.EncodedFrame;
import io.postrider.protocol.wire.Frame;
import io.postrider.protocol.wire.FrameEncoder;
import io.postrider.protocol.wire.OutgoingFrames;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the broker says to one client: put in by any thread, encoded and written by the link's home loop when the socket takes
 * it, kept until the client has it.
 */
final class Outbox {
    /** Bodies from this size on are given to the socket as they are; smaller ones are copied together. */
    private static final int LARGE_BODY_BYTES = 8 * 1024;

    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int SMALL_FRAME_BYTES = 64;

    private final Queue<Posted> posted = new ConcurrentLinkedQueue<>();
    private final AtomicLong queuedAnswerBytes = new AtomicLong();
    private final AtomicLong queuedDeliveryBytes = new AtomicLong();
    private final OutgoingFrames outgoing = new OutgoingFrames();
    private final int maxUnconfirmedBytes;

    /**
     * @param maxUnconfirmedBytes so much is written and not confirmed by the client before it is waited for
     */
    Outbox(int maxUnconfirmedBytes) {
        this.maxUnconfirmedBytes = maxUnconfirmedBytes;
    }

    /** Adds a frame, to be written in the order of the calls. From any thread. */
    void post(Frame frame) {
        Posted entry = new Posted(frame, estimatedBytes(frame));
        queuedBytes(frame).addAndGet(entry.bytes());
        posted.add(entry);
    }

    /** A frame with what it is taken to be large, once and for all: an estimate changes when the message is encoded. */
    private record Posted(Frame frame, long bytes) {}

    private AtomicLong queuedBytes(Frame frame) {
        return frame instanceof Frame.Answer ? queuedAnswerBytes : queuedDeliveryBytes;
    }

    /** About how many bytes of answers wait to be written. From any thread. */
    long queuedAnswerBytes() {
        return queuedAnswerBytes.get();
    }

    /** About how many bytes of deliveries wait to be written. From any thread. */
    long queuedDeliveryBytes() {
        return queuedDeliveryBytes.get();
    }

    private static long estimatedBytes(Frame frame) {
        if (frame instanceof Frame.Delivered delivered) {
            return delivered.message().estimatedBytes();
        }
        long bytes = SMALL_FRAME_BYTES;
        if (frame instanceof Frame.Page page) {
            for (Frame.PageEntry entry : page.entries()) {
                bytes += entry.message().estimatedBytes();
            }
        }
        return bytes;
    }

    // ---- on the home loop

    /** Writes what there is, for as long as the socket takes it and the client confirms. Does not flush. */
    void write(Channel channel) {
        ByteBuf chunk = null;
        while (channel.isWritable() && !awaitsConfirmation()) {
            EncodedFrame frame = next();
            if (frame == null) {
                break;
            }
            chunk = write(channel, frame, chunk);
        }
        writeChunk(channel, chunk);
    }

    /** Writes all there is, whether or not the socket takes it now. Does not flush. */
    void writeAll(Channel channel) {
        ByteBuf chunk = null;
        for (EncodedFrame frame = next(); frame != null; frame = next()) {
            chunk = write(channel, frame, chunk);
        }
        writeChunk(channel, chunk);
    }

    private static ByteBuf write(Channel channel, EncodedFrame frame, ByteBuf begun) {
        ByteBuf chunk = begun == null ? channel.alloc().ioBuffer(CHUNK_BYTES) : begun;
        chunk.writeBytes(frame.start());
        if (frame.body().length < LARGE_BODY_BYTES) {
            chunk.writeBytes(frame.body());
            if (chunk.readableBytes() < CHUNK_BYTES - LARGE_BODY_BYTES) {
                return chunk;
            }
            writeChunk(channel, chunk);
        } else {
            writeChunk(channel, chunk);
            channel.write(Unpooled.wrappedBuffer(frame.body()), channel.voidPromise());
        }
        return null;
    }

    private static void writeChunk(Channel channel, ByteBuf chunk) {
        if (chunk != null) {
            channel.write(chunk, channel.voidPromise());
        }
    }

    private EncodedFrame next() {
        if (!outgoing.hasNext()) {
            Posted entry = posted.poll();
            if (entry == null) {
                return null;
            }
            queuedBytes(entry.frame()).addAndGet(-entry.bytes());
            outgoing.add(FrameEncoder.encode(entry.frame()));
        }
        return outgoing.next();
    }

    /** Whether nothing more is written before the client confirms what it has. */
    boolean awaitsConfirmation() {
        return outgoing.keptBytes() >= maxUnconfirmedBytes;
    }

    /** The client has so many frames. */
    void confirm(long frames) {
        outgoing.confirm(frames);
    }

    /** The client has so many frames, and goes on over a new connection. */
    void resume(long frames) {
        outgoing.resume(frames);
    }

    /** Whether the client has confirmed all there was to say. */
    boolean isConfirmed() {
        return outgoing.keptFrames() == 0 && posted.isEmpty();
    }

    /** Forgets everything: nothing is said any more. */
    void clear() {
        outgoing.clear();
        posted.clear();
    }
}
