package io.postrider.journal.derby.store;

import java.sql.SQLException;

/**
 * Puts rows into a table, in its connection's transactions: one after the other, as often as these commit. Of no use any more once the table
 * was emptied. For one thread at a time.
 */
public interface TableInsert extends AutoCloseable {

    /** Inserts a row. */
    void insert(int number, byte[] bytes) throws SQLException;

    /** Inserts nothing more. */
    @Override
    void close() throws SQLException;
}
