package io.postrider.benchmarks.workload;

import java.util.concurrent.Semaphore;

/**
 * How many messages may be under way, from the send to the receiver's handling of it: what makes the loop a closed one. Taken
 * and given back in portions, as the bound is not what is to be measured. Thread-safe.
 */
final class Credit {
    private static final int LARGEST_PORTION = 32;
    private static final int PORTIONS_OF_EACH = 4;

    private final Semaphore room;
    private final int portion;

    /**
     * @param bound how many messages
     * @param holders how many threads take or give
     */
    Credit(int bound, int holders) {
        room = new Semaphore(bound);
        portion = Math.max(1, Math.min(LARGEST_PORTION, bound / (PORTIONS_OF_EACH * holders)));
    }

    /** One thread's hold on it. */
    final class Purse {
        private int held;

        /** Waits for room for so many messages. */
        void take(int messages) throws InterruptedException {
            if (held < messages) {
                int wanted = Math.max(portion, messages - held);
                room.acquire(wanted);
                held += wanted;
            }
            held -= messages;
        }

        /** Makes room for so many messages. */
        void give(int messages) {
            held += messages;
            if (held >= portion) {
                room.release(held);
                held = 0;
            }
        }
    }
}
