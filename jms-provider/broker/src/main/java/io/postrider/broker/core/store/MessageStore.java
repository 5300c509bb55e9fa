package io.postrider.broker.core.store;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.RecordCodec;
import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalStatus;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.broker.journal.UnitCompletion;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.MalformedMessageException;
import io.postrider.protocol.message.Message;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All messages of a broker, in memory and in the journal, and the numbers by which the journal knows things. Safe for all
 * threads; nothing blocks but {@link #read}.
 */
public final class MessageStore {
    private static final Logger LOG = LoggerFactory.getLogger(MessageStore.class);

    private final String brokerName;
    private final Journal journal;
    private final MemoryBudget budget;
    private final ReadAheadBudget readAhead;
    private final DiskSpace disk;
    private final Executor readers;
    private final ServedNote servedNote;
    private final AtomicLong journalBytes = new AtomicLong();
    private final AtomicLong lastKey = new AtomicLong();
    private final AtomicInteger lastQueue = new AtomicInteger();
    private final AtomicLong lastBranch = new AtomicLong();
    private Runnable whenReleased = () -> {};

    /** A store over a journal that is being recovered, or has been. */
    public MessageStore(String brokerName, Journal journal, MemoryBudget budget, DiskSpace disk, Executor readers) {
        this.brokerName = brokerName;
        this.journal = journal;
        this.budget = budget;
        readAhead = new ReadAheadBudget(budget.budgetBytes());
        this.disk = disk;
        this.readers = readers;
        servedNote = new ServedNote(brokerName, journal, this::onReader);
    }

    /**
     * Takes a message into memory, to be held by so many queues.
     *
     * @param journaled whether the journal is to have it
     * @param account whose it is; null where that is not counted
     */
    public StoredMessage keep(Message message, boolean journaled, int holders, Account account) {
        return keep(message, journaled, false, holders, account);
    }

    /** Takes a message that is not persistent into memory, until the journal has it: to be held by so many queues. */
    public StoredMessage keepPaged(Message message, int holders, Account account) {
        return keep(message, true, true, holders, account);
    }

    private StoredMessage keep(Message message, boolean journaled, boolean paged, int holders, Account account) {
        int sizeBytes = message.estimatedBytes();
        long key = journaled ? lastKey.incrementAndGet() : 0;
        Account counted = account != null && account.isCounted() ? account : null;
        StoredMessage stored = counted != null || paged
                ? new StoredMessage.Special(key, message, sizeBytes, counted, paged)
                : new StoredMessage(key, message, sizeBytes);
        stored.heldBy(holders);
        countMemory(stored, sizeBytes);
        if (journaled) {
            countJournal(stored, sizeBytes);
        }
        return stored;
    }

    private void countMemory(StoredMessage stored, long bytes) {
        if (stored.account() != null && bytes != 0) {
            stored.account().addMemory(bytes);
        }
        if (bytes < 0) {
            budget.remove(-bytes);
        } else {
            budget.add(bytes);
        }
    }

    private void countJournal(StoredMessage stored, long bytes) {
        journalBytes.addAndGet(bytes);
        if (stored.account() != null) {
            stored.account().addJournal(bytes);
        }
        if (bytes < 0) {
            whenReleased.run();
        }
    }

    /** How many bytes the messages have that the journal holds. */
    public long journalBytes() {
        return journalBytes.get();
    }

    /** What is run whenever the journal has lost a message: short, and on any thread. To be said before there are any. */
    void whenReleased(Runnable action) {
        whenReleased = action;
    }

    /** Whether a message that is not persistent may lie in the journal: not while that is broken, or its disk is low. */
    public boolean mayPage(Message message) {
        return journal.status().failure() == null && disk.hasSpaceFor(message);
    }

    /**
     * A message that recovery found, without its content.
     *
     * @param account whose it is; null where that was not counted
     */
    public StoredMessage found(long key, int sizeBytes, Account account) {
        StoredMessage found = account != null && account.isCounted()
                ? new StoredMessage.Special(key, null, sizeBytes, account, false)
                : new StoredMessage(key, null, sizeBytes);
        budget.addBare(1);
        countJournal(found, sizeBytes);
        return found;
    }

    /** Messages that recovery has found and of which nothing is made yet: {@link #awaken} does that. */
    public void foundDormant(int messages, long sizeBytes) {
        journalBytes.addAndGet(sizeBytes);
        budget.addBare(messages);
    }

    /** Makes a message of what was {@linkplain #foundDormant found}, and is held by one queue. */
    public StoredMessage awaken(long key, int sizeBytes, int ticket) {
        StoredMessage stored = new StoredMessage(key, null, sizeBytes);
        stored.heldBy(1);
        journal.name(ticket, stored);
        return stored;
    }

    /**
     * Refuses a message for which there is no memory, or no space on the disk.
     *
     * @throws BrokerException with {@link BrokerError#RESOURCE_LIMIT}
     */
    public void requireRoomFor(Message message) throws BrokerException {
        int sizeBytes = message.estimatedBytes();
        if (budget.refuses(sizeBytes)) {
            throw new BrokerException(
                    BrokerError.RESOURCE_LIMIT,
                    "broker " + brokerName + " holds " + budget.usedBytes()
                            + " bytes of messages in memory; a message of "
                            + sizeBytes + " bytes to " + message.destination() + " would exceed " + budget.limitBytes()
                            + ", twice the setting memoryBudgetBytes");
        }
        disk.requireFor(message);
    }

    /** Drops a message's content from memory if the budget is exceeded and the journal has it. */
    public void economize(StoredMessage stored) {
        if (stored.journaled()
                && (budget.exceeded()
                        || stored.account() != null && stored.account().exceedsMemory())) {
            drop(stored);
        }
    }

    /** Drops a message's content from memory if the journal has it. */
    public void page(StoredMessage stored) {
        if (stored.journaled()) {
            drop(stored);
        }
    }

    private void drop(StoredMessage stored) {
        int bytes = stored.dropContent();
        if (bytes > 0) {
            budget.addBare(1);
            countMemory(stored, -bytes);
        }
    }

    /** Takes a content into memory that was read, if the budget has room for more than what is at hand. */
    public boolean hasRoom() {
        return room() > 0;
    }

    /** How many bytes more it may be. */
    long room() {
        return budget.contentBytes() / 2 - budget.usedBytes();
    }

    /** Puts a content back that was read; in vain if all queues have let the message go meanwhile. */
    public void restore(StoredMessage stored, Message content) {
        int bytes = stored.restoreContent(content);
        if (bytes > 0) {
            budget.addBare(-1);
            countMemory(stored, bytes);
        }
        if (!stored.isHeld()) {
            // who let it go may have looked before
            drop(stored);
        }
    }

    /** One queue has let a message go, and the journal knows. The last one frees it. */
    public void release(StoredMessage stored) {
        if (stored.dropHolder()) {
            int bytes = stored.dropContent();
            countMemory(stored, -bytes);
            if (stored.journaled()) {
                if (bytes == 0) {
                    budget.addBare(-1);
                }
                journal.release(stored);
                stored.forEachNeedless(journal::release);
                countJournal(stored, -stored.sizeBytes());
            }
        } else {
            // it may have been read back for the queue that lets it go: for the others it is to lie on disk again
            economize(stored);
        }
    }

    /** Gives up a retained record; null is passed over. */
    public void releaseRecord(RetainedRecord record) {
        if (record != null) {
            journal.release(record);
        }
    }

    /**
     * A message's content, from memory or the journal. Blocks for the length of a read.
     *
     * @throws JournalException if it cannot be read
     */
    public Message read(StoredMessage stored) throws JournalException {
        Message known = stored.content();
        if (known != null) {
            return known;
        }
        try {
            return Message.decode(RecordCodec.messageIn(journal.read(stored)));
        } catch (MalformedMessageException e) {
            throw new JournalException("the journal of broker " + brokerName + " holds a broken message", e);
        }
    }

    /** Reads messages back into memory on a thread of the broker, in their order. */
    public void readBack(List<StoredMessage> messages, ReadBack then) {
        onReader(() -> {
            Map<StoredMessage, JournalException> unreadable = new HashMap<>(0);
            for (StoredMessage stored : messages) {
                try {
                    restore(stored, read(stored));
                } catch (JournalException e) {
                    unreadable.put(stored, e);
                }
            }
            then.done(unreadable);
        });
    }

    /** Runs what may read the journal, and so block, on a thread of the broker. */
    public void onReader(Runnable action) {
        try {
            readers.execute(action);
        } catch (RejectedExecutionException stopping) {
            LOG.debug("broker {} stops: nothing is read any more", brokerName);
        }
    }

    /** Appends a unit. */
    public void append(List<JournalRecord> records, Urgency urgency, UnitCompletion completion) {
        journal.append(new JournalUnit(records, urgency, completion));
    }

    /** What the journal is to be told of messages that leave a queue, which holds them until that is committed. */
    public static JournalRecord removal(int queue, List<StoredMessage> messages) {
        SharedRemoval shared = null;
        for (StoredMessage message : messages) {
            if (message.isShared()) {
                shared = shared == null ? new SharedRemoval() : shared;
                shared.tellsOf(message);
            }
        }
        return record(new CoreRecord.MessagesRemoved(keysOf(queue, messages), shared != null), shared);
    }

    /** Messages of a queue by their keys. */
    public static CoreRecord.QueueKeys keysOf(int queue, List<StoredMessage> messages) {
        return new CoreRecord.QueueKeys(
                queue, messages.stream().mapToLong(StoredMessage::key).toArray());
    }

    /** A record without a body. */
    public static JournalRecord record(CoreRecord content, RetainedRecord retained) {
        return new JournalRecord(RecordCodec.encode(content), null, retained);
    }

    /** What a client is told of a journal that has failed. */
    public BrokerException journalFailed(JournalException cause) {
        return new BrokerException(
                BrokerError.JOURNAL_FAILED, "the journal of broker " + brokerName + ": " + cause.getMessage(), cause);
    }

    /** What lets messages be served from a journal that has failed. */
    public ServedNote servedNote() {
        return servedNote;
    }

    /**
     * Copies the journal on a thread of the broker.
     *
     * @return done once the copy is on disk; fails with {@link BrokerError#JOURNAL_FAILED} if it could not be made, which leaves the
     *     journal itself as it is
     */
    public CompletionStage<Void> backup(Path directory) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        onReader(() -> {
            try {
                journal.backup(directory);
                done.complete(null);
            } catch (JournalException e) {
                done.completeExceptionally(journalFailed(e));
            }
        });
        return done;
    }

    /** The journal's figures. */
    public JournalStatus journalStatus() {
        return journal.status();
    }

    /** The memory's figures. */
    public MemoryBudget budget() {
        return budget;
    }

    /** What of the memory is for messages that are read ahead. */
    public ReadAheadBudget readAhead() {
        return readAhead;
    }

    /** The highest key given out. */
    public long lastKey() {
        return lastKey.get();
    }

    /** A new number for a queue. */
    public int nextQueue() {
        return lastQueue.incrementAndGet();
    }

    /** The first queue number not yet given out. */
    public int firstFreeQueue() {
        return lastQueue.get() + 1;
    }

    /** A new number for a prepared branch. */
    public long nextBranch() {
        return lastBranch.incrementAndGet();
    }

    /** Recovery found these numbers in use. */
    public void inUse(long key, int queue, long branch) {
        // looked at first, as it is said for each record
        if (key > lastKey.get()) {
            lastKey.accumulateAndGet(key, Math::max);
        }
        if (queue > lastQueue.get()) {
            lastQueue.accumulateAndGet(queue, Math::max);
        }
        if (branch > lastBranch.get()) {
            lastBranch.accumulateAndGet(branch, Math::max);
        }
    }
}
