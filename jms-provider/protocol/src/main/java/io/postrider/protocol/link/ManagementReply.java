package io.postrider.protocol.link;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a broker answers to a {@link ManagementRequest}.
 *
 * @param rows values by the names of their columns, in the order in which people should see them. A value is null, a
 *     {@code String}, {@code Boolean}, {@code Integer}, {@code Long} or {@code Double}
 */
public record ManagementReply(List<Map<String, Object>> rows) {

    /** Copies the rows. */
    public ManagementReply {
        rows = rows.stream().map(ManagementReply::copy).toList();
    }

    private static Map<String, Object> copy(Map<String, Object> row) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(row));
    }

    /** An answer of one row. */
    public static ManagementReply of(Map<String, Object> row) {
        return new ManagementReply(List.of(row));
    }
}
