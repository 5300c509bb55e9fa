package io.postrider.client.acknowledge;

import java.util.Arrays;

/**
 * Which deliveries of one consumer the application has been handed and nobody has acknowledged: a set of tags, kept as
 * ranges. Guarded by the {@link HandedDeliveries} it belongs to.
 */
public final class HandedTags {
    private final long consumer;

    /** First and last tag of each range, in order. */
    private long[] bounds = new long[2];

    private int used;
    private int count;
    private boolean retired;

    HandedTags(long consumer) {
        this.consumer = consumer;
    }

    /** The consumer's number. */
    public long consumer() {
        return consumer;
    }

    boolean isEmpty() {
        return used == 0;
    }

    int count() {
        return count;
    }

    boolean isRetired() {
        return retired;
    }

    void retire() {
        retired = true;
    }

    void add(long tag) {
        count++;
        if (used > 0 && bounds[used - 1] == tag - 1) {
            bounds[used - 1] = tag;
            return;
        }
        if (used == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * used);
        }
        bounds[used++] = tag;
        bounds[used++] = tag;
    }

    /** What is to be done with a range. */
    interface RangeAction {
        void apply(long firstTag, long lastTag);
    }

    /** Empties the set, range by range. */
    void drain(RangeAction action) {
        for (int at = 0; at < used; at += 2) {
            action.apply(bounds[at], bounds[at + 1]);
        }
        used = 0;
        count = 0;
    }

    /**
     * Takes one tag out.
     *
     * @return whether it was there
     */
    boolean remove(long tag) {
        for (int at = 0; at < used; at += 2) {
            long first = bounds[at];
            long last = bounds[at + 1];
            if (first <= tag && tag <= last) {
                split(at, first, last, tag);
                count--;
                return true;
            }
        }
        return false;
    }

    private void split(int at, long first, long last, long tag) {
        if (first == last) {
            System.arraycopy(bounds, at + 2, bounds, at, used - at - 2);
            used -= 2;
        } else if (tag == first) {
            bounds[at] = tag + 1;
        } else if (tag == last) {
            bounds[at + 1] = tag - 1;
        } else {
            long[] wider = new long[Math.max(bounds.length, used + 2)];
            System.arraycopy(bounds, 0, wider, 0, at + 1);
            wider[at + 1] = tag - 1;
            wider[at + 2] = tag + 1;
            System.arraycopy(bounds, at + 1, wider, at + 3, used - at - 1);
            bounds = wider;
            used += 2;
        }
    }
}
