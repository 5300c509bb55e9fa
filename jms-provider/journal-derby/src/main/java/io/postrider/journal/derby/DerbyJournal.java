package io.postrider.journal.derby;

import io.postrider.broker.journal.DirectoryLock;
import io.postrider.broker.journal.GroupCommit;
import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.JournalStatus;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.RecordVisitor;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.journal.derby.contents.ContentsFolder;
import io.postrider.journal.derby.files.NoteFile;
import io.postrider.journal.derby.store.DerbyDatabase;
import io.postrider.journal.derby.store.DerbyErrors;
import io.postrider.journal.derby.store.DerbyTraces;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal on Derby: joins the parts. {@link GroupCommit} decides who writes and when, {@link LogEnd} writes,
 * {@link Reclaim} gives space back, {@link RecordReads} reads, {@link Recovery} reads all.
 */
final class DerbyJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(DerbyJournal.class);

    /** No unit can be longer: a segment's blocks are counted in 17 bits. */
    private static final long MAX_UNIT_BYTES = 2_000_000_000;

    private enum State {
        OPENED,
        RECOVERED,
        CLOSED
    }

    private final String brokerName;
    private final Path directory;
    private final DirectoryLock directoryLock;
    private final DerbyDatabase database;
    private final SegmentRing ring = new SegmentRing();
    private final LogEnd logEnd;
    private final GroupCommit commits;
    private final Reclaim reclaim;
    private final RecordReads reads;
    private final Recovery recovery;
    private final NoteFile note;

    private final ReentrantLock lock = new ReentrantLock();
    private State state = State.OPENED;

    /**
     * Puts the parts together.
     *
     * @param writer gives the log's end its connection: the database does, but for tests of failures
     */
    DerbyJournal(
            JournalSettings settings,
            DerbyOptions options,
            DirectoryLock directoryLock,
            DerbyDatabase database,
            ConnectionSource writer) {
        this.brokerName = settings.brokerName();
        this.directory = settings.directory();
        this.directoryLock = directoryLock;
        this.database = database;
        ContentsFolder contents = new ContentsFolder(database.databaseDirectory());
        Proof proof = new Proof(brokerName, contents);
        this.reads = new RecordReads(
                database, settings.threads(), options.readCacheBytes(), proof, contents, this::metDamage);
        this.reclaim = new Reclaim(settings, options, database, ring, reads, proof, contents);
        this.logEnd = new LogEnd(directory, options, writer, ring, reclaim::takeTable, reclaim::wakeUp);
        this.commits = new GroupCommit(
                brokerName, settings.threads(), this::commit, options.commitBytes(), options.lazyMillis());
        this.recovery = new Recovery(brokerName, database, ring, settings.threads(), options, contents);
        this.note = new NoteFile(database.databaseDirectory());
    }

    @Override
    public void recover(RecordVisitor visitor) throws JournalException {
        lock.lock();
        try {
            if (state != State.OPENED) {
                throw new IllegalStateException("A journal recovers once, before anything else");
            }
            CallersThread.lent(() -> recoverThrough(visitor));
            state = State.RECOVERED;
        } finally {
            lock.unlock();
        }
        commits.start();
        reclaim.start(visitor.heads());
    }

    @Override
    public void name(int ticket, RetainedRecord name) {
        Location location = recovery.tickets().find(ticket);
        if (location.segment().name(location.index(), name)) {
            // it may be rewritten from now on
            reclaim.wakeUp();
        }
    }

    private Void recoverThrough(RecordVisitor visitor) throws JournalException {
        try {
            note.read().ifPresent(visitor::servedAfterFailure);
            recovery.run(visitor);
            return null;
        } catch (SQLException e) {
            throw DerbyErrors.explain("could not be read", directory, e);
        } catch (IOException e) {
            throw new JournalException("The journal in " + directory + " could not be read: its note, " + e, e);
        }
    }

    @Override
    public void append(JournalUnit unit) {
        long bytes = 0;
        for (JournalRecord record : unit.records()) {
            bytes += record.lengthBytes();
        }
        if (bytes > MAX_UNIT_BYTES) {
            unit.completion()
                    .failed(new JournalException("A unit of " + bytes + " bytes is too long for the journal of broker '"
                            + brokerName + "'; " + MAX_UNIT_BYTES + " is the most"));
            return;
        }
        commits.append(database.isInterruptible() ? forTheThread(unit) : unit);
    }

    private void commit(List<JournalUnit> units) throws JournalException {
        boolean committed = false;
        try {
            // a caller may be the one who commits
            DerbyTraces.wiped(() -> {
                logEnd.commit(units);
                return null;
            });
            committed = true;
        } finally {
            if (!committed) {
                // before any completion is told, and releases something
                reclaim.stop();
            }
        }
    }

    /** Where an interrupt could reach Derby, the caller must not write. */
    private static JournalUnit forTheThread(JournalUnit unit) {
        return unit.urgency() == Urgency.CALLER_WAITS
                ? new JournalUnit(unit.records(), Urgency.PROMPT, unit.completion())
                : unit;
    }

    @Override
    public byte[] read(RetainedRecord record) throws JournalException {
        return DerbyTraces.wiped(() -> readThrough(record));
    }

    private byte[] readThrough(RetainedRecord record) throws JournalException {
        try {
            return reads.read(record);
        } catch (SQLException e) {
            throw DerbyErrors.explain("could not be read", directory, e);
        }
    }

    /** Derby has shut the database down, and the next start has to rescue what it can: until then nothing is written. */
    private void metDamage(Segment segment, SQLException damage) {
        LOG.error(
                "PR002108 broker '{}': a page of segment {} cannot be read ({}). Nothing is written until the broker is started"
                        + " again; what else there is is read past that page. The journal is in {}",
                brokerName,
                segment,
                DerbyErrors.brief(damage),
                directory);
        reclaim.stop();
        // a commit may have found the database down before this thread could say why
        commits.failAtTheRoot(
                DerbyErrors.explain("has a page in segment " + segment + " that cannot be read", directory, damage));
    }

    @Override
    public void release(RetainedRecord record) {
        while (record.location() instanceof Location location) {
            // it may move while we look, and then we look again
            Segment segment = location.segment();
            if (segment.release(record, location)) {
                reclaim.released(segment, segment.lengthOf(location.index()));
                return;
            }
        }
    }

    @Override
    public void noteServed(long stamp) throws JournalException {
        try {
            note.write(stamp);
        } catch (IOException e) {
            throw new JournalException("The journal in " + directory.toAbsolutePath() + " takes no note: " + e, e);
        }
    }

    @Override
    public void spaceIsLow() {
        reclaim.spaceIsLow();
    }

    @Override
    public void backup(Path target) throws JournalException {
        lock.lock();
        try {
            if (state != State.RECOVERED) {
                throw new JournalException("The journal in " + directory + " is not open, and cannot be copied");
            }
            CallersThread.lent(() -> copyTo(target));
        } finally {
            lock.unlock();
        }
    }

    private Void copyTo(Path target) throws JournalException {
        try {
            note.copyTo(database.backup(target));
            return null;
        } catch (SQLException e) {
            throw DerbyErrors.explain("could not be copied to " + target.toAbsolutePath(), directory, e);
        } catch (IOException e) {
            throw new JournalException(
                    "The journal's note could not be copied to " + target.toAbsolutePath() + ": " + e, e);
        }
    }

    @Override
    public JournalStatus status() {
        long retained = 0;
        long bytes = 0;
        for (Segment segment : ring.used()) {
            retained += segment.live();
            bytes += segment.bytes();
        }
        return new JournalStatus(
                retained,
                bytes,
                commits.commits(),
                commits.units(),
                recovery.damagedRecords(),
                directory.toFile().getUsableSpace(),
                commits.failure());
    }

    @Override
    public void close() throws JournalException {
        lock.lock();
        try {
            if (state == State.CLOSED) {
                return;
            }
            boolean running = state == State.RECOVERED;
            state = State.CLOSED;
            CallersThread.lent(() -> closeAll(running));
        } finally {
            lock.unlock();
        }
        JournalException failure = commits.failure();
        if (failure != null) {
            throw new JournalException("The journal was closed after it had failed: " + failure.getMessage(), failure);
        }
    }

    private Void closeAll(boolean running) throws JournalException {
        if (running) {
            commits.close();
            reclaim.close();
        }
        closeStore();
        return null;
    }

    private void closeStore() throws JournalException {
        try (directoryLock;
                note) {
            reads.close();
            try {
                logEnd.close();
            } finally {
                database.shutDown();
            }
        } catch (SQLException e) {
            throw DerbyErrors.explain("did not close in order", directory, e);
        } catch (IOException e) {
            throw new JournalException("The files of " + directory + " could not be given up: " + e, e);
        }
    }
}
