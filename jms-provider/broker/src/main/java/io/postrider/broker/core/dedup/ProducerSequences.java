package io.postrider.broker.core.dedup;

import io.postrider.broker.core.record.KeptRecord;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** What one producer has done, and what it is about to do. Safe for all threads; completions are called without the lock. */
final class ProducerSequences {
    private static final List<Completion> NOBODY = List.of();

    private final long number;
    private final ReentrantLock lock = new ReentrantLock();
    private final SequenceSet done = new SequenceSet();

    /** What is being done, with those who have said it again meanwhile. */
    private final Map<Long, List<Completion>> underWay = new HashMap<>(4);

    /** The journal's records of this producer, the oldest first. */
    private final ArrayDeque<Journaled> records = new ArrayDeque<>(2);

    /** Whether it was heard of since the table looked last. */
    private volatile boolean lively = true;

    private record Journaled(long[] ranges, KeptRecord record) {}

    ProducerSequences(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }

    /** What came of a beginning. */
    enum Beginning {
        /** Never heard of: it is under way from now on. */
        NEW,
        /** It is under way: the completion is told when that ends. */
        UNDER_WAY,
        /** It was done. */
        DONE
    }

    Beginning begin(long sequence, Completion repeated) {
        lively = true;
        lock.lock();
        try {
            if (done.contains(sequence)) {
                return Beginning.DONE;
            }
            List<Completion> waiting = underWay.putIfAbsent(sequence, NOBODY);
            if (waiting == null) {
                return Beginning.NEW;
            }
            if (repeated != null) {
                List<Completion> more = new ArrayList<>(waiting);
                more.add(repeated);
                underWay.put(sequence, more);
            }
            return Beginning.UNDER_WAY;
        } finally {
            lock.unlock();
        }
    }

    /** All that was done, and one more number: as ranges. */
    long[] doneWith(long sequence) {
        lock.lock();
        try {
            SequenceSet with = new SequenceSet(done.toArray());
            with.add(sequence);
            return with.toArray();
        } finally {
            lock.unlock();
        }
    }

    void done(long sequence) {
        List<Completion> waiting;
        lock.lock();
        try {
            done.add(sequence);
            waiting = underWay.remove(sequence);
        } finally {
            lock.unlock();
        }
        waiting.forEach(Completion::done);
    }

    /**
     * It was done, and the journal has a record that says so.
     *
     * @param needless told of the records that say nothing that this one does not say
     */
    void committed(long sequence, long[] journaled, KeptRecord record, Consumer<KeptRecord> needless) {
        lock.lock();
        try {
            SequenceSet told = new SequenceSet(journaled);
            while (!records.isEmpty() && told.containsAll(records.peekFirst().ranges)) {
                needless.accept(records.pollFirst().record);
            }
            records.addLast(new Journaled(journaled, record));
        } finally {
            lock.unlock();
        }
        done(sequence);
    }

    void failed(long sequence, BrokerException cause) {
        List<Completion> waiting;
        lock.lock();
        try {
            waiting = underWay.remove(sequence);
        } finally {
            lock.unlock();
        }
        waiting.forEach(completion -> completion.failed(cause));
    }

    /** Recovery found a record. Returns its name, the former one if it is told again. */
    KeptRecord recovered(long[] ranges) {
        for (Journaled known : records) {
            if (Arrays.equals(known.ranges, ranges)) {
                return known.record;
            }
        }
        done.addAll(ranges);
        Journaled found = new Journaled(ranges, new KeptRecord());
        records.addLast(found);
        return found.record;
    }

    /** Whether it is quiet: nothing under way, and not heard of since this was asked before. */
    boolean isQuiet() {
        lock.lock();
        try {
            boolean quiet = !lively && underWay.isEmpty();
            lively = false;
            return quiet;
        } finally {
            lock.unlock();
        }
    }

    /** Gives its records up. */
    void forget(Consumer<KeptRecord> needless) {
        lock.lock();
        try {
            records.forEach(journaled -> needless.accept(journaled.record));
            records.clear();
        } finally {
            lock.unlock();
        }
    }
}
