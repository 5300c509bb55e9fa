package io.postrider.broker.core;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalProvider;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.JournalStatus;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.RecordVisitor;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.broker.model.BulkOfHeads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A store in memory that outlives the brokers on it, and is as hostile as a journal may be: a restarted broker is told
 * every record ever committed, released or not, and afterwards once more those that are retained. Commits can be held back,
 * or fail; what is held back when a broker dies was never written.
 */
public final class ReplayedJournals implements JournalProvider {
    private static final int BULK = 3;

    private final List<byte[]> log = new CopyOnWriteArrayList<>();
    private List<byte[]> retainedAtEnd = List.of();
    private Opened current;
    private volatile long note;
    private volatile boolean takesNoNote;
    private boolean nextFails;

    @Override
    public String name() {
        return "replayed";
    }

    /** An empty one. */
    public ReplayedJournals() {
        // nothing is there yet
    }

    @Override
    public synchronized Journal open(JournalSettings settings) {
        if (current != null) {
            retainedAtEnd = new ArrayList<>(current.nameless.values());
            current.retained.forEach(one -> retainedAtEnd.add((byte[]) one.location()));
            current.dead = true;
        }
        current = new Opened();
        current.failing = nextFails ? new JournalException("the disk is gone") : null;
        nextFails = false;
        return current;
    }

    /** From now on nothing is committed before {@link #commitHeld}. */
    void hold() {
        current.holding = true;
    }

    /** Commits what was held back. */
    void commitHeld() {
        current.holding = false;
        List<JournalUnit> units = new ArrayList<>(current.held);
        current.held.clear();
        units.forEach(current::append);
    }

    /** From now on every commit fails. */
    void fail() {
        current.failure = new JournalException("the disk is gone");
    }

    /** The next commit fails, and all later ones; nothing tells of it before. */
    void failAtNextCommit() {
        current.failing = new JournalException("the disk is gone");
    }

    /** The next broker finds all there is, and can write nothing. */
    void failNextStart() {
        nextFails = true;
    }

    /** From now on every commit fails, and no note is taken either. */
    void failForGood() {
        takesNoNote = true;
        fail();
    }

    /** Whether the latest one that was opened is closed. */
    boolean isClosed() {
        return current.dead;
    }

    /** How many records are retained. */
    int retained() {
        return current.retained.size() + current.nameless.size();
    }

    private final class Opened implements Journal {
        private boolean wholeIsTold;
        private boolean bulkIsTold;
        private final Set<RetainedRecord> retained = ConcurrentHashMap.newKeySet();
        /** By their tickets. */
        private final Map<Integer, byte[]> nameless = new ConcurrentHashMap<>();

        private int told;
        private final List<JournalUnit> held = new CopyOnWriteArrayList<>();
        private volatile boolean holding;
        private volatile boolean dead;
        private volatile JournalException failing;
        private volatile JournalException failure;

        @Override
        public void noteServed(long stamp) throws JournalException {
            if (takesNoNote || dead) {
                throw new JournalException("the disk takes no note");
            }
            note = stamp;
        }

        @Override
        public void recover(RecordVisitor visitor) {
            takesNoNote = false;
            if (note > 0) {
                visitor.servedAfterFailure(note);
            }
            for (int next = 0; next < log.size(); ) {
                int atOnce = tellAtOnce(visitor, log.subList(next, log.size()));
                next += atOnce;
                if (atOnce == 0) {
                    tell(visitor, log.get(next++));
                }
            }
            for (byte[] bytes : retainedAtEnd) {
                if (bytes != null) {
                    tell(visitor, bytes);
                }
            }
        }

        /** Every other run of records by its summary, if it has one; else none. */
        private int tellAtOnce(RecordVisitor visitor, List<byte[]> records) {
            bulkIsTold = !bulkIsTold;
            List<byte[]> next = new ArrayList<>(records.subList(0, Math.min(records.size(), BULK)));
            BulkOfHeads bulk = new BulkOfHeads(visitor.heads(), next);
            byte[] summary = visitor.heads().summary(bulk);
            if (bulkIsTold || summary.length == 0 || !visitor.visitBulk(bulk, summary, told + 1)) {
                return 0;
            }
            next.forEach(bytes -> nameless.put(++told, bytes));
            return next.size();
        }

        /** Of every other record, the head alone, as a store may that has noted heads. */
        private RetainedRecord tell(RecordVisitor visitor, byte[] bytes, int offset, int length) {
            wholeIsTold = !wholeIsTold;
            return wholeIsTold
                    ? visitor.visit(bytes, offset, length, ++told)
                    : visitor.visitHead(
                            bytes, offset, visitor.heads().headLength(bytes, offset, length), length, ++told);
        }

        private void tell(RecordVisitor visitor, byte[] bytes) {
            byte[] padded = new byte[bytes.length + 8];
            System.arraycopy(bytes, 0, padded, 5, bytes.length);
            RetainedRecord name = tell(visitor, padded, 5, bytes.length);
            Arrays.fill(padded, (byte) -1);
            if (name == RetainedRecord.LATER) {
                nameless.put(told, bytes);
            } else if (name != null) {
                name.moveTo(bytes);
                retained.add(name);
            }
        }

        @Override
        public void name(int ticket, RetainedRecord name) {
            byte[] bytes = nameless.remove(ticket);
            if (bytes == null) {
                throw new IllegalStateException("record " + ticket + " does not wait for a name");
            }
            name.moveTo(bytes);
            retained.add(name);
        }

        @Override
        public void append(JournalUnit unit) {
            if (dead) {
                return;
            }
            failure = failure == null ? failing : failure;
            if (failure != null) {
                unit.completion().failed(failure);
            } else if (holding) {
                held.add(unit);
            } else {
                if (writeIfAlive(unit)) {
                    unit.completion().committed();
                }
            }
        }

        /** A broker that dies while another thread writes has either written by then, or never will. */
        private boolean writeIfAlive(JournalUnit unit) {
            synchronized (ReplayedJournals.this) {
                if (!dead) {
                    unit.records().forEach(this::write);
                }
                return !dead;
            }
        }

        private void write(JournalRecord record) {
            byte[] bytes = Arrays.copyOf(record.head(), record.lengthBytes());
            if (record.body() != null) {
                System.arraycopy(record.body(), 0, bytes, record.head().length, record.body().length);
            }
            log.add(bytes);
            if (record.retained() != null) {
                record.retained().moveTo(bytes);
                retained.add(record.retained());
            }
        }

        @Override
        public byte[] read(RetainedRecord record) throws JournalException {
            if (record.location() instanceof byte[] bytes) {
                return bytes.clone();
            }
            throw new JournalException("released");
        }

        @Override
        public void release(RetainedRecord record) {
            if (retained.remove(record)) {
                record.moveTo(null);
            }
        }

        @Override
        public JournalStatus status() {
            return new JournalStatus(retained.size() + nameless.size(), 0, 0, 0, 0, Long.MAX_VALUE, failure);
        }

        @Override
        public void close() {
            dead = true;
        }
    }
}
