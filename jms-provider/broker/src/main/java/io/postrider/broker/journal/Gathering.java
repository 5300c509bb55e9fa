package io.postrider.broker.journal;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * How long the owner of a store waits for more callers before it commits. A commit sets free all who waited for it; most of
 * them come back at once, but the first of them would find the store idle, commit alone, and make all others wait for two
 * commits. So the owner expects as many as the last commit served, and looks for them for no longer than a part of what a
 * commit takes. Where that was in vain it does not look the next time, nor, if it is in vain again, the next three times, and so on: callers that come
 * evenly spread pay next to nothing. Nobody ever waits for more when a single caller is all there was.
 *
 * <p>Used by one owner at a time.
 */
final class Gathering {
    /** What part of a commit's time the owner looks for others at most: waiting longer than it gains cannot pay. */
    private static final int PART_OF_COMMIT = 2;

    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MOST_PASSED_OVER = 63;
    /** After so many commits' time nobody is expected back any more. */
    private static final int FORGOTTEN_AFTER_COMMITS = 4;

    private final LongSupplier nanoTime;
    private int expected;
    private long commitNanos;
    private long lastCommitNanoTime;
    private int passOver;
    private int passOverNext = 1;

    /**
     * Expects nobody yet.
     *
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    Gathering(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Lets others come, for a moment. Yields the processor to them rather than sleep: a timer's grain is a commit long.
     *
     * @param waiting how many wait to be committed now
     */
    void awaitOthers(IntSupplier waiting) {
        if (expected <= 1 || waiting.getAsInt() >= expected) {
            return;
        }
        long began = nanoTime.getAsLong();
        if (began - lastCommitNanoTime > FORGOTTEN_AFTER_COMMITS * commitNanos) {
            return;
        }
        if (passOver > 0) {
            passOver--;
            return;
        }
        long longest = Math.min(commitNanos / PART_OF_COMMIT, MOST_NANOS);
        while (waiting.getAsInt() < expected) {
            if (nanoTime.getAsLong() - began >= longest) {
                passOver = passOverNext;
                passOverNext = Math.min(2 * passOverNext + 1, MOST_PASSED_OVER);
                return;
            }
            Thread.yield();
        }
        passOverNext = 1;
    }

    /**
     * A commit has ended.
     *
     * @param callers how many waited for it
     * @param beganNanoTime when it began, by the clock
     * @param endedNanoTime when it ended
     */
    void committed(int callers, long beganNanoTime, long endedNanoTime) {
        long nanos = endedNanoTime - beganNanoTime;
        expected = callers;
        // a single slow one, as when a log file is made, says little of the next
        commitNanos = commitNanos == 0 ? nanos : (3 * commitNanos + Math.min(nanos, 4 * commitNanos)) / 4;
        lastCommitNanoTime = endedNanoTime;
    }
}
