package io.postrider.benchmarks.workload;

/** One thing that is measured: a row of the tables. Immutable. */
public interface Workload {

    /** What {@code --workload} calls it, such as {@code queue-nonpersistent-4x4}. */
    String name();

    /** Which of the twelve kinds it belongs to. */
    int kind();

    /** What it is, for people. */
    String title();

    /** What its providers are compared by. */
    Metric compared();

    /** The largest heap of each process, in MiB. */
    default int heapMebibytes() {
        return 1024;
    }

    /**
     * Runs it once: warms up, measures. Leaves its threads and connections to the end of the process.
     *
     * @return at least {@link #compared}
     */
    Readings run(Bed bed) throws Exception;
}
