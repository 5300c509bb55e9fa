package io.postrider.broker.core.recovery;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A queue's {@linkplain Bulk bulks}, of which no two have ranges of keys that overlap. For one thread. */
final class Bulks {
    /** By their first keys. */
    private final TreeMap<Long, Bulk> bulks = new TreeMap<>();

    private long lastKey;

    boolean isEmpty() {
        return bulks.isEmpty();
    }

    /** Whether a bulk's range lies apart from those of all others. */
    boolean letsIn(BulkSummary summary) {
        Map.Entry<Long, Bulk> before = bulks.floorEntry(summary.lastKey());
        return before == null || before.getValue().summary().lastKey() < summary.firstKey();
    }

    void add(Bulk bulk) {
        bulks.put(bulk.summary().firstKey(), bulk);
        lastKey = Math.max(lastKey, bulk.summary().lastKey());
    }

    /** The bulk that holds a message of this key, or null. */
    Bulk of(long key) {
        if (key > lastKey) {
            return null;
        }
        Map.Entry<Long, Bulk> before = bulks.floorEntry(key);
        return before != null && before.getValue().summary().contains(key) ? before.getValue() : null;
    }

    /** Takes a bulk out, which sleeps no longer. */
    void remove(Bulk bulk) {
        bulks.remove(bulk.summary().firstKey());
    }

    /** The lowest of all; there must be one. */
    long firstKey() {
        return bulks.firstKey();
    }

    /** Those that begin with this key or a lower one, the lowest first. */
    List<Bulk> upTo(long key) {
        return new ArrayList<>(bulks.headMap(key, true).values());
    }

    /** All, the lowest first. */
    List<Bulk> all() {
        return new ArrayList<>(bulks.values());
    }
}
