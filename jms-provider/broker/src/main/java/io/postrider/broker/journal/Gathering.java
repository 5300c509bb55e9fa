package io.postrider.broker.journal;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * How long the owner of a store waits for more callers before it commits. A commit sets free all who waited for it; most of
 * them come back at once, but the first of them would find the store idle, commit alone, and make all others wait for two
 * commits.
 *
 * <p>So the owner waits for all, as many as the last commit served and as came meanwhile, for no longer than a part of what a
 * commit takes. Callers that take longer to come back are better off in two halves: one is committed while the other comes back. So where it
 * does not wait for all, it waits for half of them. What was in vain is not tried the next time, nor, if it is in vain
 * again, the next three times, and so on: callers that come evenly spread pay next to nothing. Nobody ever waits for more
 * when a single caller is all there was.
 *
 * <p>Used by one owner at a time.
 */
final class Gathering {
    /** What part of a commit's time the owner looks for others at most: waiting longer than it gains cannot pay. */
    private static final int PART_OF_COMMIT = 2;

    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    /** What others may have to wait for a thread that commits between their pieces of work. */
    private static final long BRIEF_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    /** After so many commits' time nobody is expected back any more. */
    private static final int FORGOTTEN_AFTER_COMMITS = 4;

    private final LongSupplier nanoTime;
    private final Seldom all = new Seldom();
    private final Seldom half = new Seldom();
    private int callers;
    /** Written by the owner; others look at it. */
    private volatile long commitNanos;
    /** The same. */
    private volatile int wanted;

    private long lastCommitNanoTime;

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
        Wait wait = begin(waiting.getAsInt());
        while (wait != null && !wait.isOver(waiting.getAsInt())) {
            Thread.yield();
        }
    }

    /**
     * Whether others are to be waited for.
     *
     * @param come how many wait to be committed now
     * @return the waiting, to be asked until it is over; null if nobody is waited for
     */
    Wait begin(int come) {
        if (callers <= 1 || come >= callers) {
            return null;
        }
        long began = nanoTime.getAsLong();
        if (began - lastCommitNanoTime > FORGOTTEN_AFTER_COMMITS * commitNanos) {
            return null;
        }
        int halfOfThem = (callers + 1) / 2;
        if (all.isDue()) {
            return waitFor(all, callers, began);
        }
        return come < halfOfThem && half.isDue() ? waitFor(half, halfOfThem, began) : null;
    }

    private Wait waitFor(Seldom attempt, int callersWanted, long beganNanoTime) {
        wanted = callersWanted;
        return new Wait(attempt, callersWanted, beganNanoTime);
    }

    /** With how many callers the next commit begins, if so many come in time. For any thread. */
    int wanted() {
        return wanted;
    }

    /** Whether commits take so little that a thread with other work may do one. False before the first. For any thread. */
    boolean commitsAreBrief() {
        long nanos = commitNanos;
        return nanos > 0 && nanos < BRIEF_NANOS;
    }

    /** One waiting for others. */
    final class Wait {
        private final Seldom attempt;
        private final int wanted;
        private final long beganNanoTime;

        private Wait(Seldom attempt, int wanted, long beganNanoTime) {
            this.attempt = attempt;
            this.wanted = wanted;
            this.beganNanoTime = beganNanoTime;
        }

        /** Whether enough have come, or time is up. Not to be asked again then. */
        boolean isOver(int come) {
            long longest = Math.min(commitNanos / PART_OF_COMMIT, MOST_NANOS);
            if (come < wanted && nanoTime.getAsLong() - beganNanoTime < longest) {
                return false;
            }
            end(come);
            return true;
        }

        /** It is over, whether or not enough have come. */
        void end(int come) {
            attempt.tried(come >= wanted);
        }
    }

    /**
     * A commit has ended.
     *
     * @param served how many callers waited for it
     * @param waiting how many have come meanwhile
     * @param beganNanoTime when it began, by the clock
     * @param endedNanoTime when it ended
     */
    void committed(int served, int waiting, long beganNanoTime, long endedNanoTime) {
        long nanos = endedNanoTime - beganNanoTime;
        callers = served + waiting;
        wanted = callers;
        // a single slow one, as when a log file is made, says little of the next
        long before = commitNanos;
        commitNanos = before == 0 ? nanos : (3 * before + Math.min(nanos, 4 * before)) / 4;
        lastCommitNanoTime = endedNanoTime;
    }
}
