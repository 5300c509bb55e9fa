package io.postrider.journal.derby.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** By statements of SQL. */
final class SqlAccess implements TableAccess {
    /** The same in each database; to look it up by its name would join two tables, at each start. */
    static final String SCHEMA_APP = "80000000-00d2-b38f-4cda-000a0a412c00";

    private final Connection connection;

    SqlAccess(Connection connection) {
        this.connection = connection;
    }

    /** Two statements take less time to compile than one that joins. */
    @Override
    public Map<String, Long> containers() throws SQLException {
        Map<String, Long> byId = new HashMap<>();
        Map<String, Long> byName = new HashMap<>();
        try (Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("SELECT TABLEID, CONGLOMERATENUMBER FROM SYS.SYSCONGLOMERATES"
                    + " WHERE SCHEMAID = '" + SCHEMA_APP + "' AND NOT ISINDEX")) {
                while (rows.next()) {
                    byId.put(rows.getString(1), rows.getLong(2));
                }
            }
            try (ResultSet rows = statement.executeQuery(
                    "SELECT TABLENAME, TABLEID FROM SYS.SYSTABLES WHERE SCHEMAID = '" + SCHEMA_APP + "'")) {
                while (rows.next()) {
                    byName.put(rows.getString(1), byId.get(rows.getString(2)));
                }
            }
        }
        return byName;
    }

    @Override
    public TableRows rows(StoredTable table, int from) throws SQLException {
        String columns = table.numberColumn() + (table.hasBytes() ? ", " + table.bytesColumn() : "");
        String condition = from == 0 ? "" : " WHERE " + table.numberColumn() + " >= " + from;
        Statement statement = connection.createStatement();
        Rows rows = null;
        try {
            rows = new Rows(
                    statement, statement.executeQuery("SELECT " + columns + " FROM " + table.name() + condition));
            return rows;
        } finally {
            if (rows == null) {
                statement.close();
            }
        }
    }

    @Override
    public TableInsert insert(StoredTable table) throws SQLException {
        return new Insert(connection.prepareStatement("INSERT INTO " + table.name() + " VALUES (?, ?)"));
    }

    private record Rows(Statement statement, ResultSet result) implements TableRows {
        @Override
        public boolean next() throws SQLException {
            return result.next();
        }

        @Override
        public int number() throws SQLException {
            return result.getInt(1);
        }

        @Override
        public byte[] bytes() throws SQLException {
            return result.getBytes(2);
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }

    private record Insert(PreparedStatement statement) implements TableInsert {
        @Override
        public void insert(int number, byte[] bytes) throws SQLException {
            statement.setInt(1, number);
            statement.setBytes(2, bytes);
            statement.executeUpdate();
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }
}
