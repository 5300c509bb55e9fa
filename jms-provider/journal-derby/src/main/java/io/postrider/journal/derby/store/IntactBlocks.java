package io.postrider.journal.derby.store;

import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.block.Era;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The blocks of a segment of which Derby cannot read a page: where they lie in the table's file, to be read from there. For one thread at a
 * time; the segment must not change any more.
 */
public final class IntactBlocks {
    private final Path file;
    private final Map<Integer, Long> places = new HashMap<>();

    private IntactBlocks(Path file) {
        this.file = file;
    }

    /**
     * Looks for them. Derby boots the database anew for that, if the page has brought it down.
     *
     * @param era of the segment: what lies there of former ones is passed over
     * @throws SQLException if the file cannot be found or read at all
     */
    public static IntactBlocks of(DerbyDatabase database, SegmentTable table, Era era) throws SQLException {
        Connection connection = database.connect();
        try {
            IntactBlocks found = new IntactBlocks(TablePages.written(database, connection, table));
            TablePages.find(found.file, (block, at) -> {
                boolean sought = era.equals(block.era());
                if (sought) {
                    found.places.put(block.number(), at);
                }
                return sought;
            });
            return found;
        } catch (IOException e) {
            throw new SQLException("the file of the table " + table.name() + " cannot be read: " + e, e);
        } finally {
            DerbyDatabase.closeQuietly(connection);
        }
    }

    /** Reads a block; empty if it is not among them. */
    public Optional<Block> read(int number) {
        Long at = places.get(number);
        if (at == null) {
            return Optional.empty();
        }
        byte[] page = new byte[TablePages.PAGE_BYTES];
        try (RandomAccessFile pages = new RandomAccessFile(file.toFile(), "r")) {
            int inPage = (int) (at % TablePages.PAGE_BYTES);
            return TablePages.read(pages, at - inPage, page) ? Block.at(page, inPage) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
