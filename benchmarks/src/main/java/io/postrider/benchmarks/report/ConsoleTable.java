package io.postrider.benchmarks.report;

import io.postrider.benchmarks.trial.Contender;
import io.postrider.benchmarks.workload.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A comparison as lines for a terminal. */
public final class ConsoleTable {
    private static final String NAME_COLUMN = "  %-22s";
    private static final String COLUMN = "%16s";
    private static final double LARGE = 100;

    private ConsoleTable() {}

    /** The title, the headings, and a line for each contender. */
    public static String of(Comparison comparison) {
        List<Metric> metrics = comparison.metrics();
        List<String> lines = new ArrayList<>();
        lines.add(comparison.trial().title() + ", medians of "
                + comparison.effort().rounds() + (comparison.effort().rounds() == 1 ? " round" : " rounds"));
        StringBuilder headings = new StringBuilder(String.format(NAME_COLUMN, ""));
        metrics.forEach(metric -> headings.append(String.format(COLUMN, metric.label())));
        lines.add(headings + String.format(COLUMN, "Postrider is"));
        comparison.contenders().forEach(contender -> lines.add(line(comparison, contender, metrics)));
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static String line(Comparison comparison, Contender contender, List<Metric> metrics) {
        StringBuilder line = new StringBuilder(String.format(NAME_COLUMN, contender.title()));
        if (comparison.failure(contender).isPresent()) {
            return line + "   failed: " + comparison.failure(contender).get();
        }
        metrics.forEach(metric -> line.append(String.format(COLUMN, figure(comparison.median(contender, metric)))));
        OptionalDouble advantage = comparison.advantageOver(
                contender, comparison.trial().workload().compared());
        if (contender != Contender.POSTRIDER && advantage.isPresent()) {
            line.append(String.format(COLUMN, ratio(advantage.getAsDouble())));
        }
        return line.toString();
    }

    /** A reading with as many digits as it is worth. */
    static String figure(OptionalDouble value) {
        if (value.isEmpty()) {
            return "-";
        }
        double number = value.getAsDouble();
        return String.format(Locale.ROOT, number < LARGE ? "%.1f" : "%,.0f", number);
    }

    /** By how much one is ahead. */
    static String ratio(double advantage) {
        return String.format(Locale.ROOT, "%.2fx", advantage);
    }
}
