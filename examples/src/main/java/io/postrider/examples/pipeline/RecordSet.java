package io.postrider.examples.pipeline;

import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** A set of record numbers, kept as ranges: short, as records arrive nearly in order. Not for several threads. */
final class RecordSet {
    private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();
    private long size;

    /**
     * Adds a number.
     *
     * @return whether it was not in the set before
     */
    boolean add(long number) {
        Map.Entry<Long, Long> below = lastByFirst.floorEntry(number);
        if (below != null && below.getValue() >= number) {
            return false;
        }
        long first = below != null && below.getValue() == number - 1 ? below.getKey() : number;
        Long above = lastByFirst.remove(number + 1);
        lastByFirst.put(first, above == null ? number : above);
        size++;
        return true;
    }

    /** How many numbers there are. */
    long size() {
        return size;
    }

    /** As {@code 0-41,43-99}. */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(",");
        lastByFirst.forEach((first, last) -> text.add(first + "-" + last));
        return text.toString();
    }

    /** The set that {@link #toString} describes. */
    static RecordSet parse(String text) {
        RecordSet set = new RecordSet();
        for (String range : text.isEmpty() ? new String[0] : text.split(",")) {
            int dash = range.indexOf('-');
            long first = Long.parseLong(range.substring(0, dash));
            long last = Long.parseLong(range.substring(dash + 1));
            set.lastByFirst.put(first, last);
            set.size += last - first + 1;
        }
        return set;
    }
}
