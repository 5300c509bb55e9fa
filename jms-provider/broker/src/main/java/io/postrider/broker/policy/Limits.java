package io.postrider.broker.policy;

/**
 * How much a queue or a subscription may hold, and what becomes of what is too much.
 *
 * @param maxMessages 0 for no limit
 * @param maxBytes in memory or journal, as the broker estimates them; 0 for no limit
 * @param maxConsumers 0 for no limit
 * @param whenFull what becomes of a message for which there is no room
 * @param blockTimeoutMillis how long a sender is held back at most
 */
public record Limits(int maxMessages, long maxBytes, int maxConsumers, WhenFull whenFull, long blockTimeoutMillis) {

    /** What becomes of a message for which there is no room. */
    public enum WhenFull {
        /** Its send waits until there is, and fails if that takes too long. */
        BLOCK("block"),
        /** Its send fails. */
        FAIL("fail"),
        /** It lies in the journal alone, though it may not be persistent. */
        PAGE("page"),
        /** It is taken, and the oldest one that waits is deleted. */
        DROP_OLDEST("drop-oldest");

        private final String text;

        WhenFull(String text) {
            this.text = text;
        }

        /**
         * The one that is written so in rules.
         *
         * @throws IllegalArgumentException if there is none
         */
        public static WhenFull named(String text) {
            for (WhenFull one : values()) {
                if (one.text.equals(text)) {
                    return one;
                }
            }
            throw new IllegalArgumentException(text);
        }

        /** As it is written in rules. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** Whether there are any of messages. */
    public boolean any() {
        return maxMessages > 0 || maxBytes > 0;
    }
}
