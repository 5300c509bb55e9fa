package io.postrider.journal.derby.store;

import java.sql.SQLException;

/** Reads a table's rows, one after the other, in the order they lie. For one thread at a time. */
public interface TableRows extends AutoCloseable {

    /** Goes on to the next row; false at the end. */
    boolean next() throws SQLException;

    /** The number of the row it stands on. */
    int number() throws SQLException;

    /** The bytes of the row it stands on; the caller's own. */
    byte[] bytes() throws SQLException;

    /** Ends the reading; the end of the transaction does so, too. */
    @Override
    void close() throws SQLException;
}
