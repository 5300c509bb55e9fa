package io.postrider.benchmarks.report;

import io.postrider.benchmarks.trial.Contender;
import io.postrider.benchmarks.trial.Effort;
import io.postrider.benchmarks.trial.Outcome;
import io.postrider.benchmarks.trial.Trial;
import io.postrider.benchmarks.workload.Metric;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** What a trial has shown: medians over its rounds, and medians of the ratios within each round. */
public record Comparison(Trial trial, Effort effort, List<Outcome> outcomes) {

    /** Those that took part, in the order of their turns. */
    List<Contender> contenders() {
        return outcomes.stream().map(Outcome::contender).distinct().toList();
    }

    /** The metrics that any run has told. */
    List<Metric> metrics() {
        return outcomes.stream()
                .flatMap(outcome -> outcome.readings().keySet().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** A contender's median over the rounds; empty if no run came to it. */
    OptionalDouble median(Contender contender, Metric metric) {
        return median(of(contender)
                .filter(outcome -> outcome.readings().containsKey(metric))
                .mapToDouble(outcome -> outcome.readings().get(metric)));
    }

    /** How many times better Postrider is than another, by a metric: the median of the rounds' ratios. */
    OptionalDouble advantageOver(Contender other, Metric metric) {
        return median(of(other)
                .filter(outcome -> outcome.readings().containsKey(metric))
                .flatMapToDouble(outcome -> of(Contender.POSTRIDER)
                        .filter(ours -> ours.round() == outcome.round())
                        .filter(ours -> ours.readings().containsKey(metric))
                        .mapToDouble(ours -> metric.advantage(
                                ours.readings().get(metric), outcome.readings().get(metric)))));
    }

    /** The advantage over the peer that comes closest, such as {@code 2.10x}; empty text if there is none to compare with. */
    String overTheBest(Metric metric) {
        OptionalDouble least = contenders().stream()
                .filter(contender -> contender != Contender.POSTRIDER)
                .map(contender -> advantageOver(contender, metric))
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .min();
        return least.isPresent() ? ConsoleTable.ratio(least.getAsDouble()) : "";
    }

    /** Why a contender has no readings; empty if it has. */
    Optional<String> failure(Contender contender) {
        return of(contender).allMatch(outcome -> outcome.failure() != null)
                ? of(contender).map(Outcome::failure).findFirst()
                : Optional.empty();
    }

    private Stream<Outcome> of(Contender contender) {
        return outcomes.stream().filter(outcome -> outcome.contender() == contender);
    }

    private static OptionalDouble median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
    }
}
