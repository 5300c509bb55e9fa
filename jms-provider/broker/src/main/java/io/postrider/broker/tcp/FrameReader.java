package io.postrider.broker.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.postrider.protocol.wire.EncodedFrame;
import io.postrider.protocol.wire.Frame;
import io.postrider.protocol.wire.FrameDecoder;
import io.postrider.protocol.wire.FrameType;
import java.util.List;

/**
 * Cuts what comes in into frames. A length is checked as soon as it is there, before anything is kept for the frame; and no
 * more is ever allocated than has come.
 */
final class FrameReader extends ByteToMessageDecoder {
    private int maxFrameBytes;

    /**
     * @param maxFrameBytes the longest frame accepted for now
     */
    FrameReader(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    /** A frame that came, with its size on the wire. */
    record Incoming(Frame frame, int totalBytes) {}

    /** Changes the limit from the next frame on. By the connection's event loop. */
    void permit(int frameBytes) {
        maxFrameBytes = frameBytes;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < EncodedFrame.LENGTH_FIELD_BYTES) {
            return;
        }
        int length = FrameDecoder.requireLength(in.getInt(in.readerIndex()), maxFrameBytes);
        if (in.readableBytes() - EncodedFrame.LENGTH_FIELD_BYTES < length) {
            return;
        }
        in.skipBytes(EncodedFrame.LENGTH_FIELD_BYTES);
        FrameType type = FrameType.ofCode(in.readUnsignedByte());
        byte[] head = new byte[FrameDecoder.requireHeadLength(in.readInt(), length)];
        in.readBytes(head);
        int bodyLength = length - EncodedFrame.PREFIX_BYTES - head.length;
        byte[] body = bodyLength == 0 ? EncodedFrame.EMPTY : new byte[bodyLength];
        in.readBytes(body);
        out.add(new Incoming(FrameDecoder.decode(type, head, body), length + EncodedFrame.LENGTH_FIELD_BYTES));
    }
}
