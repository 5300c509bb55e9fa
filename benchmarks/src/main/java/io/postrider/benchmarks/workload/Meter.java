package io.postrider.benchmarks.workload;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/** Counts and times what a load does, and reads it off in windows. Thread-safe. */
final class Meter {
    /** Three digits: a thousandth of what is timed. */
    private static final int PRECISION_DIGITS = 3;

    private final LongAdder handled = new LongAdder();
    private final List<SingleWriterRecorder> timers = new ArrayList<>();

    /** Counts messages as through. */
    void count(int messages) {
        handled.add(messages);
    }

    long counted() {
        return handled.sum();
    }

    /** A timer in nanoseconds for one thread. */
    synchronized SingleWriterRecorder timer() {
        SingleWriterRecorder timer = new SingleWriterRecorder(PRECISION_DIGITS);
        timers.add(timer);
        return timer;
    }

    private synchronized Histogram timesSinceLastAsked() {
        Histogram all = new Histogram(PRECISION_DIGITS);
        timers.forEach(timer -> all.add(timer.getIntervalHistogram()));
        return all;
    }

    /** Lets the load warm up, and reads it then. */
    Readings read(Bed bed) throws Exception {
        Windows windows = bed.terms().windows();
        bed.pass(windows.warmUpMillis());
        timesSinceLastAsked();
        double[] rates = new double[windows.count()];
        long firstCount = counted();
        long firstCpu = bed.cpu().micros();
        long count = firstCount;
        long start = System.nanoTime();
        for (int i = 0; i < rates.length; i++) {
            bed.pass(windows.windowMillis());
            long now = System.nanoTime();
            long counted = counted();
            rates[i] = (counted - count) * 1e9 / (now - start);
            count = counted;
            start = now;
        }
        double cpuMicros = bed.cpu().micros() - firstCpu;
        if (count == firstCount) {
            throw new IllegalStateException("nothing came through while it was measured");
        }
        return new Readings()
                .with(Metric.RATE, median(rates))
                .with(Metric.CPU_MICROS, cpuMicros / (count - firstCount))
                .withTimes(timesSinceLastAsked());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
