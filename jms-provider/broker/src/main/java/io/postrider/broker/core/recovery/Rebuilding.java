package io.postrider.broker.core.recovery;

import io.postrider.broker.core.queue.Entry;
import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.queue.RecoveredQueue;
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
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a broker's queues, subscriptions and branches of what recovery has read. For one thread, before any connection. */
public final class Rebuilding {
    private final Recovery recovery;
    private final MessageStore store;
    private final long cleanUpTo;
    private final Map<Integer, MessageQueue> queues = new HashMap<>();
    private final Awakenings awakenings;
    /** What prepared branches have taken from queues. */
    private final Map<MessageQueue, Set<Entry>> taken = new HashMap<>();

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
        awakenings = new Awakenings(store, recovery.refill()::begin);
    }

    /** What goes on when the broker can do without a journal's thread: entries are made, then contents are read. */
    public Awakenings awakenings() {
        return awakenings;
    }

    /**
     * Makes all there was.
     *
     * @return how many messages were found
     */
    public long rebuild(QueueMaker maker, Branches branches) {
        recovery.reserveSleepingKeys();
        recovery.dropDeleted();
        for (FoundQueue found : recovery.queues()) {
            MessageQueue queue = maker.make(found.identity, found.record);
            queues.put(queue.number(), queue);
        }
        for (Recovery.FoundBranch branch : recovery.branches()) {
            branches.recovered(branch.content(), branch.record(), workOf(branch.content()));
        }
        recovery.decisions().forEach(branches::recovered);
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
                taken.computeIfAbsent(queue, key -> new HashSet<>()).addAll(entries);
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
            queue.recovered().exposed(found.exposedUpTo, found.exposure);
        } else {
            store.releaseRecord(found.exposure);
        }
        if (found.pause != null) {
            queue.recovered().paused(found.pause, found.pauseRecord);
        }
        Set<Entry> ofBranches = taken.getOrDefault(queue, Set.of());
        if (found.messages.sleeps()
                && found.attempts.isEmpty()
                && ofBranches.isEmpty()
                && queue.recovered().mayHoldDormant()) {
            putDormant(queue, found, exposureInForce);
            return found.messages.size();
        }
        long seenUpTo = 0;
        List<Entry> entries = inOrder(found, ofBranches);
        for (Entry entry : entries) {
            long key = entry.stored().key();
            boolean exposed = entry.exposed() && key > cleanUpTo;
            boolean seen = exposed || exposureInForce && key <= found.exposedUpTo || recovery.servedAfterFailure();
            seenUpTo = seen || key <= found.seenUpTo ? key : seenUpTo;
            // a branch took it from an application: if it comes back, this counts as an attempt, and not as seen
            // besides
            boolean takenByBranch = ofBranches.contains(entry);
            entry.remember(0, key <= found.seenUpTo || seen && !takenByBranch, exposed || takenByBranch);
            rememberAttempts(queue, entry, found.attempts.remove(key));
            if (takenByBranch) {
                queue.recovered().acknowledged(entry);
            } else {
                queue.put(entry);
            }
        }
        found.attempts.values().forEach(ofNothing -> store.releaseRecord(ofNothing.record()));
        rememberSeen(queue, found, seenUpTo);
        return entries.size() - ofBranches.size();
    }

    /** Leaves it to the queue to make entries. */
    private void putDormant(MessageQueue queue, FoundQueue found, boolean exposureInForce) {
        long voidUpTo = cleanUpTo;
        long exposedUpTo = recovery.servedAfterFailure() ? Long.MAX_VALUE : exposureInForce ? found.exposedUpTo : 0;
        long formerlySeen = found.seenUpTo;
        RecoveredQueue recovered = queue.recovered();
        recovered.dormant(new DormantMessages(found.messages, entry -> {
            long key = entry.stored().key();
            boolean exposed = entry.exposed() && key > voidUpTo;
            entry.remember(0, key <= formerlySeen || exposed || key <= exposedUpTo, exposed);
        }));
        awakenings.add(recovered);
        SeenKeys seen = new SeenKeys(voidUpTo, Math.max(exposedUpTo, formerlySeen));
        if (seen.seenUpTo > 0 || found.messages.anyExposed()) {
            found.messages.forEachDormant(seen.seenUpTo, seen);
        }
        rememberSeen(queue, found, seen.last);
    }

    /** Looks for the last message that an application may have seen. */
    private static final class SeenKeys implements KeyTable.Visitor {
        private final long voidUpTo;
        private final long seenUpTo;
        private long last;

        SeenKeys(long voidUpTo, long seenUpTo) {
            this.voidUpTo = voidUpTo;
            this.seenUpTo = seenUpTo;
        }

        @Override
        public void message(long key, boolean exposed) {
            if (key > last && (key <= seenUpTo || exposed && key > voidUpTo)) {
                last = key;
            }
        }
    }

    /** All that was in a queue, so that what branches have taken finds its old place if it comes back. */
    private static List<Entry> inOrder(FoundQueue found, Set<Entry> ofBranches) {
        List<Entry> entries = found.messages.inOrder();
        if (!ofBranches.isEmpty()) {
            entries.addAll(ofBranches);
            entries.sort(Comparator.comparingLong(entry -> entry.stored().key()));
        }
        return entries;
    }

    private static void rememberAttempts(MessageQueue queue, Entry entry, FoundQueue.FoundAttempts found) {
        if (found != null) {
            // what was attempted is redelivered anyway: what else may have been seen need not count once more
            entry.remember(found.content().attempts(), found.content().seen(), entry.exposed());
            if (found.content().restsUntilMillis() != 0) {
                entry.restUntil(found.content().restsUntilMillis());
            }
            queue.recovered().attempted(entry, found.content(), found.record());
        }
    }

    /** Notes what is seen for good: the exposures that tell it now are void after the next shutdown in order. */
    private void rememberSeen(MessageQueue queue, FoundQueue found, long seenUpTo) {
        KeptRecord former = found.seen;
        if (seenUpTo == 0) {
            store.releaseRecord(former);
            return;
        }
        if (seenUpTo <= found.seenUpTo) {
            queue.recovered().seen(former);
            return;
        }
        KeptRecord next = new KeptRecord();
        queue.recovered().seen(next);
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
