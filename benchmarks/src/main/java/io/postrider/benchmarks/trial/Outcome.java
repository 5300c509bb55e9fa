package io.postrider.benchmarks.trial;

import io.postrider.benchmarks.workload.Metric;
import java.util.Map;

/**
 * How one run ended.
 *
 * @param readings empty if it failed
 * @param failure why it failed, or null
 */
public record Outcome(Contender contender, int round, Map<Metric, Double> readings, String failure) {}
