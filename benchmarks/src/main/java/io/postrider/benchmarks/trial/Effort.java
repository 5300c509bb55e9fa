package io.postrider.benchmarks.trial;

import io.postrider.benchmarks.workload.Windows;

/**
 * How long and how much.
 *
 * @param windows of each run
 * @param inFlight how many messages may be under way
 * @param backlog how many messages make a backlog
 * @param rounds how often all contenders have their turn
 */
public record Effort(Windows windows, int inFlight, int backlog, int rounds) {
    private static final int IN_FLIGHT = 2048;
    private static final long SPARE_SECONDS = 60;
    private static final long BACKLOG_MESSAGES_A_SECOND = 1_000;

    /** What figures that are told are measured with. The compiler is at work for some 13 s where messages are persistent, on two processors. */
    public static Effort full() {
        return new Effort(new Windows(15_000, 2_000, 5), IN_FLIGHT, 2_000_000, 5);
    }

    /** What shows an order of magnitude in little time. */
    public static Effort quick() {
        return new Effort(new Windows(2_000, 1_000, 3), IN_FLIGHT, 200_000, 1);
    }

    /** The same with other rounds. */
    public Effort withRounds(int value) {
        return new Effort(windows, inFlight, backlog, value);
    }

    /** The same with another warm-up. */
    public Effort withWarmUp(int seconds) {
        Windows longer = new Windows(seconds * 1_000L, windows.windowMillis(), windows.count());
        return new Effort(longer, inFlight, backlog, rounds);
    }

    /** The same with another number of windows. */
    public Effort withWindowCount(int value) {
        return new Effort(
                new Windows(windows.warmUpMillis(), windows.windowMillis(), value), inFlight, backlog, rounds);
    }

    /** The same with other windows. */
    public Effort withWindow(int seconds) {
        Windows longer = new Windows(windows.warmUpMillis(), seconds * 1_000L, windows.count());
        return new Effort(longer, inFlight, backlog, rounds);
    }

    /** The same with another backlog. */
    public Effort withBacklog(int messages) {
        return new Effort(windows, inFlight, messages, rounds);
    }

    /** After which a run is given up. */
    public long patienceSeconds() {
        long measured = (windows.warmUpMillis() + windows.count() * windows.windowMillis()) / 1_000;
        return measured + SPARE_SECONDS + backlog / BACKLOG_MESSAGES_A_SECOND;
    }
}
