package io.postrider.journal.derby;

import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.store.DerbyDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A statement that reads a segment's rows, from a block's on. For one thread at a time. */
final class SegmentScan {
    private final Segment segment;
    private final Connection connection;
    private final ResultSet rows;
    private int number = -1;

    /** Opens it, on a connection of its own: the segment's table is locked until that ends. */
    SegmentScan(DerbyDatabase database, Segment segment, int firstNumber) throws SQLException {
        this.segment = segment;
        connection = database.connectForReading();
        ResultSet opened = null;
        try {
            Statement statement = connection.createStatement();
            opened = segment.table().scan(statement, firstNumber);
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
        number = rows.getInt(1);
        return true;
    }

    /** The number of the block it stands on; -1 before the first. */
    int number() {
        return number;
    }

    /** The block it stands on; empty if its header is damaged. */
    Optional<Block> block() throws SQLException {
        return Block.at(rows.getBytes(2), 0).filter(block -> block.number() == number);
    }

    void close() {
        DerbyDatabase.closeQuietly(connection);
    }
}
