package io.postrider.benchmarks.workload;

/**
 * How long a run measures.
 *
 * @param warmUpMillis what is thrown away first
 * @param windowMillis how long one window is
 * @param count how many windows; a run's rate is their median
 */
public record Windows(long warmUpMillis, long windowMillis, int count) {}
