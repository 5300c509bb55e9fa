package io.postrider.journal.derby.store;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO DEAD VALUES (?, ?)")) {
            for (int from = 0; from < places.length; from += PLACES_PER_ROW) {
                int length = Math.min(PLACES_PER_ROW, places.length - from);
                ByteBuffer row = ByteBuffer.allocate(length * Integer.BYTES);
                row.asIntBuffer().put(places, from, length);
                insert.setInt(1, table.number());
                insert.setBytes(2, row.array());
                insert.executeUpdate();
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
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT SEGMENT, PLACES FROM DEAD")) {
            while (rows.next()) {
                IntStream.Builder ofSegment = places.computeIfAbsent(rows.getInt(1), table -> IntStream.builder());
                IntBuffer row = ByteBuffer.wrap(rows.getBytes(2)).asIntBuffer();
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
