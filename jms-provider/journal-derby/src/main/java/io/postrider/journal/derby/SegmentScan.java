package io.postrider.journal.derby;

import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.store.DerbyDatabase;
import io.postrider.journal.derby.store.TableRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Reads a segment's rows, from a block's on. For one thread at a time. */
final class SegmentScan {
    private final Segment segment;
    private final Connection connection;
    private final TableRows rows;
    private int number = -1;

    /** Opens it, on a connection of its own: the segment's table is locked until that ends. */
    SegmentScan(DerbyDatabase database, Segment segment, int firstNumber) throws SQLException {
        this.segment = segment;
        connection = database.connectForReading();
        TableRows opened = null;
        try {
            opened = segment.table().scan(connection, firstNumber);
        } finally {
            rows = opened;
            if (opened == null) {
                close();
            }
        }
    }

    Segment segment() {
        return segment;
    }

    /** Goes on to the next row; false at the end. */
    boolean next() throws SQLException {
        if (!rows.next()) {
            return false;
        }
        number = rows.number();
        return true;
    }

    /** The number of the block it stands on; -1 before the first. */
    int number() {
        return number;
    }

    /** The block it stands on; empty if its header is damaged. */
    Optional<Block> block() throws SQLException {
        return Block.at(rows.bytes(), 0).filter(block -> block.number() == number);
    }

    void close() {
        DerbyDatabase.closeQuietly(connection);
    }
}
