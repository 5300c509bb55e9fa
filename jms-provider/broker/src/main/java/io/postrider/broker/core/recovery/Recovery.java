package io.postrider.broker.core.recovery;

import io.postrider.broker.core.dedup.Recognition;
import io.postrider.broker.core.queue.Entry;
import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.CoreRecord.MessageAdded;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.record.RecordCodec;
import io.postrider.broker.core.store.Account;
import io.postrider.broker.core.store.Accounts;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.store.Refill;
import io.postrider.broker.core.store.SharedRemoval;
import io.postrider.broker.core.store.StoredMessage;
import io.postrider.broker.journal.RecordBulk;
import io.postrider.broker.journal.RecordHeads;
import io.postrider.broker.journal.RecordVisitor;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.protocol.message.ByteReader;
import io.postrider.protocol.message.MalformedMessageException;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the journal's records. A record may be told twice, a cancelled one after the record that cancels it, and one of a
 * deleted queue at any time: so nothing is decided about a queue before all was read. For one thread.
 */
public final class Recovery implements RecordVisitor {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    /** About what a message takes in memory besides its encoded form. */
    static final int OVERHEAD_BYTES = 160;

    private final MessageStore store;
    private final Refill refill;
    private final Map<Integer, FoundQueue> queues = new HashMap<>();
    /** Messages that several queues hold or held, and what tells that some of these have let them go. */
    private final Map<Long, StoredMessage> shared = new HashMap<>();

    private final Map<SharedRemoval, long[]> sharedRemovals = new LinkedHashMap<>();
    private final Map<Long, FoundBranch> branches = new HashMap<>();
    private final Set<Long> endedBranches = new HashSet<>();
    private final FoundDecisions decisions;
    private final Recognition recognition;
    private final Accounts accounts;
    /** In the order in which the journal tells of them. */
    private final Map<CoreRecord.DuplicateId, KeptRecord> names = new LinkedHashMap<>();

    /** The queue asked for last, which is mostly the next one, too. */
    private FoundQueue latest;

    private int latestNumber;

    private CoreRecord.Store storeContent;
    private KeptRecord storeRecord;
    private long unknownRecords;
    private long servedStamp;
    /** The highest key of a message that sleeps; the store is told of it when all is read. */
    private long highestSleeping;

    /** A prepared branch. */
    record FoundBranch(CoreRecord.BranchPrepared content, KeptRecord record) {}

    /** Nothing read yet. */
    public Recovery(MessageStore store, Recognition recognition, Accounts accounts) {
        this.accounts = accounts;
        this.store = store;
        this.refill = new Refill(store);
        this.recognition = recognition;
        this.decisions = new FoundDecisions(store);
    }

    @Override
    public void servedAfterFailure(long stamp) {
        servedStamp = stamp;
    }

    @Override
    public RecordHeads heads() {
        return new MessageHeads();
    }

    @Override
    public RetainedRecord visit(byte[] bytes, int offset, int length) {
        return visitHead(bytes, offset, length, length);
    }

    /** What comes behind what sleeps sleeps, too, though its body is at hand: or entries had to be made of all before it. */
    @Override
    public RetainedRecord visit(byte[] bytes, int offset, int length, int ticket) {
        int headLength = PlainHead.length(bytes, offset, length);
        boolean behind = headLength > 0
                && queue(MessageAdded.queueOf(PlainHead.share(bytes, offset)))
                        .messages
                        .sleeps();
        return behind && sleeps(bytes, offset, length - headLength, ticket)
                ? RetainedRecord.LATER
                : visitHead(bytes, offset, length, length, ticket);
    }

    @Override
    public RetainedRecord visitHead(byte[] bytes, int offset, int headLength, int length) {
        return visitHead(bytes, offset, headLength, length, 0);
    }

    @Override
    public RetainedRecord visitHead(byte[] bytes, int offset, int headLength, int length, int ticket) {
        boolean plain = ticket > 0 && headLength < length && PlainHead.length(bytes, offset, headLength) == headLength;
        if (plain && sleeps(bytes, offset, length - headLength, ticket)) {
            return RetainedRecord.LATER;
        }
        ByteReader in = new ByteReader(bytes, offset, headLength);
        try {
            CoreRecord record = RecordCodec.decode(in);
            if (record instanceof MessageAdded added) {
                int bodyLength = length - headLength + in.remaining();
                return added(added, bodyLength, headLength == length ? body(bytes, in) : null, ticket);
            }
            return record == null ? unknown() : visit(record);
        } catch (MalformedMessageException e) {
            LOG.warn("PR001030 a record of the journal cannot be understood, and is passed over", e);
            return null;
        }
    }

    @Override
    public boolean visitBulk(RecordBulk records, byte[] summary, int firstTicket) {
        return BulkSummary.decode(summary)
                .map(known -> new Bulk(known, records, firstTicket))
                .filter(this::sleeps)
                .isPresent();
    }

    private boolean sleeps(Bulk bulk) {
        if (!queue(bulk.summary().queue()).messages.putBulk(bulk)) {
            return false;
        }
        highestSleeping = Math.max(highestSleeping, bulk.summary().lastKey());
        store.foundDormant(bulk.size(), bulk.sizeBytes());
        refill.plan(bulk.firstTicket(), bulk.size(), bulk.sizeBytes());
        return true;
    }

    /** Notes a message of which nothing is made yet, unless something of it is known already. */
    private boolean sleeps(byte[] bytes, int offset, int bodyLength, int ticket) {
        long key = PlainHead.key(bytes, offset);
        int share = PlainHead.share(bytes, offset);
        int priority = PlainHead.priority(bytes, offset);
        KeyTable messages = queue(MessageAdded.queueOf(share)).messages;
        if (messages.knows(key) || !messages.lets(priority)) {
            return false;
        }
        int sizeBytes = OVERHEAD_BYTES + bodyLength;
        highestSleeping = Math.max(highestSleeping, key);
        store.foundDormant(1, sizeBytes);
        refill.plan(ticket, 1, sizeBytes);
        messages.putDormant(key, ticket, sizeBytes, priority, MessageAdded.exposedIn(share));
        return true;
    }

    private Entry awaken(long key, int ticket, int sizeBytes, int priority, boolean exposed) {
        StoredMessage stored = store.awaken(key, sizeBytes, ticket);
        refill.add(ticket, stored);
        Entry entry = new Entry(stored, priority, 0, 0);
        entry.remember(0, false, exposed);
        return entry;
    }

    private static Supplier<Message> body(byte[] bytes, ByteReader in) {
        int from = in.position();
        int to = from + in.remaining();
        return () -> Message.decode(Arrays.copyOfRange(bytes, from, to));
    }

    /** A later version wrote it: keep it, as that version may come back. */
    private RetainedRecord unknown() {
        unknownRecords++;
        return new KeptRecord();
    }

    private RetainedRecord visit(CoreRecord record) {
        if (record instanceof CoreRecord.DuplicateId sent) {
            return names.computeIfAbsent(sent, key -> new KeptRecord());
        }
        if (record instanceof CoreRecord.MessagePaged paged) {
            store.inUse(paged.key(), 0, 0);
            return null;
        }
        if (record instanceof CoreRecord.MessagesRemoved removed) {
            removed(removed.messages());
            return removed.shared() ? sharedRemoval(removed.messages()) : null;
        }
        if (record instanceof CoreRecord.QueueKnown known) {
            return identified(known.queue(), known);
        }
        if (record instanceof CoreRecord.SubscriptionMade made) {
            return identified(made.queue(), made);
        }
        if (record instanceof CoreRecord.SubscriptionDeleted deleted) {
            queue(deleted.queue()).deleted = true;
            return null;
        }
        if (record instanceof CoreRecord.Attempts attempts) {
            return attempts(attempts);
        }
        if (record instanceof CoreRecord.Exposed exposed) {
            return exposed(exposed);
        }
        if (record instanceof CoreRecord.Seen seen) {
            return seen(seen);
        }
        if (record instanceof CoreRecord.Paused paused) {
            return paused(paused);
        }
        if (record instanceof CoreRecord.SequencesDone done) {
            return recognition.recovered(done);
        }
        if (record instanceof CoreRecord.BranchDecided || record instanceof CoreRecord.BranchForgotten) {
            return decisions.visit(record);
        }
        if (record instanceof CoreRecord.BranchPrepared prepared) {
            return prepared(prepared);
        }
        if (record instanceof CoreRecord.BranchEnded ended) {
            store.inUse(0, 0, ended.branch());
            endedBranches.add(ended.branch());
            FoundBranch branch = branches.remove(ended.branch());
            store.releaseRecord(branch == null ? null : branch.record);
            return null;
        }
        return store((CoreRecord.Store) record);
    }

    private FoundQueue queue(int number) {
        if (latest == null || number != latestNumber) {
            store.inUse(0, number, 0);
            latest = queues.computeIfAbsent(number, key -> new FoundQueue(this::awaken));
            latestNumber = number;
        }
        return latest;
    }

    /** @param body null if it was not read */
    private RetainedRecord added(MessageAdded added, int bodyLength, Supplier<Message> body, int ticket) {
        store.inUse(added.key(), 0, 0);
        StoredMessage stored = knownBefore(added);
        if (stored != null) {
            return stored;
        }
        int holders = 0;
        for (int share : added.shares()) {
            holders += queue(MessageAdded.queueOf(share)).messages.removed(added.key()) ? 0 : 1;
        }
        if (holders == 0) {
            return null;
        }
        Account account = added.sender() == null ? null : accounts.of(added.sender());
        stored = store.found(added.key(), OVERHEAD_BYTES + bodyLength, account);
        stored.heldBy(holders);
        if (added.shares().length > 1) {
            stored.share();
            shared.put(added.key(), stored);
        }
        if (body == null) {
            refill.plan(ticket, 1, stored.sizeBytes());
            refill.add(ticket, stored);
        } else if (store.hasRoom()) {
            store.restore(stored, body.get());
        }
        for (int share : added.shares()) {
            KeyTable messages = queue(MessageAdded.queueOf(share)).messages;
            if (!messages.removed(added.key())) {
                Entry entry = new Entry(stored, added.priority(), added.expirationMillis(), added.deliveryTimeMillis());
                entry.remember(0, false, MessageAdded.exposedIn(share));
                messages.put(added.key(), entry);
            }
        }
        return stored;
    }

    private StoredMessage knownBefore(MessageAdded added) {
        for (int share : added.shares()) {
            Entry entry = queue(MessageAdded.queueOf(share)).messages.get(added.key());
            if (entry != null) {
                return entry.stored();
            }
        }
        return null;
    }

    private void removed(CoreRecord.QueueKeys removed) {
        FoundQueue queue = queue(removed.queue());
        for (long key : removed.keys()) {
            store.inUse(key, 0, 0);
            Entry entry = queue.messages.remove(key);
            if (entry != null) {
                store.release(entry.stored());
            }
            if (!queue.attempts.isEmpty()) {
                FoundQueue.FoundAttempts former = queue.attempts.remove(key);
                store.releaseRecord(former == null ? null : former.record());
            }
        }
    }

    private RetainedRecord sharedRemoval(CoreRecord.QueueKeys removed) {
        SharedRemoval removal = new SharedRemoval();
        sharedRemovals.put(removal, removed.keys());
        return removal;
    }

    private RetainedRecord identified(int number, CoreRecord identity) {
        FoundQueue queue = queue(number);
        if (queue.record == null) {
            queue.identity = identity;
            queue.record = new KeptRecord();
        }
        return queue.record;
    }

    private RetainedRecord attempts(CoreRecord.Attempts content) {
        FoundQueue queue = queue(content.queue());
        FoundQueue.FoundAttempts former = queue.attempts.get(content.key());
        if (former != null && former.content().equals(content)) {
            return former.record();
        }
        if (queue.messages.removed(content.key())
                || former != null && former.content().attempts() > content.attempts()) {
            return null;
        }
        store.releaseRecord(former == null ? null : former.record());
        KeptRecord record = new KeptRecord();
        queue.attempts.put(content.key(), new FoundQueue.FoundAttempts(content, record));
        return record;
    }

    private RetainedRecord exposed(CoreRecord.Exposed content) {
        FoundQueue queue = queue(content.queue());
        store.inUse(content.upTo(), 0, 0);
        if (content.upTo() < queue.exposedUpTo) {
            return null;
        }
        if (content.upTo() > queue.exposedUpTo || queue.exposure == null) {
            store.releaseRecord(queue.exposure);
            queue.exposure = new KeptRecord();
            queue.exposedUpTo = content.upTo();
        }
        return queue.exposure;
    }

    private RetainedRecord seen(CoreRecord.Seen content) {
        FoundQueue queue = queue(content.queue());
        if (content.upTo() < queue.seenUpTo) {
            return null;
        }
        if (content.upTo() > queue.seenUpTo) {
            store.releaseRecord(queue.seen);
            queue.seen = new KeptRecord();
            queue.seenUpTo = content.upTo();
        }
        return queue.seen;
    }

    private RetainedRecord paused(CoreRecord.Paused content) {
        FoundQueue queue = queue(content.queue());
        if (queue.pause != null && content.change() < queue.pause.change()) {
            return null;
        }
        if (queue.pause == null || content.change() > queue.pause.change()) {
            store.releaseRecord(queue.pauseRecord);
            queue.pause = content;
            queue.pauseRecord = content.paused() ? new KeptRecord() : null;
        }
        return queue.pauseRecord;
    }

    private RetainedRecord prepared(CoreRecord.BranchPrepared content) {
        store.inUse(0, 0, content.branch());
        if (endedBranches.contains(content.branch())) {
            return null;
        }
        return branches.computeIfAbsent(content.branch(), key -> new FoundBranch(content, new KeptRecord())).record;
    }

    private RetainedRecord store(CoreRecord.Store content) {
        store.inUse(content.cleanUpTo(), content.nextQueue() - 1, 0);
        if (storeContent != null && content.generation() < storeContent.generation()) {
            return null;
        }
        if (storeContent == null || content.generation() > storeContent.generation()) {
            store.releaseRecord(storeRecord);
            storeContent = content;
            storeRecord = new KeptRecord();
        }
        return storeRecord;
    }

    /** The record of the store as a whole; null for a new one. */
    public CoreRecord.Store storeContent() {
        return storeContent;
    }

    /** Whether the latest start has served all there is although its journal had failed: its note has the number of that start's record. */
    boolean servedAfterFailure() {
        return servedStamp > 0 && (storeContent == null || servedStamp >= storeContent.generation());
    }

    /** The journal's name for it. */
    public KeptRecord storeRecord() {
        return storeRecord;
    }

    /** The names of messages that were sent. */
    public Map<CoreRecord.DuplicateId, KeptRecord> names() {
        return names;
    }

    /** Reads the messages that were told of by their heads; to be begun when the broker can do without a journal's thread. */
    public Refill refill() {
        return refill;
    }

    /** How many records a later version of the broker wrote. */
    public long unknownRecords() {
        return unknownRecords;
    }

    /** Keeps the keys of messages that sleep from being given to others. To be called once, after all was read. */
    void reserveSleepingKeys() {
        store.inUse(highestSleeping, 0, 0);
    }

    /** Lets go what belongs to queues that are gone. To be called once, after all was read. */
    void dropDeleted() {
        for (FoundQueue queue : queues.values()) {
            if (!queue.exists()) {
                queue.messages.inOrder().forEach(entry -> store.release(entry.stored()));
                store.releaseRecord(queue.record);
                store.releaseRecord(queue.exposure);
                store.releaseRecord(queue.seen);
                store.releaseRecord(queue.pauseRecord);
                queue.attempts.values().forEach(found -> store.releaseRecord(found.record()));
            }
        }
        queues.values().removeIf(queue -> !queue.exists());
        sharedRemovals.forEach(this::keepWhileNeeded);
    }

    private void keepWhileNeeded(SharedRemoval removal, long[] keys) {
        for (long key : keys) {
            StoredMessage message = shared.get(key);
            if (message != null && message.isHeld()) {
                removal.tellsOf(message);
            }
        }
        if (!removal.isNeeded()) {
            store.releaseRecord(removal);
        }
    }

    List<FoundQueue> queues() {
        return new ArrayList<>(queues.values());
    }

    FoundQueue found(int number) {
        return queues.get(number);
    }

    FoundDecisions decisions() {
        return decisions;
    }

    List<FoundBranch> branches() {
        return new ArrayList<>(branches.values());
    }
}
