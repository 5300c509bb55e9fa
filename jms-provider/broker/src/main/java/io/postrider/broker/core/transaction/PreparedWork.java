package io.postrider.broker.core.transaction;

import io.postrider.broker.core.queue.Entry;
import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.routing.Posting;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.store.StoredMessage;
import io.postrider.broker.journal.JournalRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A transaction's work with each message's queues decided: what its outcome does.
 *
 * @param store where messages are kept
 * @param postings what it sends
 * @param additions what is to be journaled of that, in a list that may be added to
 * @param acknowledged what it takes from queues
 */
record PreparedWork(
        MessageStore store,
        List<Posting> postings,
        List<JournalRecord> additions,
        Map<MessageQueue, List<Entry>> acknowledged) {

    /** What the journal must know of the acknowledgements: for each queue, which of its messages. */
    List<CoreRecord.QueueKeys> removed() {
        Map<Integer, List<Long>> keys = new LinkedHashMap<>();
        acknowledged.forEach((queue, entries) -> entries.forEach(entry -> collect(keys, queue, entry.stored())));
        return toRecords(keys);
    }

    /** What the journal must know of the messages: for each queue, which ones it gets. */
    List<CoreRecord.QueueKeys> added() {
        Map<Integer, List<Long>> keys = new LinkedHashMap<>();
        postings.forEach(posting -> posting.queues().forEach(queue -> collect(keys, queue, posting.stored())));
        return toRecords(keys);
    }

    private static void collect(Map<Integer, List<Long>> keys, MessageQueue queue, StoredMessage stored) {
        if (queue.number() > 0 && stored.journaled()) {
            keys.computeIfAbsent(queue.number(), number -> new ArrayList<>()).add(stored.key());
        }
    }

    private static List<CoreRecord.QueueKeys> toRecords(Map<Integer, List<Long>> keys) {
        List<CoreRecord.QueueKeys> records = new ArrayList<>(keys.size());
        keys.forEach((queue, of) -> records.add(new CoreRecord.QueueKeys(
                queue, of.stream().mapToLong(Long::longValue).toArray())));
        return records;
    }

    /** The journal's records of messages that leave queues. */
    static List<JournalRecord> removal(List<CoreRecord.QueueKeys> all) {
        List<JournalRecord> records = new ArrayList<>(all.size());
        all.forEach(messages -> records.add(MessageStore.record(new CoreRecord.MessagesRemoved(messages), null)));
        return records;
    }

    /** It was committed: messages come into their queues, acknowledged ones are gone. */
    void apply() {
        acknowledged.forEach(MessageQueue::forget);
        postings.forEach(Posting::deliver);
    }

    /**
     * It was rolled back: messages are dropped, acknowledged ones come back.
     *
     * @param done run once they are back
     */
    void undo(Runnable done) {
        postings.forEach(posting -> posting.discard(store));
        AtomicInteger left = new AtomicInteger(acknowledged.size() + 1);
        Runnable one = () -> {
            if (left.decrementAndGet() == 0) {
                done.run();
            }
        };
        acknowledged.forEach((queue, entries) -> queue.comeBack(entries, one));
        one.run();
    }
}
