package io.postrider.broker.soak;

import java.time.Duration;

/**
 * How far a test of many steps goes: so many steps as its own property says, a few where it says nothing, and for no longer than {@code
 * -Dpostrider.minutes}. It prints how far it is every half a minute, and at its end what was done. Tests with such a run bear the tag
 * {@value #TAG}, which is what {@code -Psoak} runs. For one thread.
 */
public final class LongRun {
    /** The tag of all tests that have a long form. */
    public static final String TAG = "soak";

    private static final String MINUTES = "postrider.minutes";

    private static final Duration PROGRESS_EVERY = Duration.ofSeconds(30);

    private final String part;
    private final long steps;
    private final Duration most;
    private final long began = System.nanoTime();
    private long toldAfterNanos = PROGRESS_EVERY.toNanos();
    private long done;

    private LongRun(String part, long steps, Duration most) {
        this.part = part;
        this.steps = steps;
        this.most = most;
    }

    /**
     * A run that begins now.
     *
     * @param part for people: which test it is, and which of its runs
     * @param property says how many steps it has
     * @param usual how many where the property says nothing
     */
    public static LongRun of(String part, String property, int usual) {
        return of(part, property, usual, 1);
    }

    /**
     * One of several runs that share the minutes of one test.
     *
     * @param part for people: which test it is, and which of its runs
     * @param property says how many steps each has
     * @param usual how many where the property says nothing
     * @param runs how many there are
     */
    public static LongRun of(String part, String property, int usual, int runs) {
        return ofSteps(part, Integer.getInteger(property, usual), runs);
    }

    /** One of several runs that share the minutes of one test, with a number of steps that no property says. */
    public static LongRun ofSteps(String part, long steps, int runs) {
        Integer minutes = Integer.getInteger(MINUTES);
        return new LongRun(
                part,
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
        tellProgress();
        return true;
    }

    private boolean isOver() {
        return most != null && ageNanos() >= most.toNanos();
    }

    private long ageNanos() {
        return System.nanoTime() - began;
    }

    private void tellProgress() {
        if (ageNanos() >= toldAfterNanos) {
            tell(this + ", under way");
            toldAfterNanos = ageNanos() + PROGRESS_EVERY.toNanos();
        }
    }

    /** Says what came of it: how much was done, and what was counted. */
    public void report(long seed, String figures) {
        report(part, done + " of " + steps + " in " + seconds() + " s, " + figures + "; postrider.seed=" + seed);
    }

    /** Says what came of a part that has no steps. */
    public static void report(String part, String figures) {
        tell(part + ": done: " + figures);
    }

    /** Says something of a run, in a line by which all of them can be found. */
    public static void tell(String line) {
        System.out.println(TAG + ": " + line);
    }

    private long seconds() {
        return Duration.ofNanos(ageNanos()).toSeconds();
    }

    /** How many steps have begun. */
    public int done() {
        return (int) done;
    }

    /** For people. */
    @Override
    public String toString() {
        return part + ": " + done + " of " + steps + " after " + seconds() + " s";
    }
}
