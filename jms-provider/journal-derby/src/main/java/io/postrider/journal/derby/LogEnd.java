package io.postrider.journal.derby;

import io.postrider.broker.journal.GroupCommit;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.block.BlockPacker;
import io.postrider.journal.derby.block.PageRoom;
import io.postrider.journal.derby.contents.ContentsDraft;
import io.postrider.journal.derby.store.DerbyErrors;
import io.postrider.journal.derby.store.SegmentTable;
import io.postrider.journal.derby.store.TableInsert;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes units to the log's end: packs them into blocks, inserts these into the segment's table, commits once. Used by one
 * thread at a time, as {@link GroupCommit} sees to.
 */
final class LogEnd implements GroupCommit.Store {

    /** Finds an empty table for the next segment. */
    @FunctionalInterface
    interface TableSource {
        SegmentTable next() throws SQLException;
    }

    private record Retained(RetainedRecord name, int place, int length) {}

    private final Path directory;
    private final DerbyOptions options;
    private final ConnectionSource connections;
    private final SegmentRing ring;
    private final TableSource tables;
    private final Runnable onSealed;

    private final BlockPacker packer = new BlockPacker();
    private final PageRoom pageRoom = new PageRoom();
    private ContentsDraft contents;
    private final List<Retained> retained = new ArrayList<>();
    private Connection connection;
    private Segment segment;
    private TableInsert insert;
    private long insertedBytes;

    LogEnd(
            Path directory,
            DerbyOptions options,
            ConnectionSource connections,
            SegmentRing ring,
            TableSource tables,
            Runnable onSealed) {
        this.directory = directory;
        this.options = options;
        this.connections = connections;
        this.ring = ring;
        this.tables = tables;
        this.onSealed = onSealed;
    }

    @Override
    public void commit(List<JournalUnit> units) throws JournalException {
        try {
            if (segment == null || isFull()) {
                beginSegment();
            }
            insertedBytes = 0;
            retained.clear();
            int firstBlock = packer.blockNumber();
            packer.limitNext(pageRoom.nextBlockBytes());
            for (JournalUnit unit : units) {
                for (JournalRecord record : unit.records()) {
                    pack(record);
                }
            }
            packer.flush(this::insert);
            connection.commit();
            segment.addBlocks(packer.blockNumber() - firstBlock, insertedBytes);
            retained.forEach(each -> segment.add(each.name(), each.place(), each.length()));
        } catch (SQLException e) {
            throw DerbyErrors.explain("could not be written to", directory, e);
        }
    }

    /** Gives the connection up; what was not committed is lost. */
    void close() throws SQLException {
        if (connection != null) {
            try (Connection closing = connection) {
                connection = null;
                if (!closing.isClosed()) {
                    // else the database went down before
                    closing.rollback();
                }
            }
        }
    }

    private void pack(JournalRecord record) throws SQLException {
        byte[] head = record.head();
        int place = packer.add(head, record.body(), record.retained() != null, this::insert);
        contents.add(place, record.lengthBytes(), record.retained() != null, head, 0, head.length);
        if (record.retained() != null) {
            retained.add(new Retained(record.retained(), place, record.lengthBytes()));
        }
    }

    private void insert(int number, byte[] block) throws SQLException {
        insert.insert(number, block);
        insertedBytes += block.length;
        pageRoom.inserted(block.length);
        if (number == 0) {
            Block.at(block, 0).ifPresent(contents::begin);
        }
    }

    private boolean isFull() {
        return segment.bytes() >= options.segmentBytes() || segment.blocks() >= DerbyOptions.SEGMENT_BLOCKS;
    }

    private void beginSegment() throws SQLException {
        if (connection == null) {
            connection = connections.connect();
        }
        if (insert != null) {
            insert.close();
        }
        boolean sealed = segment != null;
        SegmentTable table = tables.next();
        insert = table.insert(connection);
        if (sealed) {
            segment.draft(contents);
        }
        contents = new ContentsDraft(options.maxContentsBytes());
        segment = ring.begin(table);
        packer.begin(segment.era(), 0);
        pageRoom.beginPage();
        if (sealed) {
            onSealed.run();
        }
    }
}
