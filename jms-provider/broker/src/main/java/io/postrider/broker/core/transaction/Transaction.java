package io.postrider.broker.core.transaction;

import io.postrider.broker.core.dedup.Once;
import io.postrider.broker.core.queue.Entry;
import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.queue.TransactedAcknowledgements;
import io.postrider.broker.core.routing.Posting;
import io.postrider.broker.core.routing.Router;
import io.postrider.broker.core.routing.Sender;
import io.postrider.broker.core.store.Gate;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.UnitCompletion;
import io.postrider.broker.policy.Limits;
import io.postrider.broker.policy.Limits.WhenFull;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The work of a transaction until its outcome: messages sent, deliveries acknowledged. Safe for all threads; an outcome
 * waits for acknowledgements whose steps are still under way.
 */
public final class Transaction implements TransactedAcknowledgements {
    private final Router router;
    private final MessageStore store;
    private final Object who;
    private final ReentrantLock lock = new ReentrantLock();
    private List<Sent> sent = new ArrayList<>();
    private Map<MessageQueue, List<Entry>> acknowledged = new LinkedHashMap<>();
    private int stepsUnderWay;
    private Runnable whenSettled;
    private boolean ending;
    private BrokerException doomedBy;
    private long sentBytes;
    /** Whether it sends to where a policy may hold senders back. */
    private volatile boolean mayBlock;

    /**
     * A transaction without work.
     *
     * @param who the connection, for people
     */
    public Transaction(Router router, MessageStore store, Object who) {
        this.router = router;
        this.store = store;
        this.who = who;
    }

    private record Sent(Message message, Sender sender) {}

    /**
     * Adds a message.
     *
     * @throws BrokerException if the destination does not exist, there is no memory for it, or the transaction is ending
     */
    public void send(Message message, Sender sender) throws BrokerException {
        Limits limits = router.requireDestination(message.destination()).limits();
        if (asks(WhenFull.FAIL, limits, sender)) {
            requireRoom(message, sender);
        }
        mayBlock |= asks(WhenFull.BLOCK, limits, sender);
        store.requireRoomFor(message);
        lock.lock();
        try {
            requireOpen();
            sent.add(new Sent(message, sender));
            int sizeBytes = message.estimatedBytes();
            sentBytes += sizeBytes;
            store.budget().add(sizeBytes);
        } finally {
            lock.unlock();
        }
    }

    private static boolean asks(WhenFull action, Limits limits, Sender sender) {
        return limits.any() && limits.whenFull() == action || sender.account().mayDo(action);
    }

    private void requireRoom(Message message, Sender sender) throws BrokerException {
        Posting posting = router.route(message, sender);
        for (Gate full = posting.full(); full != null; full = posting.full()) {
            if (full.whenFull() == WhenFull.FAIL) {
                throw full.refusal();
            }
            posting.pass();
        }
    }

    /** The transaction can only be rolled back. The first cause is kept. */
    public void doom(BrokerException cause) {
        lock.lock();
        try {
            doomedBy = doomedBy == null ? cause : doomedBy;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Announces an acknowledgement; {@link #stepDone} must follow.
     *
     * @throws BrokerException if the transaction is ending
     */
    public void expectStep() throws BrokerException {
        lock.lock();
        try {
            requireOpen();
            stepsUnderWay++;
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() throws BrokerException {
        if (ending) {
            throw new BrokerException(BrokerError.ILLEGAL_STATE, "the transaction is being committed or rolled back");
        }
    }

    @Override
    public void acknowledged(MessageQueue queue, Entry entry) {
        lock.lock();
        try {
            acknowledged.computeIfAbsent(queue, key -> new ArrayList<>()).add(entry);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stepDone() {
        Runnable next = null;
        lock.lock();
        try {
            if (--stepsUnderWay == 0) {
                next = whenSettled;
                whenSettled = null;
            }
        } finally {
            lock.unlock();
        }
        if (next != null) {
            next.run();
        }
    }

    /**
     * Ends the work, and goes on once no acknowledgement is under way.
     *
     * @return false if it was ending already
     */
    private boolean settle(Runnable then) {
        lock.lock();
        try {
            if (ending) {
                return false;
            }
            ending = true;
            if (stepsUnderWay > 0) {
                whenSettled = then;
                return true;
            }
        } finally {
            lock.unlock();
        }
        then.run();
        return true;
    }

    /**
     * Of which full queue it has to wait for room before it is committed; null if of none. A destination that is no longer there
     * is found by the commit itself.
     */
    public Gate blockedBy() {
        if (!mayBlock) {
            return null;
        }
        List<Sent> all;
        lock.lock();
        try {
            all = List.copyOf(sent);
        } finally {
            lock.unlock();
        }
        for (Sent one : all) {
            Gate full = blocking(one);
            if (full != null) {
                return full;
            }
        }
        return null;
    }

    private Gate blocking(Sent one) {
        try {
            Posting posting = router.route(one.message, one.sender);
            Gate full = posting.full();
            while (full != null && full.whenFull() != WhenFull.BLOCK) {
                posting.pass();
                full = posting.full();
            }
            return full;
        } catch (BrokerException gone) {
            return null;
        }
    }

    /**
     * Commits it as one unit of the journal.
     *
     * @param once told of the outcome, and part of the unit; null for a commit that nobody will ask for again
     */
    public void commit(Once once, Completion completion) {
        Completion outcome = once == null ? completion : new CommitOutcome(once, completion);
        if (!settle(() -> commitSettled(once, outcome))) {
            outcome.failed(new BrokerException(BrokerError.ILLEGAL_STATE, "the transaction has ended"));
        }
    }

    private void commitSettled(Once once, Completion completion) {
        if (doomedBy != null) {
            rollBackInstead(doomedBy, completion);
            return;
        }
        PreparedWork work = prepareWork();
        List<JournalRecord> records = work.additions();
        records.addAll(PreparedWork.removal(work.removed()));
        if (once != null) {
            // even where nothing else is to be journaled: what was done in memory must not be done twice either
            records.add(once.record());
        }
        if (records.isEmpty()) {
            work.apply();
            completion.done();
            return;
        }
        Urgency urgency = completion.callerWaits() ? Urgency.CALLER_WAITS : Urgency.PROMPT;
        store.append(records, urgency, new UnitCompletion() {
            @Override
            public void committed() {
                work.apply();
                completion.done();
            }

            @Override
            public void failed(JournalException cause) {
                work.undo(() -> completion.failed(rolledBack(store.journalFailed(cause))));
            }

            @Override
            public Executor endOfRound() {
                return completion.endOfRound();
            }
        });
    }

    /** Turns what was done into what is to be journaled: decides where each message goes. */
    PreparedWork prepareWork() {
        List<Posting> postings = new ArrayList<>(sent.size());
        List<JournalRecord> records = new ArrayList<>(sent.size() + acknowledged.size());
        for (Sent one : sent) {
            Posting posting;
            try {
                posting = router.route(one.message, one.sender);
            } catch (BrokerException gone) {
                // a temporary destination was deleted after the send: nobody can receive this any more
                continue;
            }
            for (Gate full = posting.full(); full != null; full = posting.full()) {
                if (full.whenFull() == WhenFull.PAGE && store.mayPage(one.message)) {
                    posting.page();
                }
                posting.pass();
            }
            if (!posting.isFirst(null)) {
                continue;
            }
            JournalRecord record = posting.store(store);
            if (record != null) {
                records.add(record);
                JournalRecord name = posting.nameRecord();
                if (name != null) {
                    records.add(name);
                }
            }
            postings.add(posting);
        }
        forgetSent();
        Map<MessageQueue, List<Entry>> entries = acknowledged;
        acknowledged = Map.of();
        return new PreparedWork(store, postings, records, entries, who);
    }

    private void forgetSent() {
        store.budget().remove(sentBytes);
        sentBytes = 0;
        sent = List.of();
    }

    /** Whether nothing was sent and nothing acknowledged. */
    boolean isEmpty() {
        return sent.isEmpty() && acknowledged.isEmpty();
    }

    BrokerException doomedBy() {
        return doomedBy;
    }

    /** Ends the work and goes on; for a branch. */
    void end(Runnable then) {
        if (!settle(then)) {
            then.run();
        }
    }

    /** Rolls it back: messages are forgotten, acknowledged deliveries come back as attempted. */
    public void rollback(Completion completion) {
        if (!settle(() -> undo(completion::done))) {
            completion.failed(new BrokerException(BrokerError.ILLEGAL_STATE, "the transaction has ended"));
        }
    }

    private void rollBackInstead(BrokerException cause, Completion completion) {
        undo(() -> completion.failed(rolledBack(cause)));
    }

    private static BrokerException rolledBack(BrokerException cause) {
        return new BrokerException(
                BrokerError.TRANSACTION_ROLLED_BACK,
                "the transaction was rolled back instead of committed: " + cause.getMessage(),
                cause);
    }

    /** Undoes the work; for a transaction that is ending. */
    void undo(Runnable done) {
        forgetSent();
        Map<MessageQueue, List<Entry>> entries = acknowledged;
        acknowledged = Map.of();
        new PreparedWork(store, List.of(), List.of(), entries, who).undo(done);
    }
}
