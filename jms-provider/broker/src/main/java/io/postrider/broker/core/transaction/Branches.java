package io.postrider.broker.core.transaction;

import io.postrider.broker.core.dedup.Once;
import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.routing.Router;
import io.postrider.broker.core.step.Timers;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.store.StoredMessage;
import io.postrider.broker.core.transaction.BranchState.Event;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.UnitCompletion;
import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.EndMode;
import io.postrider.protocol.link.StartMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** All branches of distributed transactions that a broker knows. Safe for all threads. */
public final class Branches {
    /** After which an unprepared branch is rolled back for which no time-out was given. */
    static final int DEFAULT_TIMEOUT_SECONDS = 300;

    private final Router router;
    private final MessageStore store;
    private final Timers timers;
    private final Map<BranchId, Branch> branches = new ConcurrentHashMap<>();

    /** None yet. */
    public Branches(Router router, MessageStore store, Timers timers) {
        this.router = router;
        this.store = store;
        this.timers = timers;
    }

    /**
     * Begins work on a branch.
     *
     * @param connection whose work it is
     * @param number the connection's number for it
     * @return what the work is added to
     * @throws BrokerException with one of the XA errors
     */
    public Transaction start(BranchId id, Object connection, long number, StartMode mode, int timeoutSeconds)
            throws BrokerException {
        if (mode == StartMode.NEW) {
            Branch made = new Branch(id, new Transaction(router, store, connection), connection, number);
            if (branches.putIfAbsent(id, made) != null) {
                throw new BrokerException(BrokerError.XA_DUPLICATE_BRANCH, "branch " + id + " exists already");
            }
            scheduleTimeOut(made, timeoutSeconds == 0 ? DEFAULT_TIMEOUT_SECONDS : timeoutSeconds);
            return made.work();
        }
        Branch known = known(id);
        if (mode == StartMode.JOIN) {
            known.join(connection, number);
        } else {
            known.resume(connection, number);
        }
        return known.work();
    }

    private Branch known(BranchId id) throws BrokerException {
        Branch known = branches.get(id);
        if (known == null) {
            throw new BrokerException(BrokerError.XA_UNKNOWN_BRANCH, "branch " + id + " is not known");
        }
        return known;
    }

    private void scheduleTimeOut(Branch branch, int timeoutSeconds) {
        timers.schedule(timers.nowMillis() + 1000L * timeoutSeconds, () -> timeOut(branch, timeoutSeconds));
    }

    private void timeOut(Branch branch, int timeoutSeconds) {
        if (!branch.takeIfPossible(Event.TIME_OUT)) {
            return;
        }
        if (branch.state() == BranchState.ENDED) {
            // its transaction manager had as much time again to ask what became of it
            branches.remove(branch.id, branch);
            return;
        }
        branch.work().end(() -> branch.work().undo(() -> scheduleTimeOut(branch, timeoutSeconds)));
    }

    /**
     * Ends or suspends work on a branch.
     *
     * @throws BrokerException with one of the XA errors
     */
    public void end(BranchId id, Object connection, long number, EndMode mode) throws BrokerException {
        Branch branch = known(id);
        if (mode == EndMode.SUSPEND) {
            branch.suspend(connection, number);
        } else {
            branch.end(connection, number, mode == EndMode.FAIL);
        }
    }

    /**
     * Prepares a branch.
     *
     * @return true once it is in the journal; false where there is nothing to be done
     */
    public CompletionStage<Boolean> prepare(BranchId id) {
        CompletableFuture<Boolean> prepared = new CompletableFuture<>();
        try {
            Branch branch = known(id);
            if (branch.take(Event.PREPARE) == BranchState.DOOMED) {
                rollBackUnprepared(branch, rolledBack(branch, null), prepared, null);
            } else {
                branch.work().end(() -> prepare(branch, prepared));
            }
        } catch (BrokerException e) {
            prepared.completeExceptionally(e);
        }
        return prepared;
    }

    private void prepare(Branch branch, CompletableFuture<Boolean> prepared) {
        if (branch.work().doomedBy() != null) {
            branch.takeIfPossible(Event.NOT_JOURNALED);
            rollBackUnprepared(branch, rolledBack(branch, branch.work().doomedBy()), prepared, null);
            return;
        }
        if (branch.work().isEmpty()) {
            finish(branch, Event.NOTHING_TO_PREPARE);
            prepared.complete(false);
            return;
        }
        PreparedWork work = branch.work().prepareWork();
        KeptRecord record = new KeptRecord();
        long number = store.nextBranch();
        List<JournalRecord> records = new ArrayList<>(work.additions());
        records.add(MessageStore.record(
                new CoreRecord.BranchPrepared(
                        number, branch.id, PreparedWork.keysOf(work.added()), PreparedWork.keysOf(work.removed())),
                record));
        branch.preparation = new Branch.Preparation(number, record, work);
        store.append(records, Urgency.PROMPT, new UnitCompletion() {
            @Override
            public void committed() {
                branch.takeIfPossible(Event.DONE);
                prepared.complete(true);
            }

            @Override
            public void failed(JournalException cause) {
                branch.takeIfPossible(Event.NOT_JOURNALED);
                work.undo(() -> {
                    finish(branch, Event.DONE);
                    prepared.completeExceptionally(rolledBack(branch, store.journalFailed(cause)));
                });
            }
        });
    }

    /** Commits a prepared branch. */
    public CompletionStage<Void> commit(BranchId id) {
        CompletableFuture<Void> committed = new CompletableFuture<>();
        try {
            Branch branch = known(id);
            branch.take(Event.COMMIT);
            commitPrepared(branch, committed);
        } catch (BrokerException e) {
            committed.completeExceptionally(e);
        }
        return committed;
    }

    /**
     * Commits a branch that is not prepared.
     *
     * @param once told of the outcome, and journaled with it; null for a commit that nobody will ask for again
     */
    public void commitAtOnce(BranchId id, Once once, Completion completion) {
        try {
            Branch branch = known(id);
            if (branch.take(Event.COMMIT_AT_ONCE) == BranchState.DOOMED) {
                branch.work().end(() -> branch.work().undo(() -> {
                    finish(branch, Event.DONE);
                    failed(once, completion, rolledBack(branch, null));
                }));
            } else {
                branch.work().commit(once, new Finishing(branch, completion));
            }
        } catch (BrokerException e) {
            failed(once, completion, e);
        }
    }

    private static void failed(Once once, Completion completion, BrokerException cause) {
        if (once != null) {
            once.failed(cause);
        }
        completion.failed(cause);
    }

    /** The branch is known no more once its commit has an outcome. */
    private final class Finishing implements Completion {
        private final Branch branch;
        private final Completion completion;

        private Finishing(Branch branch, Completion completion) {
            this.branch = branch;
            this.completion = completion;
        }

        @Override
        public void done() {
            finish(branch, Event.DONE);
            completion.done();
        }

        @Override
        public void failed(BrokerException cause) {
            finish(branch, Event.NOT_JOURNALED);
            completion.failed(cause);
        }
    }

    private void commitPrepared(Branch branch, CompletableFuture<Void> committed) {
        PreparedWork work = branch.preparation.work();
        end(branch, work.removed(), committed, () -> {
            work.apply();
            finish(branch, Event.DONE);
            committed.complete(null);
        });
    }

    /** Rolls a branch back, prepared or not. */
    public CompletionStage<Void> rollback(BranchId id) {
        CompletableFuture<Void> rolledBack = new CompletableFuture<>();
        try {
            Branch branch = known(id);
            BranchState before = branch.take(Event.ROLLBACK);
            if (before == BranchState.TIMED_OUT) {
                branches.remove(id, branch);
                rolledBack.complete(null);
            } else if (before == BranchState.PREPARED) {
                rollBackPrepared(branch, rolledBack);
            } else {
                rollBackUnprepared(branch, null, rolledBack, null);
            }
        } catch (BrokerException e) {
            rolledBack.completeExceptionally(e);
        }
        return rolledBack;
    }

    private void rollBackPrepared(Branch branch, CompletableFuture<Void> rolledBack) {
        PreparedWork work = branch.preparation.work();
        end(
                branch,
                work.added(),
                rolledBack,
                () -> work.undo(() -> {
                    finish(branch, Event.DONE);
                    rolledBack.complete(null);
                }));
    }

    /**
     * An operator decides a prepared branch: its transaction manager is told when it asks, and until it forgets the branch.
     *
     * @return done once it is in the journal; fails with {@link BrokerError#XA_UNKNOWN_BRANCH}, or as the branch's state does
     */
    public CompletionStage<Void> decide(BranchId id, boolean commit) {
        CompletableFuture<Void> decided = new CompletableFuture<>();
        try {
            Branch branch = known(id);
            branch.take(commit ? Event.DECIDE_COMMIT : Event.DECIDE_ROLLBACK);
            PreparedWork work = branch.preparation.work();
            KeptRecord record = new KeptRecord();
            CoreRecord content = new CoreRecord.BranchDecided(branch.preparation.number(), id, commit);
            Runnable then = () -> {
                branch.decision = record;
                branch.takeIfPossible(Event.DONE);
                decided.complete(null);
            };
            JournalRecord decision = MessageStore.record(content, record);
            if (commit) {
                end(branch, work.removed(), List.of(decision), decided, () -> {
                    work.apply();
                    then.run();
                });
            } else {
                end(branch, work.added(), List.of(decision), decided, () -> work.undo(then));
            }
        } catch (BrokerException e) {
            decided.completeExceptionally(e);
        }
        return decided;
    }

    private void end(
            Branch branch, Map<Integer, List<StoredMessage>> removed, CompletableFuture<Void> outcome, Runnable then) {
        end(branch, removed, List.of(), outcome, then);
    }

    /** Journals a prepared branch's outcome together with the messages that leave by it, and goes on. */
    private void end(
            Branch branch,
            Map<Integer, List<StoredMessage>> removed,
            List<JournalRecord> further,
            CompletableFuture<Void> outcome,
            Runnable then) {
        List<JournalRecord> records = new ArrayList<>(further);
        records.add(MessageStore.record(new CoreRecord.BranchEnded(branch.preparation.number()), null));
        records.addAll(PreparedWork.removal(removed));
        append(records, outcome, then, branch::notJournaled, branch.preparation.record());
    }

    private void append(
            List<JournalRecord> records,
            CompletableFuture<Void> outcome,
            Runnable then,
            Runnable otherwise,
            KeptRecord former) {
        store.append(records, Urgency.PROMPT, new UnitCompletion() {
            @Override
            public void committed() {
                store.releaseRecord(former);
                then.run();
            }

            @Override
            public void failed(JournalException cause) {
                otherwise.run();
                outcome.completeExceptionally(store.journalFailed(cause));
            }
        });
    }

    private <T> void rollBackUnprepared(Branch branch, BrokerException failure, CompletableFuture<T> outcome, T value) {
        branch.work().end(() -> branch.work().undo(() -> {
            finish(branch, Event.DONE);
            if (failure != null) {
                outcome.completeExceptionally(failure);
            } else {
                outcome.complete(value);
            }
        }));
    }

    private static BrokerException rolledBack(Branch branch, BrokerException cause) {
        return new BrokerException(
                BrokerError.TRANSACTION_ROLLED_BACK,
                "branch " + branch.id + " was rolled back, as "
                        + (cause == null ? "its work has failed" : cause.getMessage()),
                cause);
    }

    private void finish(Branch branch, Event event) {
        branch.takeIfPossible(event);
        branches.remove(branch.id, branch);
    }

    /**
     * Forgets a branch that an operator decided.
     *
     * @return done once the journal knows; fails with {@link BrokerError#XA_UNKNOWN_BRANCH} or, where nobody decided it,
     *     {@link BrokerError#XA_PROTOCOL}
     */
    public CompletionStage<Void> forget(BranchId id) {
        CompletableFuture<Void> forgotten = new CompletableFuture<>();
        try {
            Branch branch = known(id);
            branch.take(Event.FORGET);
            branches.remove(id, branch);
            CoreRecord content = new CoreRecord.BranchForgotten(branch.number());
            List<JournalRecord> records = List.of(MessageStore.record(content, null));
            append(records, forgotten, () -> forgotten.complete(null), () -> {}, branch.decision);
        } catch (BrokerException e) {
            forgotten.completeExceptionally(e);
        }
        return forgotten;
    }

    /**
     * A branch that waits, for its outcome or to be forgotten.
     *
     * @param decision what an operator decided: true to commit; null while it is in doubt
     */
    public record Waiting(BranchId id, Boolean decision) {}

    /** All branches in doubt, and those that an operator decided. */
    public List<Waiting> waiting() {
        List<Waiting> waiting = new ArrayList<>();
        for (Branch branch : branches.values()) {
            BranchState state = branch.state();
            if (state == BranchState.PREPARED) {
                waiting.add(new Waiting(branch.id, null));
            } else if (state == BranchState.HEURISTICALLY_COMMITTED || state == BranchState.HEURISTICALLY_ROLLED_BACK) {
                waiting.add(new Waiting(branch.id, state == BranchState.HEURISTICALLY_COMMITTED));
            }
        }
        return waiting;
    }

    /** All prepared branches, and those that an operator decided. */
    public List<BranchId> recoverable() {
        return waiting().stream().map(Waiting::id).toList();
    }

    /** A connection has ended: what it had under way is rolled back. */
    public List<CompletionStage<Void>> connectionEnded(Object connection) {
        return rollBackUnprepared(branch -> branch.involves(connection));
    }

    /** The broker stops: what is not prepared is rolled back, whether its work has ended or not. */
    public List<CompletionStage<Void>> brokerStops() {
        return rollBackUnprepared(branch -> true);
    }

    private List<CompletionStage<Void>> rollBackUnprepared(Predicate<Branch> which) {
        List<CompletionStage<Void>> rolledBack = new ArrayList<>();
        for (Branch branch : branches.values()) {
            if (which.test(branch) && branch.takeIfPossible(Event.CONNECTION_ENDED)) {
                CompletableFuture<Void> done = new CompletableFuture<>();
                rollBackUnprepared(branch, null, done, null);
                rolledBack.add(done);
            }
        }
        return rolledBack;
    }

    /** Recovery found a prepared branch. */
    void recovered(BranchId id, long number, KeptRecord record, PreparedWork work) {
        branches.put(id, new Branch(id, new Branch.Preparation(number, record, work)));
    }

    /**
     * Recovery found a prepared branch.
     *
     * @param record the journal's record of it
     */
    public void recovered(CoreRecord.BranchPrepared prepared, KeptRecord record, RecoveredWork work) {
        recovered(
                prepared.id(),
                prepared.branch(),
                record,
                new PreparedWork(
                        store, work.postings(), List.of(), work.acknowledged(), "a branch of before the start"));
    }

    /** Recovery found a branch that an operator decided. */
    public void recovered(CoreRecord.BranchDecided decided, KeptRecord record) {
        branches.put(decided.id(), new Branch(decided.id(), decided.branch(), decided.committed(), record));
    }
}
