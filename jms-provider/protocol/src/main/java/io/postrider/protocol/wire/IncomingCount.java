package io.postrider.protocol.wire;

/**
 * How many counted frames one side has received, and when it is time to tell the other: often enough that little is kept
 * there, seldom enough that it costs nothing. For one thread at a time.
 */
public final class IncomingCount {
    private static final int TELL_AFTER_FRAMES = 256;
    private static final int TELL_AFTER_BYTES = 256 * 1024;

    private long received;
    private long told;
    private long bytesSinceTold;

    /**
     * A frame was received and dealt with.
     *
     * @return whether the other side should be told now
     */
    public boolean add(FrameType type, int totalBytes) {
        if (!type.counted()) {
            return false;
        }
        received++;
        bytesSinceTold += totalBytes;
        return received - told >= TELL_AFTER_FRAMES || bytesSinceTold >= TELL_AFTER_BYTES;
    }

    /** How many counted frames were received. */
    public long received() {
        return received;
    }

    /** Whether the other side does not know the present count. */
    public boolean untold() {
        return told != received;
    }

    /** The count, which the other side is told with this. */
    public long tell() {
        told = received;
        bytesSinceTold = 0;
        return received;
    }
}
