package io.postrider.broker.journal.memory;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalStatus;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.RecordVisitor;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.broker.journal.UnitCompletion;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The contract of a journal without a store: a unit is committed when it is appended. Completions are called in that
 * order, by whichever appending thread finds nobody calling them; so one may append again, and is not nested in itself.
 */
final class MemoryJournal implements Journal {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryJournal.class);

    private final String brokerName;
    private final ReentrantLock lock = new ReentrantLock();

    // all guarded by the lock
    private final Queue<UnitCompletion> due = new ArrayDeque<>();
    private boolean calling;
    private boolean closed;
    private long retainedRecords;
    private long retainedBytes;
    private long units;

    MemoryJournal(String brokerName) {
        this.brokerName = brokerName;
    }

    @Override
    public void recover(RecordVisitor visitor) {
        // what is in memory dies with its process: there is nothing to tell
    }

    @Override
    public void append(JournalUnit unit) {
        lock.lock();
        boolean mayCall;
        boolean refused = closed;
        try {
            if (!refused) {
                unit.records().forEach(this::keep);
                units++;
                due.add(unit.completion());
            }
            mayCall = !refused && !calling;
            calling |= mayCall;
        } finally {
            lock.unlock();
        }
        if (refused) {
            unit.completion().failed(closedFailure());
        } else if (mayCall) {
            callCompletions();
        }
    }

    @Override
    public byte[] read(RetainedRecord record) throws JournalException {
        if (record.location() instanceof byte[] bytes) {
            return bytes.clone();
        }
        throw new JournalException("Broker '" + brokerName + "': a record that was released cannot be read");
    }

    @Override
    public void release(RetainedRecord record) {
        lock.lock();
        try {
            if (record.location() instanceof byte[] bytes) {
                record.moveTo(null);
                retainedRecords--;
                retainedBytes -= bytes.length;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void noteServed(long stamp) {
        // it cannot fail, and there is no next recovery
    }

    @Override
    public JournalStatus status() {
        lock.lock();
        try {
            return new JournalStatus(retainedRecords, retainedBytes, units, units, 0, Long.MAX_VALUE, null);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private void keep(JournalRecord record) {
        if (record.retained() == null) {
            return;
        }
        byte[] bytes = Arrays.copyOf(record.head(), record.lengthBytes());
        if (record.body() != null) {
            System.arraycopy(record.body(), 0, bytes, record.head().length, record.body().length);
        }
        record.retained().moveTo(bytes);
        retainedRecords++;
        retainedBytes += bytes.length;
    }

    private void callCompletions() {
        for (UnitCompletion next = nextDue(); next != null; next = nextDue()) {
            try {
                next.committed();
            } catch (RuntimeException e) {
                LOG.error(
                        "PR002001 broker '{}': a completion failed; its unit is committed all the same", brokerName, e);
            }
        }
    }

    private UnitCompletion nextDue() {
        lock.lock();
        try {
            UnitCompletion next = due.poll();
            calling = next != null;
            return next;
        } finally {
            lock.unlock();
        }
    }

    private JournalException closedFailure() {
        return new JournalException("The journal of broker '" + brokerName + "' is closed");
    }
}
