package io.postrider.journal.derby.store;

import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.block.Era;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Rescues a segment table of which Derby cannot read a page: Derby then shuts the database down, and would again at every
 * scan; it may not even be able to empty or drop the table. So the blocks that are intact are looked for in the bytes of the table's
 * file, and put into a new table; the old one is abandoned, and its file stays as it is, for people to look at.
 */
public final class DamagedTable {
    private final DerbyDatabase database;
    private final SegmentTable table;
    private final Set<Integer> rescued = new HashSet<>();
    private Era era;

    /** Does nothing yet. */
    public DamagedTable(DerbyDatabase database, SegmentTable table) {
        this.database = database;
        this.table = table;
    }

    static void create(Statement statement) throws SQLException {
        statement.execute("CREATE TABLE ABANDONED (SEGMENT INT NOT NULL)");
    }

    /** How many blocks were found. */
    public int rescuedBlocks() {
        return rescued.size();
    }

    /**
     * Puts what can be found into a new table, in one transaction.
     *
     * @param substitute the new table, to be made
     * @return the old table's file
     * @throws SQLException if that fails
     * @throws IOException if the file cannot be read
     */
    public Path rescueInto(SegmentTable substitute) throws SQLException, IOException {
        Connection connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            Path file = TablePages.written(database, connection, table);
            substitute.create(statement);
            try (TableInsert insert = substitute.insert(connection)) {
                TablePages.find(file, (block, at) -> insert(insert, block));
            }
            statement.executeUpdate(
                    "UPDATE DEAD SET SEGMENT = " + substitute.number() + " WHERE SEGMENT = " + table.number());
            statement.executeUpdate("INSERT INTO ABANDONED VALUES (" + table.number() + ")");
            connection.commit();
            return file;
        } finally {
            DerbyDatabase.closeQuietly(connection);
        }
    }

    private boolean insert(TableInsert insert, Block block) throws SQLException {
        boolean sought = isNew(block);
        if (sought) {
            int start = block.arrayOffset();
            insert.insert(block.number(), Arrays.copyOfRange(block.array(), start, start + block.usedBytes()));
        }
        return sought;
    }

    private boolean isNew(Block block) {
        if (era == null) {
            era = block.era();
        }
        return era.equals(block.era()) && rescued.add(block.number());
    }
}
