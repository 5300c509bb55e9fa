package io.postrider.benchmarks.workload;

/** What can be measured. */
public enum Metric {
    /** Messages received in a second. */
    RATE("messages/s", true),
    /** Processor time of client and broker for a message, in microseconds. */
    CPU_MICROS("CPU us/message", false),
    /** The median of what is timed, in microseconds. */
    P50_MICROS("p50 us", false),
    /** Its 99th percentile. */
    P99_MICROS("p99 us", false),
    /** Its 99.9th percentile. */
    P999_MICROS("p99.9 us", false),
    /** The longest. */
    MAX_MICROS("max us", false),
    /** Messages sent in a second, while nobody receives. */
    FILL_RATE("filled/s", true),
    /** Messages received in a second, from a backlog. */
    DRAIN_RATE("drained/s", true),
    /** From the kill of a broker to the first message of the next one, in milliseconds. */
    RESTART_MILLIS("restart ms", false),
    /** Processor time for a message with ten times as many of something, over that with as many as before. */
    GROWTH("times the CPU", false);

    private final String label;
    private final boolean moreIsBetter;

    Metric(String label, boolean moreIsBetter) {
        this.label = label;
        this.moreIsBetter = moreIsBetter;
    }

    /** A heading. */
    public String label() {
        return label;
    }

    /** By how much one reading is better than another: 2 for twice as good. */
    public double advantage(double of, double over) {
        return moreIsBetter ? of / over : over / of;
    }
}
