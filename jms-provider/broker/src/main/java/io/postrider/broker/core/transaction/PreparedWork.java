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
 * @param who the connection whose work it was, for people
 */
record PreparedWork(
        MessageStore store,
        List<Posting> postings,
        List<JournalRecord> additions,
        Map<MessageQueue, List<Entry>> acknowledged,
        Object who) {

    /** What the journal must know of the acknowledgements: for each queue, which of its messages. */
    Map<Integer, List<StoredMessage>> removed() {
        Map<Integer, List<StoredMessage>> removed = new LinkedHashMap<>();
        acknowledged.forEach((queue, entries) -> entries.forEach(entry -> collect(removed, queue, entry.stored())));
        return removed;
    }

    /** What the journal must know of the messages: for each queue, which ones it gets. */
    Map<Integer, List<StoredMessage>> added() {
        Map<Integer, List<StoredMessage>> added = new LinkedHashMap<>();
        postings.forEach(posting -> posting.queues().forEach(queue -> collect(added, queue, posting.stored())));
        return added;
    }

    private static void collect(Map<Integer, List<StoredMessage>> to, MessageQueue queue, StoredMessage stored) {
        if (queue.number() > 0 && stored.survives()) {
            to.computeIfAbsent(queue.number(), number -> new ArrayList<>()).add(stored);
        }
    }

    /** Messages of queues by their keys. */
    static List<CoreRecord.QueueKeys> keysOf(Map<Integer, List<StoredMessage>> messages) {
        List<CoreRecord.QueueKeys> keys = new ArrayList<>(messages.size());
        messages.forEach((queue, of) -> keys.add(MessageStore.keysOf(queue, of)));
        return keys;
    }

    /** The journal's records of messages that leave queues. */
    static List<JournalRecord> removal(Map<Integer, List<StoredMessage>> messages) {
        List<JournalRecord> records = new ArrayList<>(messages.size());
        messages.forEach((queue, of) -> records.add(MessageStore.removal(queue, of)));
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
        acknowledged.forEach((queue, entries) -> queue.comeBack(entries, who, one));
        one.run();
    }
}
