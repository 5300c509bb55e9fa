package io.postrider.benchmarks.report;

import io.postrider.benchmarks.trial.Contender;
import io.postrider.benchmarks.trial.Transport;
import io.postrider.benchmarks.workload.Metric;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Comparisons as tables of Markdown: a table for each transport and each thing to compare. */
public final class MarkdownReport {

    private MarkdownReport() {}

    /** All tables, with the machine before them. */
    public static String of(List<Comparison> comparisons) {
        StringBuilder text = new StringBuilder(Machine.description()).append("\n\n");
        for (Transport transport : Transport.values()) {
            List<Comparison> those = comparisons.stream()
                    .filter(one -> one.trial().transport() == transport)
                    .toList();
            if (!those.isEmpty()) {
                String where = transport == Transport.VM
                        ? "Client and broker in one process"
                        : "The broker in a process of its own, over tcp";
                text.append("### ").append(where).append("\n\n");
                text.append(compared(those));
                text.append("Processor time of client and broker, in microseconds for each message:\n\n");
                text.append(table(those, Metric.CPU_MICROS, MarkdownReport::figures));
                String times = timed(those);
                if (!times.isEmpty()) {
                    text.append("Times of what is waited for, p50 / p99 / p99.9 / max in microseconds:\n\n")
                            .append(times);
                }
            }
        }
        return text.toString();
    }

    private static String compared(List<Comparison> comparisons) {
        return table(comparisons, null, (comparison, contender, unused) -> {
            Metric metric = comparison.trial().workload().compared();
            OptionalDouble value = comparison.median(contender, metric);
            return value.isEmpty() ? "" : ConsoleTable.figure(value) + unit(metric);
        });
    }

    private static String unit(Metric metric) {
        return metric == Metric.RATE ? "" : " " + metric.label();
    }

    private static String figures(Comparison comparison, Contender contender, Metric metric) {
        OptionalDouble value = comparison.median(contender, metric);
        return value.isEmpty() ? "" : ConsoleTable.figure(value);
    }

    private static String timed(List<Comparison> comparisons) {
        List<Comparison> timed = comparisons.stream()
                .filter(one -> one.metrics().contains(Metric.P99_MICROS))
                .toList();
        if (timed.isEmpty()) {
            return "";
        }
        return table(timed, Metric.P99_MICROS, (comparison, contender, unused) -> {
            String all = Stream.of(Metric.P50_MICROS, Metric.P99_MICROS, Metric.P999_MICROS, Metric.MAX_MICROS)
                    .map(metric -> figures(comparison, contender, metric))
                    .collect(Collectors.joining(" / "));
            return all.startsWith(" /") ? "" : all;
        });
    }

    private interface Cell {
        String of(Comparison comparison, Contender contender, Metric metric);
    }

    /** @param metric what the last column compares by; null for each workload's own */
    private static String table(List<Comparison> comparisons, Metric metric, Cell cell) {
        List<Contender> contenders = Stream.of(Contender.values())
                .filter(contender ->
                        comparisons.stream().anyMatch(one -> one.contenders().contains(contender)))
                .toList();
        StringBuilder text = new StringBuilder("| workload | bytes | rounds |");
        contenders.forEach(
                contender -> text.append(' ').append(contender.title()).append(" |"));
        text.append(" ahead of the best peer |\n| --- | ---: | ---: |");
        text.append(" ---: |".repeat(contenders.size() + 1)).append('\n');
        for (Comparison one : comparisons) {
            text.append("| ").append(one.trial().workload().title());
            text.append(" | ").append(one.trial().bodyBytes());
            text.append(" | ").append(one.effort().rounds()).append(" |");
            for (Contender contender : contenders) {
                String figures = cell.of(one, contender, metric);
                boolean failed = figures.isEmpty() && one.failure(contender).isPresent();
                text.append(' ').append(failed ? "failed" : figures).append(" |");
            }
            Metric compared =
                    Objects.requireNonNullElse(metric, one.trial().workload().compared());
            text.append(' ').append(one.overTheBest(compared)).append(" |\n");
        }
        return text.append('\n').toString();
    }
}
