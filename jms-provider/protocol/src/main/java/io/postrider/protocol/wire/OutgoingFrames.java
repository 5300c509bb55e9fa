package io.postrider.protocol.wire;

import io.postrider.protocol.message.MalformedMessageException;
import java.util.Arrays;
import java.util.List;

/**
 * One side's counted frames, from the first that the other side has not confirmed. Frames are numbered from 1 in the
 * order they are added, which is the order they are written in; a frame is kept until the other side says that it has
 * received it, so that after a broken transport writing goes on with the first it has not. For one thread at a time.
 *
 * <pre>
 *   confirmed  &lt;=  written  &lt;=  added
 *       |  kept, on their way  |  kept, to be written  |
 * </pre>
 */
public final class OutgoingFrames {
    private static final int INITIAL_CAPACITY = 64;

    private EncodedFrame[] ring = new EncodedFrame[INITIAL_CAPACITY];
    private long confirmed;
    private long written;
    private long added;
    private long keptBytes;
    private long unwrittenBytes;

    /** Adds a frame behind all others. */
    public void add(EncodedFrame frame) {
        if (added - confirmed == ring.length) {
            grow();
        }
        ring[slot(added)] = frame;
        added++;
        keptBytes += frame.totalBytes();
        unwrittenBytes += frame.totalBytes();
    }

    /** Whether there is a frame to be written. */
    public boolean hasNext() {
        return written < added;
    }

    /**
     * The next frame to be written, which counts as written from now on.
     *
     * @throws IllegalStateException if there is none
     */
    public EncodedFrame next() {
        if (written == added) {
            throw new IllegalStateException("all " + added + " frames are written");
        }
        EncodedFrame next = ring[slot(written++)];
        unwrittenBytes -= next.totalBytes();
        return next;
    }

    /**
     * Moves frames to be written into a list, as many as are there, until they make up so many bytes.
     *
     * @param enoughBytes no frame is added to a list that holds as much
     */
    public void drainTo(List<EncodedFrame> batch, int enoughBytes) {
        long bytes = 0;
        while (written < added && bytes < enoughBytes) {
            EncodedFrame frame = next();
            bytes += frame.totalBytes();
            batch.add(frame);
        }
    }

    /**
     * The other side has received so many frames in all: they are kept no longer.
     *
     * @throws MalformedMessageException if it says so of frames that were never written, or takes back what it said
     */
    public void confirm(long received) {
        if (received < confirmed || received > written) {
            throw new MalformedMessageException("the other side confirms " + received + " frames, of " + written
                    + " written; it had confirmed " + confirmed);
        }
        for (; confirmed < received; confirmed++) {
            int slot = slot(confirmed);
            keptBytes -= ring[slot].totalBytes();
            ring[slot] = null;
        }
    }

    /**
     * A new transport takes over: the other side has received so many frames in all, and what comes after them is to be
     * written, again or for the first time.
     *
     * @throws MalformedMessageException as {@link #confirm}
     */
    public void resume(long received) {
        confirm(received);
        written = confirmed;
        unwrittenBytes = keptBytes;
    }

    /** How many bytes the frames kept have on the wire. */
    public long keptBytes() {
        return keptBytes;
    }

    /** How many bytes the frames have that are yet to be written. */
    public long unwrittenBytes() {
        return unwrittenBytes;
    }

    /** How many frames were ever written. */
    public long written() {
        return written;
    }

    /** How many frames are kept. */
    public long keptFrames() {
        return added - confirmed;
    }

    private int slot(long number) {
        return (int) number & ring.length - 1;
    }

    private void grow() {
        EncodedFrame[] larger = new EncodedFrame[ring.length * 2];
        for (long number = confirmed; number < added; number++) {
            larger[(int) number & larger.length - 1] = ring[slot(number)];
        }
        ring = larger;
    }

    /** Forgets everything: nothing will be written any more. */
    public void clear() {
        Arrays.fill(ring, null);
        written = added;
        confirmed = added;
        keptBytes = 0;
        unwrittenBytes = 0;
    }
}
