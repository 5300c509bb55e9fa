package io.postrider.broker.soak;

import java.time.Duration;

/**
 * How far a test of many steps goes: so many steps as its own property says, a few where it says nothing, and for no longer than {@code
 * -Dpostrider.minutes}. Tests with such a run bear the tag {@value #TAG}, which is what {@code -Psoak} runs. For one thread.
 */
public final class LongRun {
    /** The tag of all tests that have a long form. */
    public static final String TAG = "soak";

    private static final String MINUTES = "postrider.minutes";

    private final String property;
    private final long steps;
    private final Duration most;
    private final long began = System.nanoTime();
    private long done;

    private LongRun(String property, long steps, Duration most) {
        this.property = property;
        this.steps = steps;
        this.most = most;
    }

    /**
     * A run that begins now.
     *
     * @param property says how many steps it has
     * @param usual how many where the property says nothing
     */
    public static LongRun of(String property, int usual) {
        return of(property, usual, 1);
    }

    /**
     * One of several runs that share the minutes of one test.
     *
     * @param property says how many steps each has
     * @param usual how many where the property says nothing
     * @param runs how many there are
     */
    public static LongRun of(String property, int usual, int runs) {
        return ofSteps(property, Integer.getInteger(property, usual), runs);
    }

    /** One of several runs that share the minutes of one test, with a number of steps that no property says. */
    public static LongRun ofSteps(String property, long steps, int runs) {
        Integer minutes = Integer.getInteger(MINUTES);
        return new LongRun(
                property,
                steps,
                minutes == null ? null : Duration.ofMinutes(minutes).dividedBy(runs));
    }

    /** A number of seconds that a property says, or as many as its minutes have where those are fewer. */
    public static int seconds(String property, int usual) {
        int seconds = Integer.getInteger(property, usual);
        Integer minutes = Integer.getInteger(MINUTES);
        return minutes == null
                ? seconds
                : Math.min(seconds, (int) Duration.ofMinutes(minutes).toSeconds());
    }

    /** Begins the next step, if there is to be one more; there is one in any case. */
    public boolean next() {
        if (done >= steps || done > 0 && isOver()) {
            return false;
        }
        done++;
        return true;
    }

    private boolean isOver() {
        return most != null && System.nanoTime() - began >= most.toNanos();
    }

    /** How many steps have begun. */
    public int done() {
        return (int) done;
    }

    /** For people. */
    @Override
    public String toString() {
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        return property + "=" + steps + ", " + done + " done in " + seconds + " s";
    }
}
