package io.postrider.broker.core.recovery;

import io.postrider.broker.core.queue.Entry;
import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.routing.Posting;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.store.StoredMessage;
import io.postrider.broker.core.transaction.Branches;
import io.postrider.broker.core.transaction.RecoveredWork;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.UnitCompletion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a broker's queues, subscriptions and branches of what recovery has read. For one thread, before any connection. */
public final class Rebuilding {
    private final Recovery recovery;
    private final MessageStore store;
    private final long cleanUpTo;
    private final Map<Integer, MessageQueue> queues = new HashMap<>();

    /** Makes queues of a broker. */
    public interface QueueMaker {

        /**
         * The queue a record tells of.
         *
         * @param record the journal's name for the record
         */
        MessageQueue make(CoreRecord identity, KeptRecord record);
    }

    /** After all was read. */
    public Rebuilding(Recovery recovery, MessageStore store) {
        this.recovery = recovery;
        this.store = store;
        CoreRecord.Store content = recovery.storeContent();
        cleanUpTo = content == null ? 0 : content.cleanUpTo();
    }

    /**
     * Makes all there was.
     *
     * @return how many messages were found
     */
    public long rebuild(QueueMaker maker, Branches branches) {
        recovery.dropDeleted();
        for (FoundQueue found : recovery.queues()) {
            MessageQueue queue = maker.make(found.identity, found.record);
            queues.put(queue.number(), queue);
        }
        for (Recovery.FoundBranch branch : recovery.branches()) {
            branches.recovered(branch.content(), branch.record(), workOf(branch.content()));
        }
        long messages = 0;
        for (MessageQueue queue : queues.values()) {
            messages += fill(queue, recovery.found(queue.number()));
        }
        return messages;
    }

    private RecoveredWork workOf(CoreRecord.BranchPrepared content) {
        Map<StoredMessage, Held> added = new LinkedHashMap<>();
        for (CoreRecord.QueueKeys keys : content.added()) {
            take(keys).forEach(entry -> added.computeIfAbsent(entry.stored(), key -> new Held())
                    .add(queues.get(keys.queue()), entry));
        }
        List<Posting> postings = new ArrayList<>();
        added.forEach((stored, held) -> postings.add(Posting.recovered(stored, held.queues, held.entries)));
        Map<MessageQueue, List<Entry>> acknowledged = new LinkedHashMap<>();
        for (CoreRecord.QueueKeys keys : content.acknowledged()) {
            List<Entry> entries = take(keys);
            if (!entries.isEmpty()) {
                MessageQueue queue = queues.get(keys.queue());
                entries.forEach(entry -> {
                    rememberAttempts(keys.queue(), entry);
                    queue.recoveredAcknowledged(entry);
                });
                acknowledged.computeIfAbsent(queue, key -> new ArrayList<>()).addAll(entries);
            }
        }
        return new RecoveredWork(postings, acknowledged);
    }

    /** One message's places in queues. */
    private static final class Held {
        private final List<MessageQueue> queues = new ArrayList<>(1);
        private final List<Entry> entries = new ArrayList<>(1);

        private void add(MessageQueue queue, Entry entry) {
            queues.add(queue);
            entries.add(entry);
        }
    }

    /** An application had it, or it could not have been acknowledged: if it comes back, that will count as an attempt. */
    private void rememberAttempts(int queue, Entry entry) {
        FoundQueue found = recovery.found(queue);
        long key = entry.stored().key();
        FoundQueue.FoundAttempts attempts = found.attempts.get(key);
        if (attempts == null) {
            entry.remember(0, key <= found.seenUpTo, true);
        } else {
            entry.remember(attempts.content().attempts(), attempts.content().seen(), true);
        }
    }

    /** Takes entries out of their queue for a branch; what the queue does not have is passed over. */
    private List<Entry> take(CoreRecord.QueueKeys keys) {
        List<Entry> taken = new ArrayList<>();
        FoundQueue found = recovery.found(keys.queue());
        if (found != null) {
            for (long key : keys.keys()) {
                Entry entry = found.messages.get(key);
                if (entry != null) {
                    found.messages.remove(key);
                    taken.add(entry);
                }
            }
        }
        return taken;
    }

    private long fill(MessageQueue queue, FoundQueue found) {
        boolean exposureInForce = found.exposedUpTo > cleanUpTo;
        if (exposureInForce) {
            queue.recoveredExposure(found.exposedUpTo, found.exposure);
        } else {
            store.releaseRecord(found.exposure);
        }
        long count = 0;
        long seenUpTo = 0;
        for (Entry entry : found.messages.inOrder()) {
            long key = entry.stored().key();
            boolean exposed = entry.exposed() && key > cleanUpTo;
            boolean seen = exposed || exposureInForce && key <= found.exposedUpTo || key <= found.seenUpTo;
            seenUpTo = seen ? key : seenUpTo;
            FoundQueue.FoundAttempts attempts = found.attempts.get(key);
            if (attempts == null) {
                entry.remember(0, seen, exposed);
            } else {
                // what was attempted is redelivered anyway: what else may have been seen need not count once more
                entry.remember(attempts.content().attempts(), attempts.content().seen(), exposed);
                queue.recoveredAttempts(entry, attempts.record());
            }
            queue.put(entry);
            count++;
        }
        rememberSeen(queue, found, seenUpTo);
        return count;
    }

    /** Notes what is seen for good: the exposures that tell it now are void after the next shutdown in order. */
    private void rememberSeen(MessageQueue queue, FoundQueue found, long seenUpTo) {
        KeptRecord former = found.seen;
        if (seenUpTo == 0) {
            store.releaseRecord(former);
            return;
        }
        if (seenUpTo <= found.seenUpTo) {
            queue.recoveredSeen(former);
            return;
        }
        KeptRecord next = new KeptRecord();
        queue.recoveredSeen(next);
        CoreRecord.Seen content = new CoreRecord.Seen(queue.number(), seenUpTo);
        store.append(List.of(MessageStore.record(content, next)), Urgency.LAZY, new UnitCompletion() {
            @Override
            public void committed() {
                store.releaseRecord(former);
            }

            @Override
            public void failed(JournalException cause) {
                // then the broker's own record fails too, and it does not start
            }
        });
    }
}
