package io.postrider.broker.core.recovery;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.CoreRecord.MessageAdded;
import io.postrider.broker.core.record.RecordCodec;
import io.postrider.broker.journal.RecordVisitor;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.protocol.message.ByteReader;
import io.postrider.protocol.message.MalformedMessageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * Tells what a journal's damage has cost, by what is left of the records that were hit: a message's record begins with the numbers of its
 * queues. What was cancelled later is no loss. For one thread.
 */
public final class DamageReport implements RecordVisitor {
    private static final int MAX_PLACES = 10_000;

    private final List<String> places = new ArrayList<>();
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<Long, Set<Integer>> lostMessages = new LinkedHashMap<>();
    private final Map<Integer, Long> returningByQueue = new TreeMap<>();
    private long records;
    private long damaged;
    private long lostBlocks;
    private long unknown;

    /** Nothing read yet. */
    public DamageReport() {
        // visits follow
    }

    @Override
    public RetainedRecord visit(byte[] bytes, int offset, int length) {
        records++;
        try {
            CoreRecord record = RecordCodec.decode(new ByteReader(bytes, offset, length));
            if (record instanceof CoreRecord.QueueKnown known) {
                names.put(known.queue(), known.name().toString());
            } else if (record instanceof CoreRecord.SubscriptionMade made) {
                names.put(made.queue(), "subscription " + made.name() + " of " + made.topic());
            } else if (record instanceof CoreRecord.MessagesRemoved removed) {
                removed(removed.messages());
            }
        } catch (MalformedMessageException e) {
            // it is whole by its checksum, and the broker passes it over as well
            unknown++;
        }
        return null;
    }

    private void removed(CoreRecord.QueueKeys messages) {
        if (lostMessages.isEmpty()) {
            return;
        }
        for (long key : messages.keys()) {
            Set<Integer> queues = lostMessages.get(key);
            if (queues != null && queues.remove(messages.queue()) && queues.isEmpty()) {
                lostMessages.remove(key);
            }
        }
    }

    @Override
    public void damaged(String where, int lost, byte[] remains) {
        damaged++;
        lostBlocks += lost;
        if (places.size() < MAX_PLACES) {
            places.add(where);
        }
        CoreRecord hit = decode(remains);
        if (hit instanceof MessageAdded added) {
            Set<Integer> queues = lostMessages.computeIfAbsent(added.key(), key -> new TreeSet<>());
            for (int share : added.shares()) {
                queues.add(MessageAdded.queueOf(share));
            }
        } else if (hit instanceof CoreRecord.MessagesRemoved removed) {
            returningByQueue.merge(
                    removed.messages().queue(), (long) removed.messages().keys().length, Long::sum);
        } else if (remains != null || lost > 0) {
            unknown++;
        }
    }

    private static CoreRecord decode(byte[] remains) {
        if (remains == null || remains.length == 0) {
            return null;
        }
        try {
            return RecordCodec.decode(new ByteReader(remains, 0, remains.length));
        } catch (MalformedMessageException | IllegalArgumentException e) {
            return null;
        }
    }

    /** How many records are whole. */
    public long records() {
        return records;
    }

    /** How many places are damaged. */
    public long damagedPlaces() {
        return damaged;
    }

    /** How many blocks are gone with all that they held. */
    public long lostBlocks() {
        return lostBlocks;
    }

    /** How many of the damaged places hit nobody knows what. */
    public long unknownRecords() {
        return unknown;
    }

    /** The damaged places, the first ones of very many. */
    public List<String> places() {
        return List.copyOf(places);
    }

    /** How many messages are lost, by the name of the queue or subscription that held them. */
    public Map<String, Long> lostByDestination() {
        Map<String, Long> lost = new TreeMap<>();
        IntConsumer count = queue -> lost.merge(name(queue), 1L, Long::sum);
        lostMessages.values().forEach(queues -> queues.forEach(count::accept));
        return lost;
    }

    /** How many messages may come again, as what had cancelled them is lost. */
    public Map<String, Long> returningByDestination() {
        Map<String, Long> returning = new TreeMap<>();
        returningByQueue.forEach((queue, count) -> returning.merge(name(queue), count, Long::sum));
        return returning;
    }

    private String name(int queue) {
        return names.getOrDefault(queue, "an unknown queue (number " + queue + ")");
    }
}
