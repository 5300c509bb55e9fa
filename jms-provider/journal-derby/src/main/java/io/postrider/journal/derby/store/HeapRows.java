package io.postrider.journal.derby.store;

import java.sql.SQLException;
import org.apache.derby.iapi.services.io.FormatableBitSet;
import org.apache.derby.iapi.store.access.Qualifier;
import org.apache.derby.iapi.store.access.ScanController;
import org.apache.derby.iapi.store.access.TransactionController;
import org.apache.derby.iapi.types.DataValueDescriptor;
import org.apache.derby.iapi.types.Orderable;
import org.apache.derby.iapi.types.SQLInteger;
import org.apache.derby.iapi.types.SQLLongint;
import org.apache.derby.iapi.types.SQLVarbit;
import org.apache.derby.impl.sql.execute.GenericScanQualifier;
import org.apache.derby.shared.common.error.StandardException;

/** A scan of a heap. */
final class HeapRows implements TableRows {
    private static final int FOR_READING = 0;

    private final EngineTransaction transaction;
    private final ScanController scan;
    private final DataValueDescriptor[] row;
    private int number;

    private HeapRows(EngineTransaction transaction, ScanController scan, DataValueDescriptor[] row) {
        this.transaction = transaction;
        this.scan = scan;
        this.row = row;
    }

    static HeapRows open(EngineTransaction transaction, long container, StoredTable table, int from)
            throws SQLException {
        int isolation = transaction.isolation();
        Qualifier[][] condition = from == 0 ? null : numberIsAtLeast(from);
        ScanController scan = transaction.call(engine -> scan(engine, container, isolation, null, condition));
        return new HeapRows(transaction, scan, emptyRow(table));
    }

    /**
     * Opens a scan of the transaction, which ends with it.
     *
     * @param columns those to be read; null for all
     * @param condition which rows to be read; null for all
     */
    static ScanController scan(
            TransactionController engine,
            long container,
            int isolation,
            FormatableBitSet columns,
            Qualifier[][] condition)
            throws StandardException {
        return engine.openScan(
                container,
                false,
                FOR_READING,
                TransactionController.MODE_RECORD,
                isolation,
                columns,
                null,
                ScanController.NA,
                condition,
                null,
                ScanController.NA);
    }

    /** A row of a table, to be read into or inserted. */
    static DataValueDescriptor[] emptyRow(StoredTable table) {
        DataValueDescriptor number = table.big() ? new SQLLongint() : new SQLInteger();
        return table.hasBytes()
                ? new DataValueDescriptor[] {number, new SQLVarbit()}
                : new DataValueDescriptor[] {number};
    }

    private static Qualifier[][] numberIsAtLeast(int from) {
        GenericScanQualifier notLess = new GenericScanQualifier();
        notLess.setQualifier(0, new SQLLongint(from), Orderable.ORDER_OP_LESSTHAN, true, false, false);
        return new Qualifier[][] {{notLess}};
    }

    @Override
    public boolean next() throws SQLException {
        return transaction.call(engine -> {
            boolean there = scan.fetchNext(row);
            if (there) {
                number = row[0].getInt();
            }
            return there;
        });
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public byte[] bytes() throws SQLException {
        return transaction.call(engine -> row[1].getBytes());
    }

    @Override
    public void close() throws SQLException {
        if (!transaction.isOver()) {
            transaction.call(engine -> {
                scan.close();
                return null;
            });
        }
    }
}
