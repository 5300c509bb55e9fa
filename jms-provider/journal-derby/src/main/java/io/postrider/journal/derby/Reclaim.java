package io.postrider.journal.derby;

import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.RecordHeads;
import io.postrider.journal.derby.contents.ContentsDraft;
import io.postrider.journal.derby.contents.ContentsFolder;
import io.postrider.journal.derby.store.DeathNotes;
import io.postrider.journal.derby.store.DerbyDatabase;
import io.postrider.journal.derby.store.DerbyErrors;
import io.postrider.journal.derby.store.SegmentTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives space back, on a thread and a connection of its own: empties segments without live records, and has sparse ones
 * {@linkplain Compaction rewritten}. Writes the contents of those that are sealed and stay. Sees to it that there is an empty table. Sleeps
 * while enough is free.
 *
 * <p><b>What may go.</b> A segment also holds records that cancel others. They may go only when what they cancelled cannot come
 * back: so the transaction that empties a segment first notes which records of older segments are dead (younger ones it cannot
 * have cancelled). Who is dead is known, as a segment is sealed only after all completions of its commits have returned, and
 * the core releases in these.
 */
final class Reclaim {
    private static final Logger LOG = LoggerFactory.getLogger(Reclaim.class);
    private static final int CHECKS_PER_SEGMENT = 4;

    /** A checkpoint writes all of Derby's pages out: not more often than this, however low the disk is. */
    private static final long CHECKPOINT_NANOS = 1_000_000_000;

    /** Until so long after the start no table is made ahead: the processors are for those who wait for the broker. */
    private static final long NEXT_TABLE_NANOS = 2_000_000_000;

    private final String brokerName;
    private final DerbyOptions options;
    private final DerbyDatabase database;
    private final SegmentRing ring;
    private final RecordReads reads;
    private final Proof proof;
    private final ContentsFolder contents;
    private final CompactionPolicy policy;
    private final Thread thread;

    private RecordHeads heads;
    private long startNanos;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wakeUp = lock.newCondition();

    // guarded by the lock
    private boolean awake;
    private boolean closing;
    private long releasedBytes;
    private boolean spaceIsLow;
    private long lastCheckpoint = System.nanoTime() - CHECKPOINT_NANOS;

    Reclaim(
            JournalSettings settings,
            DerbyOptions options,
            DerbyDatabase database,
            SegmentRing ring,
            RecordReads reads,
            Proof proof,
            ContentsFolder contents) {
        this.brokerName = settings.brokerName();
        this.proof = proof;
        this.options = options;
        this.database = database;
        this.ring = ring;
        this.reads = reads;
        this.contents = contents;
        this.policy = new CompactionPolicy(options.segmentBytes());
        this.thread = settings.threads().newThread(this::run);
    }

    /**
     * Begins, once all was recovered.
     *
     * @param recordHeads those of the visitor that was told; or null
     */
    void start(RecordHeads recordHeads) {
        heads = recordHeads;
        startNanos = System.nanoTime();
        thread.start();
        wakeUp();
    }

    /** Has the thread look whether there is something to do. */
    void wakeUp() {
        lock.lock();
        try {
            awake = true;
            wakeUp.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Counts what was released; wakes the thread up now and then. */
    void released(Segment segment, int lengthBytes) {
        lock.lock();
        try {
            releasedBytes += lengthBytes;
            if (releasedBytes >= options.segmentBytes() / CHECKS_PER_SEGMENT
                    || segment.isSealed() && segment.live() == 0) {
                releasedBytes = 0;
                awake = true;
                wakeUp.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * The disk runs low: has the thread give back what is dead, and then Derby's log, of which up to 128 MiB are kept until a
     * checkpoint. Returns at once.
     */
    void spaceIsLow() {
        lock.lock();
        try {
            if (System.nanoTime() - lastCheckpoint >= CHECKPOINT_NANOS) {
                spaceIsLow = true;
                awake = true;
                wakeUp.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether the disk was low since it was last asked. */
    private boolean takeSpaceIsLow() {
        lock.lock();
        try {
            boolean low = spaceIsLow;
            if (low) {
                spaceIsLow = false;
                lastCheckpoint = System.nanoTime();
            }
            return low;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives nothing back from now on. Returns at once. After a failed commit, what is released may be cancelled by a record
     * that was never stored.
     */
    void stop() {
        lock.lock();
        try {
            closing = true;
            wakeUp.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Ends the thread, after what it is at. Blocks until then. */
    void close() {
        stop();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** An empty table for the log's end, or for a copy; made if need be. Called by any thread. */
    SegmentTable takeTable() throws SQLException {
        SegmentTable table = ring.takeFree();
        return table == null ? makeTable() : table;
    }

    private SegmentTable makeTable() throws SQLException {
        SegmentTable made = ring.nextTable();
        Connection connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            made.create(statement);
            connection.commit();
        } finally {
            DerbyDatabase.closeQuietly(connection);
        }
        return made;
    }

    private void run() {
        while (awaitWork()) {
            try {
                reclaimAll();
            } catch (SQLException e) {
                // it is tried again at the next occasion; if the database is gone, the next commit says so to everyone
                LOG.warn(
                        "PR002103 broker '{}': the journal could not give space back: {}", brokerName, e.toString(), e);
            }
        }
    }

    private boolean awaitWork() {
        lock.lock();
        try {
            while (!awake && !closing) {
                awaitWakeUp();
            }
            awake = false;
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    /** Or until the next table may be made, if that is still to come. */
    private void awaitWakeUp() {
        long left = NEXT_TABLE_NANOS - sinceStart();
        if (left <= 0) {
            wakeUp.awaitUninterruptibly();
            return;
        }
        try {
            awake = wakeUp.awaitNanos(left) <= 0 || awake;
        } catch (InterruptedException e) {
            // nobody does that to this thread; and it goes on in any case
            awake = true;
        }
    }

    private long sinceStart() {
        return System.nanoTime() - startNanos;
    }

    private boolean isClosing() {
        lock.lock();
        try {
            return closing;
        } finally {
            lock.unlock();
        }
    }

    private void reclaimAll() throws SQLException {
        boolean backlogGrew = writeContents();
        boolean low = takeSpaceIsLow();
        Connection connection = database.connect();
        try {
            boolean more = true;
            while (more && !isClosing()) {
                dropDead(connection);
                List<Segment> run = canCompact() ? policy.choose(ring.sealed(), ring.used(), low) : List.of();
                more = !run.isEmpty();
                if (run.stream().allMatch(proof::holds) && more) {
                    compact(connection, run);
                }
            }
            if ((low || backlogGrew) && !isClosing()) {
                DerbyDatabase.checkpoint(connection);
            }
            if (low && !isClosing()) {
                database.giveBackSpareLog();
            }
            if (!low && !isClosing()) {
                prepareNextTable();
            }
        } finally {
            DerbyDatabase.closeQuietly(connection);
        }
    }

    /** So that no commit has to make it: least of all the first one after a restart, where that would be the only statement of SQL. */
    private void prepareNextTable() throws SQLException {
        if (ring.freeTables() == 0 && sinceStart() >= NEXT_TABLE_NANOS) {
            ring.addFree(makeTable());
        }
    }

    /** Not before all records have names, soon after the start: without, they cannot be told that they have moved. */
    private boolean canCompact() {
        return ring.used().stream().noneMatch(Segment::hasUnnamed);
    }

    /**
     * Writes the contents of segments that stay.
     *
     * @return whether there were any; then their pages are to be written out as well, which a start after a kill would have to do
     */
    private boolean writeContents() {
        boolean any = false;
        for (Segment segment : ring.sealed()) {
            Optional<ContentsDraft> draft = segment.takeDraft();
            draft.ifPresent(taken -> contents.write(segment.table(), taken, segment.blocks(), segment.bytes(), heads));
            any |= draft.isPresent();
        }
        return any;
    }

    private void dropDead(Connection connection) throws SQLException {
        for (Segment segment : ring.sealed()) {
            if (segment.live() == 0) {
                Map<Segment, BitSet> noted = noteDead(connection, segment);
                if (isClosing()) {
                    return;
                }
                drop(connection, segment);
                noted.forEach(Segment::noted);
                ring.remove(List.of(segment));
            }
        }
    }

    private void compact(Connection connection, List<Segment> run) throws SQLException {
        Compaction compaction =
                new Compaction(brokerName, connection, takeTable(), run, heads, options.maxContentsBytes());
        copy(compaction, run);
        Map<Segment, BitSet> noted = noteDead(connection, run.get(0));
        if (isClosing()) {
            // a failed commit may have come between, and these deaths with it; the connection's end undoes all
            return;
        }
        connection.commit();
        noted.forEach(Segment::noted);
        Segment copy = compaction.moveNames();
        ring.replace(run, copy);
        LOG.debug("PR002005 broker '{}': {} segments were rewritten as {}", brokerName, run.size(), copy);
        for (Segment segment : run) {
            drop(connection, segment);
        }
    }

    private void copy(Compaction compaction, List<Segment> run) throws SQLException {
        try {
            compaction.copy();
        } catch (SQLException e) {
            if (DerbyErrors.pageIsDamaged(e)) {
                // the next start is to find out what is lost, rather than this again
                run.forEach(segment -> contents.forget(segment.table()));
            }
            throw e;
        }
    }

    /** Notes what died in segments older than this one; commits nothing. */
    private Map<Segment, BitSet> noteDead(Connection connection, Segment oldest) throws SQLException {
        Map<Segment, BitSet> noted = new HashMap<>();
        for (Segment older : ring.used()) {
            if (older == oldest) {
                break;
            }
            BitSet dead = older.newlyDead();
            if (!dead.isEmpty()) {
                DeathNotes.add(connection, older.table(), older.placesOf(dead));
                noted.put(older, dead);
            }
        }
        return noted;
    }

    private void drop(Connection connection, Segment segment) throws SQLException {
        reads.leave(segment);
        contents.forget(segment.table());
        DeathNotes.forget(connection, segment.table());
        boolean enough = ring.freeTables() >= options.segmentTables();
        if (enough) {
            segment.table().drop(connection);
        } else {
            segment.table().truncate(connection);
        }
        connection.commit();
        if (!enough) {
            ring.addFree(segment.table());
        }
        LOG.debug("PR002004 broker '{}': segment {} is free again", brokerName, segment);
    }
}
