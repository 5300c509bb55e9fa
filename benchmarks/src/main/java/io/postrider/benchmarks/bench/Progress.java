package io.postrider.benchmarks.bench;

import io.postrider.benchmarks.trial.Contender;
import io.postrider.benchmarks.trial.Trial;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/** Tells people how far the bench has come, a line for each run, and how long the rest will take if it goes on as it went. */
final class Progress {
    private static final double NANOS_IN_A_SECOND = 1e9;
    private static final double NANOS_IN_A_MINUTE = 60e9;

    private final PrintStream out;
    private final LongSupplier nanoTime;
    private final long start;
    private int runs;
    private int ended;

    /**
     * Begins now.
     *
     * @param runs how many there will be
     */
    Progress(int runs, PrintStream out, LongSupplier nanoTime) {
        this.runs = runs;
        this.out = out;
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
    }

    /**
     * A run has ended, well or not.
     *
     * @param since when it began, in nanoseconds
     */
    void ended(Trial trial, Contender contender, int round, long since) {
        ended++;
        long now = nanoTime.getAsLong();
        double left = (now - start) / (double) ended * (runs - ended) / NANOS_IN_A_MINUTE;
        out.printf(
                "[%d/%d] %s, %s, round %d: %.0f s; %.1f min gone, about %.1f min left%n",
                ended,
                runs,
                trial.name(),
                contender.option(),
                round,
                (now - since) / NANOS_IN_A_SECOND,
                minutes(),
                left);
    }

    /** So many runs that were foreseen will not be made. */
    void leaveOut(int count) {
        runs -= count;
    }

    /** How long all has taken so far. */
    double minutes() {
        return (nanoTime.getAsLong() - start) / NANOS_IN_A_MINUTE;
    }
}
