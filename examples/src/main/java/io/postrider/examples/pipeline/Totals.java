package io.postrider.examples.pipeline;

import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the last stage knows: which records it has seen, how often, and what they add up to. Not for several threads. */
final class Totals {
    private static final String SEEN = "seen";
    private static final String DUPLICATED = "duplicated";
    private static final String GREATEST = "greatest";
    private static final String GREATEST_TEXT = "greatestText";
    private static final String GROUP_PREFIX = "group:";

    private final Map<String, Long> countByGroup = new TreeMap<>();
    private RecordSet seen = new RecordSet();
    private long duplicated;
    private double greatest = Double.NEGATIVE_INFINITY;
    private String greatestText = "";

    /** Counts one record; one that was counted before only as a duplicate. */
    void add(long record, String group, double measure, String text) {
        if (!seen.add(record)) {
            duplicated++;
            return;
        }
        countByGroup.merge(group, 1L, Long::sum);
        if (measure > greatest) {
            greatest = measure;
            greatestText = text;
        }
    }

    /** How many records have come out, duplicates among them. */
    long recordsOut() {
        return seen.size() + duplicated;
    }

    /** How many different records have come out. */
    long distinct() {
        return seen.size();
    }

    /** How many records have come out that had come out before. */
    long duplicated() {
        return duplicated;
    }

    /** The greatest measure. */
    double greatest() {
        return greatest;
    }

    /** The record of the greatest measure. */
    String greatestText() {
        return greatestText;
    }

    /** The groups of most records, the largest first. */
    List<Map.Entry<String, Long>> largestGroups(int count) {
        return countByGroup.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(count)
                .toList();
    }

    /** How many groups there are. */
    int groupCount() {
        return countByGroup.size();
    }

    /** Writes all of it to a message. */
    void writeTo(MapMessage message) throws JMSException {
        message.setString(SEEN, seen.toString());
        message.setLong(DUPLICATED, duplicated);
        message.setDouble(GREATEST, greatest);
        message.setString(GREATEST_TEXT, greatestText);
        for (Map.Entry<String, Long> group : countByGroup.entrySet()) {
            message.setLong(GROUP_PREFIX + group.getKey(), group.getValue());
        }
    }

    /** Reads what {@link #writeTo} wrote. */
    static Totals readFrom(MapMessage message) throws JMSException {
        Totals totals = new Totals();
        totals.seen = RecordSet.parse(message.getString(SEEN));
        totals.duplicated = message.getLong(DUPLICATED);
        totals.greatest = message.getDouble(GREATEST);
        totals.greatestText = message.getString(GREATEST_TEXT);
        var names = message.getMapNames();
        while (names.hasMoreElements()) {
            String name = (String) names.nextElement();
            if (name.startsWith(GROUP_PREFIX)) {
                totals.countByGroup.put(name.substring(GROUP_PREFIX.length()), message.getLong(name));
            }
        }
        return totals;
    }
}
