package io.postrider.broker.core.management;

import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the columns of one row, in the order for people. For one thread. */
public final class Row {
    private final Map<String, Object> values = new LinkedHashMap<>();

    private Row() {}

    /** A row that begins with this column. */
    public static Row of(String column, Object value) {
        return new Row().and(column, value);
    }

    /** Adds a column; its value may be null. */
    public Row and(String column, Object value) {
        values.put(column, value);
        return this;
    }

    /** The columns. */
    public Map<String, Object> values() {
        return values;
    }
}
