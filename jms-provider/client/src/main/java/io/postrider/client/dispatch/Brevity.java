package io.postrider.client.dispatch;

/**
 * What is known of how long a strand's steps take. Measured in bursts, from one look that found nothing to the next: a clock is read twice for all steps of
 * one. Used by one thread at a time.
 */
final class Brevity {
    /** So long a step may take, in the mean of a burst. */
    static final long BRIEF_NANOS = 50_000;

    /** So many brief bursts prove it. */
    static final int PROOF = 64;

    /** Of these a burst that was not brief takes away so many: a thread that has lost its processor meanwhile is forgiven, now and then. */
    private static final int LOSS = 32;

    private int proof;
    private long begin;
    private int steps;

    /** A burst begins. */
    void begin() {
        begin = System.nanoTime();
        steps = 0;
    }

    /** A step was made. */
    void step() {
        steps++;
    }

    /** The burst is over: another one begins with {@link #begin}. */
    void end() {
        if (steps > 0) {
            boolean brief = System.nanoTime() - begin < BRIEF_NANOS * steps;
            proof = brief ? Math.min(PROOF, proof + 1) : Math.max(0, proof - LOSS);
            steps = 0;
        }
    }

    /** Whether its steps are brief, as far as is known. */
    boolean isProven() {
        return proof == PROOF;
    }

    /** Whether so many were not that it may not be counted on. */
    boolean isRefuted() {
        return proof == 0;
    }
}
