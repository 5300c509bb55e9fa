package io.postrider.client.consumer;

import io.postrider.client.dispatch.BriefLock;

/**
 * How many deliveries may be on their way to a consumer or wait in it. It starts small, doubles as the application uses
 * it up, and falls back to one when another consumer goes hungry. And how far it has been used. Guarded by the lock that
 * it is: that of those who take.
 */
final class PrefetchWindow extends BriefLock {
    private static final int FIRST_SIZE = 8;

    /** Growth ends where the messages that may wait would take more than this. */
    private static final long MAX_BYTES = 4L << 20;

    private final int maxMessages;
    private int size;

    /** Deliveries that wait, or that the broker may still make. */
    private int ahead;

    private long lastHandedTag;

    PrefetchWindow(int maxMessages) {
        this.maxMessages = maxMessages;
        this.size = Math.max(1, Math.min(maxMessages, FIRST_SIZE));
    }

    /** So many deliveries wait, or may still be made. */
    void ahead(int deliveries) {
        ahead = deliveries;
    }

    /** The tag up to which the application was handed everything. */
    long lastHandedTag() {
        return lastHandedTag;
    }

    /** Less was handed out than it seemed. */
    void handedUpTo(long tag) {
        lastHandedTag = tag;
    }

    /**
     * A message was taken: time to ask for more once half of the window is used up.
     *
     * @return how much credit to give now; it is counted as given
     */
    int taken(long tag, int messageBytes) {
        lastHandedTag = tag;
        ahead--;
        if (maxMessages == 0 || ahead > size / 2) {
            return 0;
        }
        if (size < maxMessages && 2L * size * messageBytes <= MAX_BYTES) {
            size = Math.min(maxMessages, 2 * size);
        }
        return grant(size - ahead);
    }

    /**
     * Nothing waits or is on its way, and the application wants a message.
     *
     * @return how much credit to give now; it is counted as given
     */
    int grantWhenEmpty() {
        ahead = 0;
        return grant(size);
    }

    private int grant(int messages) {
        ahead += messages;
        return messages;
    }

    void shrink() {
        size = 1;
    }
}
