package io.postrider.benchmarks.workload;

import java.util.Optional;

/** One thing that is measured: a row of the tables. Immutable. */
public interface Workload {

    /** What {@code --workload} calls it, such as {@code queue-nonpersistent-4x4}. */
    String name();

    /** Which kind it belongs to. */
    int kind();

    /** What it is, for people. */
    String title();

    /** What its providers are compared by. */
    Metric compared();

    /** The largest heap of each process, in MiB. */
    default int heapMebibytes() {
        return 1024;
    }

    /** How long a slow provider may take before anything is measured, beyond what any workload has. */
    default long setUpSeconds() {
        return 0;
    }

    /** What follows once the broker of this one has been killed and started again; empty where nothing is killed. */
    default Optional<Workload> afterKill() {
        return Optional.empty();
    }

    /**
     * Runs it once: warms up, measures. Leaves its threads and connections to the end of the process.
     *
     * @return what it has measured
     */
    Readings run(Bed bed) throws Exception;
}
