package io.postrider.journal.derby;

import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.RecordHeads;
import io.postrider.broker.journal.RecordVisitor;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.block.Era;
import io.postrider.journal.derby.contents.Contents;
import io.postrider.journal.derby.contents.ContentsDraft;
import io.postrider.journal.derby.contents.ContentsFolder;
import io.postrider.journal.derby.store.DamagedTable;
import io.postrider.journal.derby.store.DeathNotes;
import io.postrider.journal.derby.store.DerbyDatabase;
import io.postrider.journal.derby.store.DerbyErrors;
import io.postrider.journal.derby.store.SegmentTable;
import io.postrider.journal.derby.store.TableRows;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log from its first segment to its last and tells a visitor of each record that is not noted as dead: from a segment's noted
 * contents, where the visitor makes do with them, or from its blocks, which are read ahead by a second thread. Done once, by one thread, before
 * anything is written.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final int[] NONE = {};

    /** Segments that hold less than this part of what they may are read soon enough. */
    private static final int WORTH_NOTING = 16;

    private final String brokerName;
    private final DerbyDatabase database;
    private final SegmentRing ring;
    private final ThreadFactory threads;
    private final DerbyOptions options;
    private final ContentsFolder contents;
    /** Derby's files, by their tables; none of a new database. */
    private SortedMap<SegmentTable, Path> files = Collections.emptySortedMap();

    /** By the number of the segment's table. */
    private Map<Integer, int[]> dead = Map.of();

    private final Tickets tickets = new Tickets();

    private long damagedRecords;
    private long records;
    private int retainedRecords;

    Recovery(
            String brokerName,
            DerbyDatabase database,
            SegmentRing ring,
            ThreadFactory threads,
            DerbyOptions options,
            ContentsFolder contents) {
        this.brokerName = brokerName;
        this.database = database;
        this.ring = ring;
        this.threads = threads;
        this.options = options;
        this.contents = contents;
    }

    /** Reads all, and fills the ring. */
    void run(RecordVisitor visitor) throws SQLException, JournalException {
        List<Segment> segments = findSegments(visitor);
        // the notes of a table follow it to its substitute
        dead = withConnection(DeathNotes::readAll);
        for (Segment segment : segments) {
            segment.seal();
            ring.addFound(segment);
            visit(segment, visitor);
        }
        LOG.info("PR002003 broker '{}': {} records were read from {}", brokerName, records, database.directory());
    }

    /** Which records wait for their names. */
    Tickets tickets() {
        return tickets;
    }

    /** How many records had to be skipped. */
    long damagedRecords() {
        return damagedRecords;
    }

    private List<Segment> findSegments(RecordVisitor visitor) throws SQLException, JournalException {
        List<Segment> found = new ArrayList<>();
        if (database.isNew()) {
            for (int number = 1; number <= options.segmentTables(); number++) {
                ring.addFree(new SegmentTable(number));
            }
            return found;
        }
        files = withConnection(database::segmentTables);
        List<SegmentTable> tables = new ArrayList<>(files.keySet());
        tables.forEach(ring::setAside);
        tables.removeAll(withConnection(database::abandonedTables));
        for (SegmentTable table : tables) {
            find(table, visitor).ifPresent(found::add);
        }
        List<Segment> kept = new ArrayList<>(found);
        for (Segment segment : found) {
            if (found.stream().anyMatch(other -> other.era().replaces(segment.era()))) {
                kept.remove(segment);
                withConnection(connection -> empty(connection, segment.table()));
                ring.addFree(segment.table());
            }
        }
        kept.sort(Comparator.comparingLong(segment -> segment.era().first()));
        return kept;
    }

    private Optional<Segment> find(SegmentTable table, RecordVisitor visitor) throws SQLException, JournalException {
        Optional<Era> noted = visitor.heads() == null ? Optional.empty() : contents.era(table, files.get(table));
        if (noted.isPresent()) {
            return noted.map(era -> new Segment(table, era));
        }
        Optional<Optional<Era>> era;
        SegmentTable readable = table;
        try {
            era = withConnection(connection -> eraOf(connection, table));
        } catch (SQLException e) {
            SegmentTable substitute = rescue(table, e);
            era = withConnection(connection -> eraOf(connection, substitute));
            readable = substitute;
        }
        if (era.isEmpty()) {
            ring.addFree(readable);
            return Optional.empty();
        }
        if (era.get().isEmpty()) {
            damagedRecords++;
            LOG.error(
                    "PR002101 broker '{}': no block of segment {} has an intact header; the table is left alone",
                    brokerName,
                    table.name());
            visitor.damaged("table " + table.name() + ": no block has an intact header", 1, null);
            return Optional.empty();
        }
        return Optional.of(new Segment(readable, era.get().get()));
    }

    /** Empty if the table is; empty within if there are rows, but no header of a block is intact. */
    private static Optional<Optional<Era>> eraOf(Connection connection, SegmentTable table) throws SQLException {
        boolean rowsFound = false;
        try (TableRows rows = table.scan(connection, 0)) {
            while (rows.next()) {
                rowsFound = true;
                Optional<Block> block = Block.at(rows.bytes(), 0);
                if (block.isPresent()) {
                    return Optional.of(Optional.of(block.get().era()));
                }
            }
        }
        return rowsFound ? Optional.of(Optional.empty()) : Optional.empty();
    }

    private static Void empty(Connection connection, SegmentTable table) throws SQLException {
        DeathNotes.forget(connection, table);
        table.truncate(connection);
        connection.commit();
        return null;
    }

    private void visit(Segment segment, RecordVisitor visitor) throws SQLException, JournalException {
        int[] deadPlaces = dead.getOrDefault(segment.table().number(), NONE);
        tickets.begin(segment, retainedRecords);
        Visits visits = new Visits(segment, visitor, deadPlaces);
        Path file = files.get(segment.table());
        Optional<Contents> noted =
                visitor.heads() == null || file == null ? Optional.empty() : contents.read(segment.table(), file);
        if (noted.isPresent()) {
            segment.unproved(file);
            segment.addBlocks(noted.get().blocks(), noted.get().blockBytes());
            if (deadPlaces.length > 0 || !visits.takesAll(noted.get())) {
                segment.expect(noted.get().size());
                noted.get().forEach(visits);
            }
        } else {
            visitAllBlocks(segment, visits);
        }
        retainedRecords += visits.added;
        segment.notedAt(deadPlaces);
    }

    private void visitAllBlocks(Segment segment, Visits visits) throws SQLException, JournalException {
        SegmentTable table = segment.table();
        RecordAssembly assembly = new RecordAssembly(visits);
        try {
            visitBlocks(segment, assembly, visits.draft);
        } catch (SQLException e) {
            segment.substitute(rescue(table, e));
            visits.draft.giveUp();
            // goes on behind the blocks that were read before
            visitBlocks(segment, assembly, visits.draft);
        }
        assembly.end();
        if (segment.bytes() >= options.segmentBytes() / WORTH_NOTING) {
            contents.write(table, visits.draft, segment.blocks(), segment.bytes(), visits.heads);
        }
    }

    private void visitBlocks(Segment segment, RecordAssembly assembly, ContentsDraft draft)
            throws SQLException, JournalException {
        try (ReadAhead ahead = new ReadAhead(database, threads, segment.table(), assembly.expectedBlock())) {
            for (ReadAhead.Row row = ahead.next(); row != null; row = ahead.next()) {
                if (row.block().isPresent()) {
                    if (row.number() == 0) {
                        draft.begin(row.block().get());
                    }
                    segment.addBlocks(1, row.block().get().usedBytes());
                    assembly.add(row.block().get());
                } else {
                    segment.addBlocks(1, 0);
                    assembly.addDamaged(row.number());
                }
            }
        }
    }

    @FunctionalInterface
    private interface WithConnection<T> {
        T run(Connection connection) throws SQLException;
    }

    private <T> T withConnection(WithConnection<T> step) throws SQLException {
        Connection connection = database.connect();
        try {
            return step.run(connection);
        } finally {
            DerbyDatabase.closeQuietly(connection);
        }
    }

    /** Puts what can be read of a table with a damaged page into another; what else failed is thrown on. */
    private SegmentTable rescue(SegmentTable table, SQLException failure) throws SQLException, JournalException {
        if (!DerbyErrors.pageIsDamaged(failure)) {
            throw failure;
        }
        contents.forget(table);
        DamagedTable damaged = new DamagedTable(database, table);
        SegmentTable substitute = ring.nextTable();
        try {
            Path file = damaged.rescueInto(substitute);
            LOG.error(
                    "PR002105 broker '{}': a page of segment {} is damaged ({}); {} blocks were rescued into {}, what is"
                            + " missing follows. The damaged file stays: {}",
                    brokerName,
                    table.name(),
                    DerbyErrors.brief(failure),
                    damaged.rescuedBlocks(),
                    substitute.name(),
                    file);
            return substitute;
        } catch (IOException e) {
            throw new JournalException("The damaged segment " + table.name() + " could not be read: " + e, e);
        }
    }

    private final class Visits implements RecordAssembly.Sink, Contents.Sink {
        private final Segment segment;
        private final RecordVisitor visitor;
        private final RecordHeads heads;
        private final int[] dead;
        private final ContentsDraft draft = new ContentsDraft(options.maxContentsBytes());
        private final int ticketsBefore = retainedRecords;
        /** How many records the segment has been told of. */
        private int added;

        Visits(Segment segment, RecordVisitor visitor, int[] dead) {
            this.segment = segment;
            this.visitor = visitor;
            this.heads = visitor.heads();
            this.dead = dead;
            if (heads == null) {
                draft.giveUp();
            }
        }

        @Override
        public void record(byte[] bytes, int offset, int length, int place, boolean retained) {
            if (heads != null) {
                draft.add(place, length, retained, bytes, offset, heads.headLength(bytes, offset, length));
            }
            if (isAlive(place, length, retained)) {
                RetainedRecord name = retained
                        ? visitor.visit(bytes, offset, length, ticket())
                        : visitor.visit(bytes, offset, length);
                add(name, place, length, retained);
            }
        }

        @Override
        public void record(int place, int length, boolean retained, byte[] head, int headOffset, int headLength) {
            if (isAlive(place, length, retained)) {
                add(visit(head, headOffset, headLength, length, retained), place, length, retained);
            }
        }

        /** Tells of all at once, by the summary, if there is one. */
        boolean takesAll(Contents noted) {
            byte[] summary = noted.summary();
            boolean taken = summary.length > 0 && visitor.visitBulk(noted, summary, ticket());
            if (taken) {
                segment.leaveAsleep(noted);
                records += noted.size();
                added += noted.size();
            }
            return taken;
        }

        private RetainedRecord visit(byte[] head, int headOffset, int headLength, int length, boolean retained) {
            return retained
                    ? visitor.visitHead(head, headOffset, headLength, length, ticket())
                    : visitor.visitHead(head, headOffset, headLength, length);
        }

        private int ticket() {
            return ticketsBefore + added + 1;
        }

        private boolean isAlive(int place, int length, boolean retained) {
            records++;
            boolean isDead = retained && Arrays.binarySearch(dead, place) >= 0;
            if (isDead) {
                add(null, place, length, true);
            }
            return !isDead;
        }

        private void add(RetainedRecord name, int place, int length, boolean retained) {
            if (retained || name != null) {
                segment.add(name, place, length);
                added++;
            }
        }

        @Override
        public void damage(int block, String what, int lostBlocks, byte[] remains, int place) {
            damagedRecords++;
            draft.giveUp();
            LOG.error("PR002102 broker '{}': segment {}, block {}: {}", brokerName, segment, block, what);
            boolean wasDead = Arrays.binarySearch(dead, place) >= 0;
            visitor.damaged(
                    "segment " + segment + ", block " + block + ": " + what + (wasDead ? ", and was dead" : ""),
                    lostBlocks,
                    wasDead ? null : remains);
        }
    }
}
