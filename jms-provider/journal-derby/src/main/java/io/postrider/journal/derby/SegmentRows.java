package io.postrider.journal.derby;

import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.store.SegmentTable;
import io.postrider.journal.derby.store.TableRows;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.TreeMap;

/** Reads all blocks of a table in the order of their numbers; the rows lie in nearly that order, not quite. */
final class SegmentRows {

    /** Takes the blocks. */
    interface Sink {
        /** A block; empty where the row is there but its block's header is damaged. */
        void row(int number, Optional<Block> block) throws SQLException, InterruptedException;
    }

    private SegmentRows() {}

    /** Reads those from a number on. */
    static void read(Connection connection, SegmentTable table, int from, Sink sink)
            throws SQLException, InterruptedException {
        TreeMap<Integer, Optional<Block>> early = new TreeMap<>();
        int expected = from;
        try (TableRows rows = table.scan(connection, from)) {
            while (rows.next()) {
                int number = rows.number();
                Optional<Block> block = Block.at(rows.bytes(), 0).filter(read -> read.number() == number);
                if (number != expected) {
                    early.put(number, block);
                    continue;
                }
                sink.row(number, block);
                expected++;
                for (; !early.isEmpty() && early.firstKey() == expected; expected++) {
                    sink.row(expected, early.pollFirstEntry().getValue());
                }
            }
        }
        // past a gap, where blocks are gone
        for (var each : early.entrySet()) {
            sink.row(each.getKey(), each.getValue());
        }
    }
}
