package io.postrider.journal.derby;

import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.RecordVisitor;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.block.Era;
import io.postrider.journal.derby.store.DeathNotes;
import io.postrider.journal.derby.store.DerbyDatabase;
import io.postrider.journal.derby.store.SegmentTable;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log from its first segment to its last and tells a visitor of each record that is not noted as dead. The blocks are read
 * ahead by a second thread. Done once, by one thread, before anything is written.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final int READ_AHEAD_BLOCKS = 64;

    private final String brokerName;
    private final DerbyDatabase database;
    private final SegmentRing ring;
    private final ThreadFactory threads;
    private long damagedRecords;
    private long records;

    Recovery(String brokerName, DerbyDatabase database, SegmentRing ring, ThreadFactory threads) {
        this.brokerName = brokerName;
        this.database = database;
        this.ring = ring;
        this.threads = threads;
    }

    /** Reads all, and fills the ring. */
    void run(RecordVisitor visitor) throws SQLException, JournalException {
        Connection connection = database.connect();
        try {
            for (Segment segment : findSegments(connection)) {
                segment.seal();
                ring.addFound(segment);
                visitSegment(connection, segment, visitor);
            }
            connection.commit();
        } finally {
            DerbyDatabase.closeQuietly(connection);
        }
        LOG.info("PR002003 broker '{}': {} records were read from {}", brokerName, records, database.directory());
    }

    /** How many records had to be skipped. */
    long damagedRecords() {
        return damagedRecords;
    }

    private List<Segment> findSegments(Connection connection) throws SQLException {
        List<Segment> found = new ArrayList<>();
        for (SegmentTable table : database.segmentTables(connection)) {
            Optional<Optional<Era>> era = eraOf(connection, table);
            if (era.isEmpty()) {
                DeathNotes.forget(connection, table);
                ring.addFree(table);
            } else if (era.get().isPresent()) {
                found.add(new Segment(table, era.get().get()));
            } else {
                damagedRecords++;
                ring.setAside(table);
                LOG.error(
                        "PR002101 broker '{}': no block of segment {} has an intact header; the table is left alone",
                        brokerName,
                        table.name());
            }
        }
        List<Segment> kept = new ArrayList<>(found);
        for (Segment segment : found) {
            if (found.stream().anyMatch(other -> other.era().replaces(segment.era()))) {
                kept.remove(segment);
                DeathNotes.forget(connection, segment.table());
                segment.table().truncate(connection);
                ring.addFree(segment.table());
            }
        }
        connection.commit();
        kept.sort(Comparator.comparingLong(segment -> segment.era().first()));
        return kept;
    }

    /** Empty if the table is; empty within if there are rows, but no header of a block is intact. */
    private static Optional<Optional<Era>> eraOf(Connection connection, SegmentTable table) throws SQLException {
        boolean rowsFound = false;
        try (Statement statement = connection.createStatement();
                ResultSet rows = table.scan(statement, 0)) {
            while (rows.next()) {
                rowsFound = true;
                Optional<Block> block = Block.at(rows.getBytes(2), 0);
                if (block.isPresent()) {
                    return Optional.of(Optional.of(block.get().era()));
                }
            }
        }
        return rowsFound ? Optional.of(Optional.empty()) : Optional.empty();
    }

    private void visitSegment(Connection connection, Segment segment, RecordVisitor visitor)
            throws SQLException, JournalException {
        int[] dead = DeathNotes.read(connection, segment.table());
        RecordAssembly assembly = new RecordAssembly(new Visits(segment, visitor, dead));
        try (ReadAhead ahead = new ReadAhead(segment.table())) {
            for (Row row = ahead.next(); row != null; row = ahead.next()) {
                if (row.block().isPresent()) {
                    segment.addBlocks(1, row.block().get().usedBytes());
                    assembly.add(row.block().get());
                } else {
                    segment.addBlocks(1, 0);
                    assembly.addDamaged(row.number());
                }
            }
        }
        assembly.end();
        segment.notedAt(dead);
    }

    private final class Visits implements RecordAssembly.Sink {
        private final Segment segment;
        private final RecordVisitor visitor;
        private final int[] dead;

        Visits(Segment segment, RecordVisitor visitor, int[] dead) {
            this.segment = segment;
            this.visitor = visitor;
            this.dead = dead;
        }

        @Override
        public void record(byte[] bytes, int offset, int length, int place, boolean retained) {
            records++;
            if (retained && Arrays.binarySearch(dead, place) >= 0) {
                segment.add(null, place, length);
                return;
            }
            RetainedRecord name = visitor.visit(bytes, offset, length);
            if (retained) {
                segment.add(name, place, length);
            } else if (name != null) {
                throw new IllegalStateException("A record is to be retained that was not appended as such");
            }
        }

        @Override
        public void damage(int block, String what) {
            damagedRecords++;
            LOG.error("PR002102 broker '{}': segment {}, block {}: {}", brokerName, segment, block, what);
        }
    }

    private record Row(int number, Optional<Block> block) {
        static final Row LAST = new Row(-1, Optional.empty());
    }

    /** Reads a table's rows on a thread of its own. */
    private final class ReadAhead implements AutoCloseable {
        private final SegmentTable table;
        private final BlockingQueue<Row> rows = new ArrayBlockingQueue<>(READ_AHEAD_BLOCKS);
        private final Thread thread;
        private volatile boolean abandoned;
        private volatile SQLException failure;

        ReadAhead(SegmentTable table) {
            this.table = table;
            thread = threads.newThread(this::run);
            thread.start();
        }

        /** The next row, or null after the last one. */
        Row next() throws SQLException, JournalException {
            try {
                Row row = rows.take();
                if (row != Row.LAST) {
                    return row;
                }
                if (failure != null) {
                    throw failure;
                }
                return null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new JournalException("Recovery of the journal of broker '" + brokerName + "' was interrupted", e);
            }
        }

        @Override
        public void close() {
            abandoned = true;
            boolean interrupted = Thread.interrupted();
            while (thread.isAlive()) {
                rows.clear();
                try {
                    thread.join(1);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void run() {
            try {
                readAll();
                rows.put(Row.LAST);
            } catch (SQLException e) {
                failure = e;
                rows.add(Row.LAST);
            } catch (InterruptedException e) {
                failure = new SQLException("the reading thread was interrupted", e);
            }
        }

        private void readAll() throws SQLException, InterruptedException {
            Connection connection = database.connectForReading();
            try {
                SegmentRows.read(connection, table, (number, block) -> {
                    if (!abandoned) {
                        rows.put(new Row(number, block));
                    }
                });
            } finally {
                DerbyDatabase.closeQuietly(connection);
            }
        }
    }
}
