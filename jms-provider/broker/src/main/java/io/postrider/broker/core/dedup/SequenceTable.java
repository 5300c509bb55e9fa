package io.postrider.broker.core.dedup;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.record.SequenceKind;
import io.postrider.protocol.link.Completion;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Which deeds of one kind were done, by producer and sequence. Bounded by a number of producers: beyond it, one that was not heard of for
 * a while is forgotten. Safe for all threads.
 */
public final class SequenceTable {
    private final SequenceKind kind;
    private final int maxProducers;
    private final Consumer<KeptRecord> releasing;
    private final Map<Long, ProducerSequences> producers = new ConcurrentHashMap<>();

    /** All producers in the order in which they are looked at when one is to be forgotten. */
    private final ArrayDeque<ProducerSequences> clock = new ArrayDeque<>();

    private final ReentrantLock clockLock = new ReentrantLock();

    /**
     * An empty one.
     *
     * @param releasing gives up a record of the journal
     */
    public SequenceTable(SequenceKind kind, int maxProducers, Consumer<KeptRecord> releasing) {
        this.kind = kind;
        this.maxProducers = maxProducers;
        this.releasing = releasing;
    }

    /**
     * Something is about to be done.
     *
     * @param repeated if it is done already, or under way: told that it is done, or how it ends. May be null
     * @return to be told of the end; null if it must not be done again
     */
    public Once begin(long producer, long sequence, Completion repeated) {
        ProducerSequences of = producer(producer);
        return switch (of.begin(sequence, repeated)) {
            case NEW -> new Once(this, of, sequence);
            case UNDER_WAY -> null;
            case DONE -> {
                if (repeated != null) {
                    repeated.done();
                }
                yield null;
            }
        };
    }

    private ProducerSequences producer(long number) {
        ProducerSequences known = producers.get(number);
        if (known != null) {
            return known;
        }
        ProducerSequences made = new ProducerSequences(number);
        ProducerSequences others = producers.putIfAbsent(number, made);
        if (others != null) {
            return others;
        }
        enter(made);
        return made;
    }

    private void enter(ProducerSequences made) {
        ProducerSequences forgotten = null;
        clockLock.lock();
        try {
            clock.addLast(made);
            for (int looked = 2 * clock.size();
                    forgotten == null && clock.size() > maxProducers && looked > 0;
                    looked--) {
                ProducerSequences next = clock.pollFirst();
                if (next != made && next.isQuiet()) {
                    forgotten = next;
                } else {
                    clock.addLast(next);
                }
            }
        } finally {
            clockLock.unlock();
        }
        if (forgotten != null) {
            producers.remove(forgotten.number(), forgotten);
            forgotten.forget(releasing);
        }
    }

    CoreRecord content(long producer, long[] ranges) {
        return new CoreRecord.SequencesDone(kind, producer, ranges);
    }

    void release(KeptRecord record) {
        releasing.accept(record);
    }

    /**
     * Recovery found what the journal knows of a producer. For one thread, before anything else.
     *
     * @return the journal's name for the record
     */
    public KeptRecord recovered(CoreRecord.SequencesDone found) {
        return producer(found.producer()).recovered(found.ranges());
    }

    /** How many producers are known. */
    public int size() {
        return producers.size();
    }
}
