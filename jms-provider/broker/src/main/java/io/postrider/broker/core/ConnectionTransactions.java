package io.postrider.broker.core;

import io.postrider.broker.core.dedup.Once;
import io.postrider.broker.core.dedup.SequenceTable;
import io.postrider.broker.core.routing.Router;
import io.postrider.broker.core.store.Gate;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.transaction.Branches;
import io.postrider.broker.core.transaction.Transaction;
import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.CommitId;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.EndMode;
import io.postrider.protocol.link.StartMode;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The transactions of one connection, and the branches its transaction numbers stand for. */
final class ConnectionTransactions {
    private final BrokerConnection connection;
    private final Router router;
    private final MessageStore store;
    private final Branches branches;
    private final SequenceTable commits;
    private final LongTable<Transaction> local = new LongTable<>();
    private final LongTable<Transaction> ofBranches = new LongTable<>();

    /**
     * @param commits recognises a commit that is asked for again
     */
    ConnectionTransactions(
            BrokerConnection connection, Router router, MessageStore store, Branches branches, SequenceTable commits) {
        this.connection = connection;
        this.router = router;
        this.store = store;
        this.branches = branches;
        this.commits = commits;
    }

    /** The work a number stands for; a transaction begins with the first command that names it. */
    Transaction get(long number) {
        Transaction branch = ofBranches.get(number);
        if (branch != null) {
            return branch;
        }
        Transaction known = local.get(number);
        if (known == null) {
            local.putIfAbsent(number, new Transaction(router, store, connection));
            known = local.get(number);
        }
        return known;
    }

    void send(long number, Message message, Completion completion) {
        Transaction work = get(number);
        try {
            connection.rights().requireSend(message.destination());
            work.send(message, connection);
            Completions.done(completion);
        } catch (BrokerException e) {
            if (completion == null) {
                // nobody asks now: the commit will tell
                work.doom(e);
            } else {
                completion.failed(e);
            }
        }
    }

    void commit(long number, CommitId id, Completion completion) {
        if (id != null && ofBranches.get(number) == null) {
            commitOnce(number, id, completion);
            return;
        }
        Transaction work = local.remove(number);
        if (work != null) {
            commit(work, null, completion);
        } else {
            endWithoutWork(number, completion);
        }
    }

    /** A commit that was done stays done: what was sent again for it is dropped. One that was not done, is, or never will be. */
    private void commitOnce(long number, CommitId id, Completion completion) {
        Once once = commits.begin(id.producer(), id.sequence(), completion);
        Transaction work = local.remove(number);
        if (once == null) {
            if (work != null) {
                work.rollback(Completions.IGNORED);
            }
        } else if (number == BrokerLink.NO_TRANSACTION) {
            BrokerException never = new BrokerException(
                    BrokerError.TRANSACTION_ROLLED_BACK,
                    "the transaction was rolled back, as the link was lost before it was committed");
            once.failed(never);
            completion.failed(never);
        } else {
            commit(work != null ? work : new Transaction(router, store, connection), once, completion);
        }
    }

    private void commit(Transaction work, Once once, Completion completion) {
        Gate full = work.blockedBy();
        if (full == null) {
            work.commit(once, completion);
        } else {
            full.await(0, () -> work.commit(once, new Admission(full, completion)), refused -> {
                work.doom(refused);
                work.commit(once, completion);
            });
        }
    }

    void rollback(long number, Completion completion) {
        Transaction work = local.remove(number);
        if (work != null) {
            work.rollback(completion);
        } else {
            endWithoutWork(number, completion);
        }
    }

    private void endWithoutWork(long number, Completion completion) {
        if (ofBranches.get(number) == null) {
            completion.done();
        } else {
            completion.failed(new BrokerException(
                    BrokerError.ILLEGAL_STATE,
                    "transaction " + number + " stands for a branch, which its transaction manager ends"));
        }
    }

    CompletionStage<Void> startBranch(long number, BranchId id, StartMode mode, int timeoutSeconds) {
        try {
            connection.requireOpen();
            Transaction work = branches.start(id, connection, number, mode, timeoutSeconds);
            ofBranches.putIfAbsent(number, work);
            return CompletableFuture.completedStage(null);
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    CompletionStage<Void> endBranch(long number, BranchId id, EndMode mode) {
        try {
            connection.requireOpen();
            branches.end(id, connection, number, mode);
            return CompletableFuture.completedStage(null);
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        } finally {
            ofBranches.remove(number);
        }
    }

    CompletionStage<Boolean> prepareBranch(BranchId id) {
        try {
            connection.requireOpen();
            return branches.prepare(id);
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    CompletionStage<Void> commitBranch(BranchId id, boolean onePhase, CommitId name) {
        try {
            connection.requireOpen();
            return onePhase ? commitAtOnce(id, name) : branches.commit(id);
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** A branch that was not prepared leaves nothing behind when it is committed: so its commit may have a name, like those of local transactions. */
    private CompletionStage<Void> commitAtOnce(BranchId id, CommitId name) {
        CompletableFuture<Void> committed = new CompletableFuture<>();
        Completion outcome = Completions.of(committed);
        Once once = name == null ? null : commits.begin(name.producer(), name.sequence(), outcome);
        if (once != null || name == null) {
            branches.commitAtOnce(id, once, outcome);
        }
        return committed;
    }

    CompletionStage<Void> rollbackBranch(BranchId id) {
        try {
            connection.requireOpen();
            return branches.rollback(id);
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    CompletionStage<Void> forgetBranch(BranchId id) {
        try {
            connection.requireOpen();
            return branches.forget(id);
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    CompletionStage<List<BranchId>> recoverBranches() {
        try {
            connection.requireOpen();
            return CompletableFuture.completedStage(branches.recoverable());
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** The connection ends: what is open is rolled back, and prepared branches stay. */
    CompletableFuture<Void> rollbackAll() {
        List<CompletableFuture<?>> rolledBack = new ArrayList<>();
        for (Transaction work : local.values()) {
            CompletableFuture<Void> done = new CompletableFuture<>();
            work.rollback(Completions.of(done));
            // one that fails had ended already
            rolledBack.add(done.exceptionally(failure -> null));
        }
        branches.connectionEnded(connection).forEach(stage -> rolledBack.add(stage.toCompletableFuture()));
        return CompletableFuture.allOf(rolledBack.toArray(CompletableFuture[]::new));
    }
}
