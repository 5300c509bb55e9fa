package io.postrider.journal.derby.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/** By calls of the engine, to which a table without keys is a heap of rows in a container. */
final class HeapAccess implements TableAccess {
    private final EngineTransaction transaction;

    HeapAccess(Connection connection) throws SQLException {
        transaction = new EngineTransaction(connection);
    }

    @Override
    public Map<String, Long> containers() throws SQLException {
        return new HeapCatalogs(transaction).containers();
    }

    @Override
    public TableRows rows(StoredTable table, int from) throws SQLException {
        return HeapRows.open(transaction, container(table), table, from);
    }

    @Override
    public TableInsert insert(StoredTable table) throws SQLException {
        return HeapInsert.open(transaction, container(table), table);
    }

    private long container(StoredTable table) throws SQLException {
        Long container = containers().get(table.name());
        if (container == null) {
            throw new SQLException("There is no table " + table.name(), "42X05");
        }
        return container;
    }
}
