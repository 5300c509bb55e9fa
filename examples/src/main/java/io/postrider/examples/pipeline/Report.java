package io.postrider.examples.pipeline;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * What came of it: counts taken from the journal, against a count of the input's lines.
 *
 * @param expected how many records the input has
 */
record Report(long expected, Store.Remains remains, Supervisor.Outcome outcome, Enrichment enrichment) {
    private static final int GROUPS_SHOWN = 5;
    private static final int MESSAGES_PER_RECORD = 2;

    /** How many records never came out. */
    long lost() {
        return expected - remains.totals().distinct();
    }

    /** Whether all records came in, and each came out once. */
    boolean isRight() {
        return remains.recordsIn() == expected
                && lost() == 0
                && remains.totals().duplicated() == 0;
    }

    /** Writes the table, and what the records added up to. */
    void print(PrintStream out) {
        Totals totals = remains.totals();
        double seconds = outcome.duration().toMillis() / 1000.0;
        row(out, "records in", "%,d", remains.recordsIn());
        row(out, "records out", "%,d", totals.recordsOut());
        row(out, "lost", "%,d", lost());
        row(out, "duplicated", "%,d", totals.duplicated());
        if (outcome.killedAt() < 0) {
            row(out, "killed", "never: the input is too short to be caught half-way");
        } else {
            row(out, "killed (SIGKILL)", "after %,d records", outcome.killedAt());
        }
        row(out, "seconds", "%.1f  (both starts of the process among them)", seconds);
        row(
                out,
                "messages/s",
                "%,.0f  (each record is sent twice: to a queue, to a topic)",
                MESSAGES_PER_RECORD * totals.recordsOut() / Math.max(0.001, seconds));
        out.println();
        out.println(enrichment.groupTitle() + ", the largest of " + totals.groupCount() + ":");
        for (Map.Entry<String, Long> group : totals.largestGroups(GROUPS_SHOWN)) {
            row(out, group.getKey(), "%,d", group.getValue());
        }
        out.printf(
                Locale.ROOT, "%s: %,.0f%n  %s%n", enrichment.measureTitle(), totals.greatest(), totals.greatestText());
    }

    private static void row(PrintStream out, String name, String format, Object... values) {
        out.printf(Locale.ROOT, "  %-18s %s%n", name, String.format(Locale.ROOT, format, values));
    }
}
