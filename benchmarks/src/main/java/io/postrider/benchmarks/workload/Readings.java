package io.postrider.benchmarks.workload;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** What one run has measured. For one thread. */
public final class Readings {
    private final Map<Metric, Double> values = new EnumMap<>(Metric.class);

    /** Notes a reading. */
    public Readings with(Metric metric, double value) {
        values.put(metric, value);
        return this;
    }

    /** Notes the percentiles of times in nanoseconds, unless there are none. */
    Readings withTimes(Histogram nanos) {
        if (nanos.getTotalCount() > 0) {
            with(Metric.P50_MICROS, nanos.getValueAtPercentile(50) / 1e3);
            with(Metric.P99_MICROS, nanos.getValueAtPercentile(99) / 1e3);
            with(Metric.P999_MICROS, nanos.getValueAtPercentile(99.9) / 1e3);
            with(Metric.MAX_MICROS, nanos.getMaxValue() / 1e3);
        }
        return this;
    }

    /** All of them. */
    public Map<Metric, Double> values() {
        return values;
    }
}
