package io.postrider.broker.policy;

/**
 * How failed deliveries are tried again.
 *
 * @param maxAttempts after so many a message is a dead letter; 0 for never
 * @param delayMillis the rest after the first failure; 0 for none at all
 * @param factor how many times as long each further one is
 * @param maxDelayMillis the longest
 * @param jitterPercent by how much a rest may be longer
 */
public record Redelivery(int maxAttempts, long delayMillis, double factor, long maxDelayMillis, int jitterPercent) {

    /**
     * How long a message rests.
     *
     * @param attempts how many have failed, from 1
     * @param seed anything that differs from one message to the next, for the jitter
     * @return in milliseconds, from 0
     */
    public long restMillis(int attempts, long seed) {
        if (delayMillis == 0) {
            return 0;
        }
        double exact = Math.min(maxDelayMillis, delayMillis * Math.pow(factor, attempts - 1));
        // an even spread that needs no source of chance, and is the same again in a test
        long mixed = (seed + 31L * attempts) * 0x9E3779B97F4A7C15L >>> 11;
        double chance = mixed / (double) (1L << 53);
        return (long) (exact * (1 + chance * jitterPercent / 100));
    }
}
