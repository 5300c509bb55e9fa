package io.postrider.journal.derby.block;

/**
 * Which part of the log's history a segment holds. A segment that was written as the log's end holds one number of its
 * own; one that compaction wrote stands for all from {@code first} to {@code last}, in their place.
 *
 * @param first from 1; segments are read in the order of this number
 * @param last at least {@code first}
 * @param generation 0 as written first; one more than any it replaces, where compaction wrote it
 */
public record Era(long first, long last, int generation) {

    /** The era of the log's end. */
    public static Era of(long number) {
        return new Era(number, number, 0);
    }

    /** Whether this replaces the other: stands for all that one stands for, and was written after it. */
    public boolean replaces(Era other) {
        return first <= other.first && other.last <= last && generation > other.generation;
    }
}
