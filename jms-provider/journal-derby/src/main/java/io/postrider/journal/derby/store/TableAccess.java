package io.postrider.journal.derby.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * How rows are read and inserted: by Derby's engine without SQL, whose compiler takes a tenth of a start to load; or by SQL where the engine is
 * out of reach. Both do so in the connection's transaction, with the same locks.
 */
interface TableAccess {

    /** That which a connection permits. */
    static TableAccess on(Connection connection) throws SQLException {
        return EngineTransaction.reaches(connection) ? new HeapAccess(connection) : new SqlAccess(connection);
    }

    /** All tables of the journal, by their names: the numbers of the containers that hold them. A table that is emptied gets another one. */
    Map<String, Long> containers() throws SQLException;

    /**
     * Reads rows.
     *
     * @param from those with lesser numbers are left out; 0 for all
     */
    TableRows rows(StoredTable table, int from) throws SQLException;

    /** To insert rows. */
    TableInsert insert(StoredTable table) throws SQLException;
}
