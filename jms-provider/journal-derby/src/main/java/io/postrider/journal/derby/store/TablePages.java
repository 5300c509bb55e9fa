package io.postrider.journal.derby.store;

import io.postrider.journal.derby.block.Block;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** The file of a segment table, read past Derby: the blocks that are intact in its pages, whatever else there is. */
final class TablePages {
    static final int PAGE_BYTES = 32_768;
    private static final byte FIRST_BYTE = 'P';

    private TablePages() {}

    /** Takes the blocks. */
    @FunctionalInterface
    interface Sink {
        /**
         * A block whose header is intact.
         *
         * @param at where in the file it begins
         * @return whether it is one of those sought; otherwise there may be another one within it, written later
         */
        boolean block(Block block, long at) throws SQLException;
    }

    /** The table's file, all that is committed in it. */
    static Path written(DerbyDatabase database, Connection connection, SegmentTable table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CALL SYSCS_UTIL.SYSCS_CHECKPOINT_DATABASE()");
            try (ResultSet row = statement.executeQuery("SELECT C.CONGLOMERATENUMBER FROM SYS.SYSCONGLOMERATES C"
                    + " JOIN SYS.SYSTABLES T ON T.TABLEID = C.TABLEID"
                    + " WHERE T.TABLENAME = '" + table.name() + "' AND NOT C.ISINDEX")) {
                if (!row.next()) {
                    throw new SQLException("There is no table " + table.name());
                }
                return database.databaseDirectory()
                        .resolve("seg0")
                        .resolve("c" + Long.toHexString(row.getLong(1)) + ".dat");
            }
        }
    }

    /** Looks for blocks in all pages; one that cannot be read has none. */
    static void find(Path file, Sink sink) throws SQLException, IOException {
        byte[] page = new byte[PAGE_BYTES];
        try (RandomAccessFile pages = new RandomAccessFile(file.toFile(), "r")) {
            for (long at = 0; at < pages.length(); at += PAGE_BYTES) {
                if (read(pages, at, page)) {
                    findIn(page, at, sink);
                }
            }
        }
    }

    /** Reads a page, as far as the file goes; false where it cannot be read. */
    static boolean read(RandomAccessFile pages, long at, byte[] page) {
        try {
            pages.seek(at);
            pages.readFully(page, 0, (int) Math.min(PAGE_BYTES, pages.length() - at));
            return true;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static void findIn(byte[] page, long start, Sink sink) throws SQLException {
        int at = 0;
        while (at < page.length) {
            Optional<Block> found = page[at] == FIRST_BYTE ? Block.at(page, at) : Optional.empty();
            at += found.isPresent() && sink.block(found.get(), start + at)
                    ? found.get().usedBytes()
                    : 1;
        }
    }
}
