package io.postrider.journal.derby.store;

import java.sql.SQLException;
import org.apache.derby.iapi.store.access.ConglomerateController;
import org.apache.derby.iapi.store.access.TransactionController;
import org.apache.derby.iapi.types.DataValueDescriptor;

/** A heap that is open for inserts, in one transaction after the other: it is locked from the first insert of each to its end. */
final class HeapInsert implements TableInsert {
    private static final boolean BEYOND_THE_TRANSACTION = true;

    private final EngineTransaction transaction;
    private final ConglomerateController heap;
    private final DataValueDescriptor[] row;

    private HeapInsert(EngineTransaction transaction, ConglomerateController heap, DataValueDescriptor[] row) {
        this.transaction = transaction;
        this.heap = heap;
        this.row = row;
    }

    static HeapInsert open(EngineTransaction transaction, long container, StoredTable table) throws SQLException {
        int isolation = transaction.isolation();
        ConglomerateController heap = transaction.call(engine -> engine.openConglomerate(
                container,
                BEYOND_THE_TRANSACTION,
                TransactionController.OPENMODE_FORUPDATE,
                TransactionController.MODE_RECORD,
                isolation));
        return new HeapInsert(transaction, heap, HeapRows.emptyRow(table));
    }

    @Override
    public void insert(int number, byte[] bytes) throws SQLException {
        transaction.call(engine -> {
            row[0].setValue(number);
            row[1].setValue(bytes);
            return heap.insert(row);
        });
    }

    @Override
    public void close() throws SQLException {
        if (!transaction.isOver()) {
            transaction.call(engine -> {
                heap.close();
                return null;
            });
        }
    }
}
