package io.postrider.client.consumer;

/**
 * How many deliveries may be on their way to a consumer or wait in it. It starts small, doubles as the application uses
 * it up, and falls back to one when another consumer goes hungry. Guarded by the {@link DeliveryBuffer} that has it.
 */
final class PrefetchWindow {
    private static final int FIRST_SIZE = 8;

    /** Growth ends where the messages that may wait would take more than this. */
    private static final long MAX_BYTES = 4L << 20;

    private final int maxMessages;
    private int size;

    /** Deliveries that the broker may still make. */
    private int credit;

    PrefetchWindow(int maxMessages) {
        this.maxMessages = maxMessages;
        this.size = Math.max(1, Math.min(maxMessages, FIRST_SIZE));
    }

    boolean pullsOneByOne() {
        return maxMessages == 0;
    }

    void delivered() {
        credit--;
    }

    /**
     * A message was taken and so many still wait: time to ask for more once half of the window is used up.
     *
     * @return how much credit to give now; it is counted as given
     */
    int grantAfterTaking(int waiting, int messageBytes) {
        if (maxMessages == 0 || credit + waiting > size / 2) {
            return 0;
        }
        if (size < maxMessages && 2L * size * messageBytes <= MAX_BYTES) {
            size = Math.min(maxMessages, 2 * size);
        }
        return grant(size - credit - waiting);
    }

    /**
     * Nothing waits and the application wants a message.
     *
     * @return how much credit to give now; it is counted as given
     */
    int grantWhenEmpty() {
        return credit > 0 ? 0 : grant(size);
    }

    private int grant(int messages) {
        credit += messages;
        return messages;
    }

    void shrink() {
        size = 1;
    }
}
