package io.postrider.journal.derby.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.derby.iapi.services.io.FormatableBitSet;
import org.apache.derby.iapi.store.access.ScanController;
import org.apache.derby.iapi.store.access.TransactionController;
import org.apache.derby.iapi.types.DataValueDescriptor;
import org.apache.derby.iapi.types.SQLBoolean;
import org.apache.derby.iapi.types.SQLChar;
import org.apache.derby.iapi.types.SQLLongint;
import org.apache.derby.iapi.types.SQLVarchar;
import org.apache.derby.shared.common.error.StandardException;

/**
 * Which container holds which table, by Derby's catalogs. They are read past all locks: the tables that are asked for are committed, or this
 * transaction's own, and who empties another one meanwhile is not waited for.
 */
final class HeapCatalogs {
    /** In the database's directory: where the catalogs are that say where all else is. */
    private static final String PLACES = "service.properties";

    private static final String SYSTABLES = "SystablesIdentifier";
    private static final int SYSTABLES_COLUMNS = 5;
    private static final String SYSCONGLOMERATES = "SysconglomeratesIdentifier";
    private static final int SYSCONGLOMERATES_COLUMNS = 8;

    private final EngineTransaction transaction;

    HeapCatalogs(EngineTransaction transaction) {
        this.transaction = transaction;
    }

    /** Of all tables of the journal's schema, by their names. */
    Map<String, Long> containers() throws SQLException {
        Properties places = places();
        return transaction.call(engine -> {
            Map<String, Long> byId = byId(engine, place(places, SYSCONGLOMERATES));
            return byName(engine, place(places, SYSTABLES), byId);
        });
    }

    private static Map<String, Long> byId(TransactionController engine, long catalog) throws StandardException {
        SQLChar schema = new SQLChar();
        SQLChar table = new SQLChar();
        SQLLongint container = new SQLLongint();
        SQLBoolean isIndex = new SQLBoolean();
        DataValueDescriptor[] row = new DataValueDescriptor[SYSCONGLOMERATES_COLUMNS];
        row[0] = schema;
        row[1] = table;
        row[2] = container;
        row[4] = isIndex;
        Map<String, Long> containers = new HashMap<>();
        ScanController scan = scan(engine, catalog, row);
        while (scan.fetchNext(row)) {
            if (SqlAccess.SCHEMA_APP.equals(schema.getString()) && !isIndex.getBoolean()) {
                containers.put(table.getString(), container.getLong());
            }
        }
        scan.close();
        return containers;
    }

    private static Map<String, Long> byName(TransactionController engine, long catalog, Map<String, Long> byId)
            throws StandardException {
        SQLChar table = new SQLChar();
        SQLVarchar name = new SQLVarchar();
        SQLChar schema = new SQLChar();
        DataValueDescriptor[] row = new DataValueDescriptor[SYSTABLES_COLUMNS];
        row[0] = table;
        row[1] = name;
        row[3] = schema;
        Map<String, Long> containers = new HashMap<>();
        ScanController scan = scan(engine, catalog, row);
        while (scan.fetchNext(row)) {
            if (SqlAccess.SCHEMA_APP.equals(schema.getString())) {
                containers.put(name.getString(), byId.get(table.getString()));
            }
        }
        scan.close();
        return containers;
    }

    /** Of the columns for which the row has room. */
    private static ScanController scan(TransactionController engine, long catalog, DataValueDescriptor[] row)
            throws StandardException {
        FormatableBitSet columns = new FormatableBitSet(row.length);
        for (int i = 0; i < row.length; i++) {
            if (row[i] != null) {
                columns.set(i);
            }
        }
        return HeapRows.scan(engine, catalog, TransactionController.ISOLATION_READ_UNCOMMITTED, columns, null);
    }

    private Properties places() throws SQLException {
        String name = transaction.databaseName();
        Path file = Path.of(name.substring(name.indexOf(':') + 1)).resolve(PLACES);
        Properties places = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            places.load(in);
        } catch (IOException e) {
            throw new SQLException("Derby's file " + file + " cannot be read: " + e, e);
        }
        return places;
    }

    private static long place(Properties places, String catalog) {
        return Long.parseLong(places.getProperty(catalog));
    }
}
