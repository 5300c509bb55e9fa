package io.postrider.cdi.endpoint;

/**
 * How long a message waits that a listener method has failed with.
 *
 * @param delayMillis before the second attempt
 * @param multiplier by what it grows with each further attempt
 * @param maxDelayMillis what it never exceeds
 */
record RetryPolicy(long delayMillis, double multiplier, long maxDelayMillis) {
    static final RetryPolicy AT_ONCE = new RetryPolicy(0, 1, 0);

    /** How long to wait after so many failed attempts, 1 or more. */
    long delayMillisAfter(int attempts) {
        return (long) Math.min(maxDelayMillis, delayMillis * Math.pow(multiplier, Math.max(0, attempts - 1)));
    }
}
