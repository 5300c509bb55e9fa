package io.postrider.protocol.wire;

/**
 * A frame as bytes. On the wire: four bytes with the length of what follows them, one byte with the type's code, four
 * bytes with the length of the head, the head, the body. The body is a message's encoded form where the frame carries
 * one message, so that it is never copied to be joined with the rest; it is empty in most frames.
 *
 * @param type which frame it is
 * @param start all that comes before the body; not to be written to
 * @param body an encoded message or several; not to be written to
 */
public record EncodedFrame(FrameType type, byte[] start, byte[] body) {

    /** The body of frames that have none. */
    public static final byte[] EMPTY = new byte[0];

    /** How many bytes the length field takes. */
    public static final int LENGTH_FIELD_BYTES = 4;

    /** How many bytes stand between the length field and the head. */
    public static final int PREFIX_BYTES = 5;

    /** How many bytes stand before the head. */
    public static final int BEFORE_HEAD_BYTES = LENGTH_FIELD_BYTES + PREFIX_BYTES;

    /** How many bytes it takes on the wire, with all that stands before it. */
    public int totalBytes() {
        return start.length + body.length;
    }
}
