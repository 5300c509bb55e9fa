package io.postrider.broker.model;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalStatus;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.RecordVisitor;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.broker.journal.UnitCompletion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A store that outlives its journals, as a disk does, and loses what a crash loses: units that were not committed. Lazy
 * units wait for the next prompt one, or for {@link #flush}; a held store keeps them all waiting. Space is reclaimed from the
 * old end, with what is still retained moved to the new end, sometimes told twice: so records come in other orders than those
 * in which a journal on Derby tells them. As there, what has been released by then is not told again, since what cancelled
 * it may be among what is given back.
 */
public final class LogStore {
    private static final int LONGEST_BULK = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<JournalUnit> pending = new ArrayDeque<>();
    private final Deque<UnitCompletion> due = new ArrayDeque<>();
    private List<Slot> log = new ArrayList<>();
    private OpenJournal open;
    private boolean held;
    private boolean headsAlone;
    private boolean calling;
    private long note;

    /** A record on the disk. */
    private static final class Slot {
        private final byte[] bytes;
        /** Whether it was retained at first: then it is dead without an owner, and else it cancels others. */
        private final boolean retained;

        private RetainedRecord owner;

        private Slot(byte[] bytes, RetainedRecord owner) {
            this.bytes = bytes;
            this.owner = owner;
            this.retained = owner != null;
        }

        private boolean isDead() {
            return retained && owner == null;
        }
    }

    /** Opens the store, which no other journal has open. */
    public Journal open() {
        if (open != null) {
            throw new IllegalStateException("the store is open already");
        }
        open = new OpenJournal();
        return open;
    }

    /** Whether everything that was appended is committed. */
    boolean isFlushed() {
        return locked(pending::isEmpty);
    }

    /** How many units wait. */
    int waiting() {
        return locked(pending::size);
    }

    /** Commits all that waits. */
    public void flush() {
        commit(Integer.MAX_VALUE);
        callCompletions();
    }

    /** From now on all records are told by their heads where that does, as when all segments have contents. */
    void tellHeadsAlone() {
        headsAlone = true;
    }

    /** As a broker does that serves on although the store takes nothing more. */
    void noteServed() {
        locked(() -> note = Long.MAX_VALUE);
    }

    /** From now on nothing is committed, until the crash. */
    public void hold() {
        held = true;
    }

    /** The process dies: of what waits, the first so many units reach the disk, and nobody is told. */
    public void crash(int survivors) {
        lock.lock();
        try {
            commit(survivors);
            due.clear();
            pending.clear();
            held = false;
            open = null;
        } finally {
            lock.unlock();
        }
    }

    /** Reclaims about half of the space, beneath the broker that has it open. */
    void reclaim(Random random) {
        int half = records() / 2;
        // what was moved is still in the old place too, if a crash came before the space was given back
        move(half, random.nextInt(4) == 0 ? random.nextInt(half + 1) : half);
    }

    /** How many records lie on the disk. */
    public int records() {
        return locked(() -> log.size());
    }

    /** Reclaims the space of the oldest records, beneath the broker that has it open: what is retained moves to the end. */
    public void move(int oldest) {
        move(oldest, oldest);
    }

    private void move(int oldest, int givenBack) {
        lock.lock();
        try {
            if (log.stream().anyMatch(slot -> slot.owner == RetainedRecord.LATER)) {
                // a store cannot move what has no name yet
                return;
            }
            List<Slot> kept = new ArrayList<>();
            List<Slot> moved = new ArrayList<>();
            for (int i = 0; i < oldest; i++) {
                Slot slot = log.get(i);
                boolean dead = slot.isDead();
                Slot copy = new Slot(slot.bytes, slot.owner);
                if (slot.owner != null) {
                    slot.owner.moveTo(copy);
                    moved.add(copy);
                }
                if (i >= givenBack && !dead) {
                    slot.owner = null;
                    kept.add(slot);
                }
            }
            log.subList(oldest, log.size()).stream()
                    .filter(slot -> !slot.isDead())
                    .forEach(kept::add);
            kept.addAll(moved);
            log = kept;
        } finally {
            lock.unlock();
        }
    }

    private void commit(int units) {
        lock.lock();
        try {
            for (int i = 0; i < units && !pending.isEmpty(); i++) {
                JournalUnit unit = pending.poll();
                unit.records().forEach(this::write);
                due.add(unit.completion());
            }
        } finally {
            lock.unlock();
        }
    }

    private void write(JournalRecord record) {
        byte[] bytes = Arrays.copyOf(record.head(), record.lengthBytes());
        if (record.body() != null) {
            System.arraycopy(record.body(), 0, bytes, record.head().length, record.body().length);
        }
        Slot slot = new Slot(bytes, record.retained());
        if (record.retained() != null) {
            record.retained().moveTo(slot);
        }
        log.add(slot);
    }

    /** Never nested, so that completions are called in the order of commits even where one appends again. */
    private void callCompletions() {
        while (true) {
            UnitCompletion next;
            lock.lock();
            try {
                if (calling || due.isEmpty()) {
                    return;
                }
                calling = true;
                next = due.poll();
            } finally {
                lock.unlock();
            }
            try {
                next.committed();
            } finally {
                calling = false;
            }
        }
    }

    private <T> T locked(Supplier<T> reading) {
        lock.lock();
        try {
            return reading.get();
        } finally {
            lock.unlock();
        }
    }

    /** The store as one broker sees it, until it closes or crashes. */
    private final class OpenJournal implements Journal {
        private boolean wholeIsTold;

        private final List<Slot> tickets = new ArrayList<>();

        @Override
        public void noteServed(long stamp) throws JournalException {
            if (open != this) {
                throw new JournalException("the store is no longer open here");
            }
            note = stamp;
        }

        @Override
        public void recover(RecordVisitor visitor) {
            if (note > 0) {
                visitor.servedAfterFailure(note);
            }
            // all of one kind, or a mixture
            int kinds = headsAlone ? 2 : log.size() % 3;
            Random random = new Random(log.size());
            List<Slot> slots = List.copyOf(log);
            for (int next = 0; next < slots.size(); ) {
                int most = kinds == 0 ? 0 : random.nextInt(LONGEST_BULK);
                int told = tellAtOnce(visitor, slots.subList(next, slots.size()), most);
                next += told;
                if (told == 0) {
                    wholeIsTold = kinds == 0 || kinds == 1 && !wholeIsTold;
                    tellOne(visitor, slots.get(next++));
                }
            }
        }

        private void tellOne(RecordVisitor visitor, Slot slot) {
            tickets.add(slot);
            slot.owner = tell(visitor, slot.bytes);
            if (slot.owner != null && slot.owner != RetainedRecord.LATER) {
                disownFormer(slot);
            }
        }

        /**
         * The next records by their summary, as a store may that has noted one.
         *
         * @return how many; 0 if they have to be told one by one
         */
        private int tellAtOnce(RecordVisitor visitor, List<Slot> slots, int most) {
            List<Slot> next =
                    slots.stream().limit(most).takeWhile(slot -> slot.retained).toList();
            if (next.isEmpty() || visitor.heads() == null) {
                return 0;
            }
            BulkOfHeads records = new BulkOfHeads(
                    visitor.heads(), next.stream().map(slot -> slot.bytes).toList());
            byte[] summary = visitor.heads().summary(records);
            if (summary.length == 0 || !visitor.visitBulk(records, summary, tickets.size() + 1)) {
                return 0;
            }
            tickets.addAll(next);
            next.forEach(slot -> slot.owner = RetainedRecord.LATER);
            return next.size();
        }

        /** A whole record, or its head alone, as a store may that has noted heads. */
        private RetainedRecord tell(RecordVisitor visitor, byte[] bytes) {
            if (wholeIsTold || visitor.heads() == null) {
                return visitor.visit(bytes, 0, bytes.length, tickets.size());
            }
            int headLength = visitor.heads().headLength(bytes, 0, bytes.length);
            return visitor.visitHead(Arrays.copyOf(bytes, headLength), 0, headLength, bytes.length, tickets.size());
        }

        @Override
        public void name(int ticket, RetainedRecord name) {
            lock.lock();
            try {
                Slot slot = tickets.get(ticket - 1);
                if (slot.owner != RetainedRecord.LATER) {
                    throw new IllegalStateException("record " + ticket + " does not wait for a name");
                }
                slot.owner = name;
                name.moveTo(slot);
            } finally {
                lock.unlock();
            }
        }

        /** A record told twice is where it was told last. */
        private void disownFormer(Slot slot) {
            if (slot.owner.location() instanceof Slot former && former != slot) {
                former.owner = null;
            }
            slot.owner.moveTo(slot);
        }

        @Override
        public void append(JournalUnit unit) {
            boolean alive;
            lock.lock();
            try {
                alive = open == this;
                if (alive) {
                    pending.add(unit);
                }
            } finally {
                lock.unlock();
            }
            if (!alive) {
                unit.completion().failed(new JournalException("the store is no longer open here"));
            } else if (unit.urgency() != Urgency.LAZY && !held) {
                flush();
            }
        }

        @Override
        public byte[] read(RetainedRecord record) throws JournalException {
            if (record.location() instanceof Slot slot && open == this) {
                return slot.bytes.clone();
            }
            throw new JournalException("the record has been released");
        }

        @Override
        public void release(RetainedRecord record) {
            lock.lock();
            try {
                if (open == this && record.location() instanceof Slot slot) {
                    slot.owner = null;
                    record.moveTo(null);
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public JournalStatus status() {
            return locked(() -> {
                long retained = log.stream().filter(slot -> slot.owner != null).count();
                return new JournalStatus(retained, 0, 0, 0, 0, Long.MAX_VALUE, null);
            });
        }

        @Override
        public void close() {
            if (open == this) {
                flush();
                open = null;
            }
        }
    }
}
