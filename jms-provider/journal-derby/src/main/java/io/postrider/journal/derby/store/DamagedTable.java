package io.postrider.journal.derby.store;

import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.block.Era;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Rescues a segment table of which Derby cannot read a page: Derby then shuts the database down, and would again at every
 * scan; it may not even be able to empty or drop the table. So the blocks that are intact are looked for in the bytes of the table's
 * file, and put into a new table; the old one is abandoned, and its file stays as it is, for people to look at.
 */
public final class DamagedTable {
    private static final int PAGE_BYTES = 32_768;
    private static final byte FIRST_BYTE = 'P';

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
            statement.execute("CALL SYSCS_UTIL.SYSCS_CHECKPOINT_DATABASE()");
            Path file = file(connection);
            substitute.create(statement);
            try (PreparedStatement insert = substitute.prepareInsert(connection)) {
                insertBlocks(file, insert);
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

    private Path file(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT C.CONGLOMERATENUMBER FROM SYS.SYSCONGLOMERATES C"
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

    private void insertBlocks(Path file, PreparedStatement insert) throws SQLException, IOException {
        byte[] page = new byte[PAGE_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            while (in.readNBytes(page, 0, PAGE_BYTES) > 0) {
                insertBlocksOf(page, insert);
            }
        }
    }

    private void insertBlocksOf(byte[] page, PreparedStatement insert) throws SQLException {
        int at = 0;
        while (at < page.length) {
            Optional<Block> found = page[at] == FIRST_BYTE ? Block.at(page, at) : Optional.empty();
            if (found.isEmpty() || !isNew(found.get())) {
                at++;
                continue;
            }
            Block block = found.get();
            int end = at + block.usedBytes();
            SegmentTable.insert(insert, block.number(), Arrays.copyOfRange(page, at, end));
            at = end;
        }
    }

    private boolean isNew(Block block) {
        if (era == null) {
            era = block.era();
        }
        return era.equals(block.era()) && rescued.add(block.number());
    }
}
