package io.postrider.journal.derby.store;

import java.sql.Connection;
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

    /** To insert blocks, by their numbers. To be made again after the table was emptied. */
    public TableInsert insert(Connection connection) throws SQLException {
        return TableAccess.on(connection).insert(stored());
    }

    /** Reads the blocks from a number on, in the order they lie; which is nearly, not always, that of their numbers. */
    public TableRows scan(Connection connection, int firstNumber) throws SQLException {
        return TableAccess.on(connection).rows(stored(), firstNumber);
    }

    private StoredTable stored() {
        return new StoredTable(name(), "SEQ", true, "BLOCK");
    }
}
