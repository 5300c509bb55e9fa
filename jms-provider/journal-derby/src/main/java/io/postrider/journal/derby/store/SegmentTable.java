package io.postrider.journal.derby.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * One of the ring's tables: blocks, a row each. No key: it would cost the writer a tenth, and rows are read by scan.
 *
 * @param number from 1; the table is {@code J} and this number
 */
public record SegmentTable(int number) implements Comparable<SegmentTable> {

    /** Its name. */
    public String name() {
        return "J" + number;
    }

    @Override
    public int compareTo(SegmentTable other) {
        return Integer.compare(number, other.number);
    }

    /** Makes the table. */
    public void create(Statement statement) throws SQLException {
        statement.execute(
                "CREATE TABLE " + name() + " (SEQ BIGINT NOT NULL, BLOCK VARCHAR(32672) FOR BIT DATA NOT NULL)");
    }

    /** Empties the table and gives its pages back; part of the connection's transaction. */
    public void truncate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE TABLE " + name());
        }
    }

    /** Removes the table; part of the connection's transaction. */
    public void drop(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE " + name());
        }
    }

    /** To insert blocks by {@link #insert}. To be prepared again after the table was emptied. */
    public PreparedStatement prepareInsert(Connection connection) throws SQLException {
        return connection.prepareStatement("INSERT INTO " + name() + " (SEQ, BLOCK) VALUES (?, ?)");
    }

    /** Inserts a block. */
    public static void insert(PreparedStatement insert, int number, byte[] block) throws SQLException {
        insert.setLong(1, number);
        insert.setBytes(2, block);
        insert.executeUpdate();
    }

    /** Reads the rows from a number on, in the order they lie; which is nearly, not always, that of their numbers. */
    public ResultSet scan(Statement statement, int firstNumber) throws SQLException {
        return statement.executeQuery(
                "SELECT SEQ, BLOCK FROM " + name() + (firstNumber == 0 ? "" : " WHERE SEQ >= " + firstNumber));
    }
}
