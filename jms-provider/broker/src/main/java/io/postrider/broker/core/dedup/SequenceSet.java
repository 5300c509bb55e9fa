package io.postrider.broker.core.dedup;

import java.util.Arrays;

/**
 * Numbers, kept as ranges: one that grows at its upper end, mostly. Beyond {@value #MAX_RANGES} ranges the lowest gap is closed, as if
 * its numbers were there, too: so old a number is not asked for any more. For one thread at a time.
 */
final class SequenceSet {
    private static final int MAX_RANGES = 256;

    /** First and last number of each range, in order; no range touches the next. */
    private long[] bounds;

    private int used;

    /** An empty one. */
    SequenceSet() {
        bounds = new long[2];
    }

    /** The ranges that {@link #toArray} gave. */
    SequenceSet(long[] ranges) {
        bounds = ranges.length == 0 ? new long[2] : ranges.clone();
        used = ranges.length;
    }

    boolean contains(long number) {
        int at = rangeAtOrBefore(number);
        return at >= 0 && number <= bounds[at + 1];
    }

    /** The place of the last range that begins at a number or before it, or a negative number. */
    private int rangeAtOrBefore(long number) {
        int at = used - 2;
        while (at >= 0 && bounds[at] > number) {
            at -= 2;
        }
        return at;
    }

    void add(long number) {
        addRange(number, number);
    }

    void addAll(long[] ranges) {
        for (int i = 0; i < ranges.length; i += 2) {
            addRange(ranges[i], ranges[i + 1]);
        }
    }

    private void addRange(long first, long last) {
        int at = rangeAtOrBefore(first);
        if (at >= 0 && first <= bounds[at + 1] + 1) {
            bounds[at + 1] = Math.max(bounds[at + 1], last);
        } else {
            at += 2;
            insert(at, first, last);
        }
        int next = at + 2;
        while (next < used && bounds[next] <= bounds[at + 1] + 1) {
            bounds[at + 1] = Math.max(bounds[at + 1], bounds[next + 1]);
            next += 2;
        }
        removeRanges(at + 2, next);
        if (used > 2 * MAX_RANGES) {
            bounds[1] = bounds[3];
            removeRanges(2, 4);
        }
    }

    private void insert(int at, long first, long last) {
        if (used == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * used);
        }
        System.arraycopy(bounds, at, bounds, at + 2, used - at);
        bounds[at] = first;
        bounds[at + 1] = last;
        used += 2;
    }

    private void removeRanges(int from, int to) {
        System.arraycopy(bounds, to, bounds, from, used - to);
        used -= to - from;
    }

    /** Whether all numbers of these ranges are there. */
    boolean containsAll(long[] ranges) {
        for (int i = 0; i < ranges.length; i += 2) {
            int at = rangeAtOrBefore(ranges[i]);
            if (at < 0 || ranges[i + 1] > bounds[at + 1]) {
                return false;
            }
        }
        return true;
    }

    /** First and last number of each range. */
    long[] toArray() {
        return Arrays.copyOf(bounds, used);
    }
}
