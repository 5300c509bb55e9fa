package io.postrider.journal.derby.store;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Notes which retained records of a segment are dead, for the time when the records that cancelled them are no longer
 * there: written in the transaction that gives the space of those back.
 */
public final class DeathNotes {
    private static final int PLACES_PER_ROW = 8_000;
    private static final StoredTable TABLE = new StoredTable("DEAD", "SEGMENT", false, "PLACES");

    private DeathNotes() {}

    static void create(Statement statement) throws SQLException {
        statement.execute("CREATE TABLE DEAD (SEGMENT INT NOT NULL, PLACES VARCHAR(32672) FOR BIT DATA NOT NULL)");
    }

    /**
     * Adds to what is noted of a segment.
     *
     * @param places where the dead records begin, as a {@link io.postrider.journal.derby.block.Place}
     */
    public static void add(Connection connection, SegmentTable table, int[] places) throws SQLException {
        try (TableInsert insert = TableAccess.on(connection).insert(TABLE)) {
            for (int from = 0; from < places.length; from += PLACES_PER_ROW) {
                int length = Math.min(PLACES_PER_ROW, places.length - from);
                ByteBuffer row = ByteBuffer.allocate(length * Integer.BYTES);
                row.asIntBuffer().put(places, from, length);
                insert.insert(table.number(), row.array());
            }
        }
    }

    /** Forgets what was noted of a segment, as it is emptied. */
    public static void forget(Connection connection, SegmentTable table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM DEAD WHERE SEGMENT = " + table.number());
        }
    }

    /** Where the records begin that are noted as dead, sorted, by the number of their segment's table. */
    public static Map<Integer, int[]> readAll(Connection connection) throws SQLException {
        Map<Integer, IntStream.Builder> places = new HashMap<>();
        try (TableRows rows = TableAccess.on(connection).rows(TABLE, 0)) {
            while (rows.next()) {
                IntStream.Builder ofSegment = places.computeIfAbsent(rows.number(), table -> IntStream.builder());
                IntBuffer row = ByteBuffer.wrap(rows.bytes()).asIntBuffer();
                while (row.hasRemaining()) {
                    ofSegment.add(row.get());
                }
            }
        }
        Map<Integer, int[]> sorted = new HashMap<>();
        places.forEach((table, ofSegment) ->
                sorted.put(table, ofSegment.build().sorted().toArray()));
        return sorted;
    }
}
