package io.postrider.client.failover;

import io.postrider.client.remote.RecoverableLink;
import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Which branches have work that is not prepared, and what became of it if the link was lost. Work that had not ended was rolled back with the
 * link. Work that had ended is still there if the broker has lived on, and was rolled back if not: the broker is asked. Takes the switch's
 * lock itself, which may be held already.
 *
 * <pre>
 *   start --&gt; AT_WORK --end--&gt; ENDED --prepare, commit, rollback--&gt; (settled)
 *                | lost            | lost
 *                v                 v
 *           ROLLED_BACK        UNCERTAIN --the broker does not know it--&gt; was rolled back
 * </pre>
 */
final class CarriedBranches {
    private enum Work {
        AT_WORK,
        ENDED,
        ROLLED_BACK,
        UNCERTAIN
    }

    private final LinkSwitch links;
    private final Map<BranchId, Work> branches = new HashMap<>();

    CarriedBranches(LinkSwitch links) {
        this.links = links;
    }

    private void note(BranchId branch, Work work) {
        links.lock.lock();
        try {
            branches.put(branch, work);
        } finally {
            links.lock.unlock();
        }
    }

    void begun(BranchId branch) {
        note(branch, Work.AT_WORK);
    }

    void ended(BranchId branch) {
        note(branch, Work.ENDED);
    }

    /** It is prepared, or has its outcome. */
    void settled(BranchId branch) {
        links.lock.lock();
        try {
            branches.remove(branch);
        } finally {
            links.lock.unlock();
        }
    }

    /** The link is lost. */
    void lost() {
        links.lock.lock();
        try {
            branches.replaceAll((branch, work) ->
                    work == Work.AT_WORK || work == Work.ROLLED_BACK ? Work.ROLLED_BACK : Work.UNCERTAIN);
        } finally {
            links.lock.unlock();
        }
    }

    private boolean is(BranchId branch, Work work) {
        links.lock.lock();
        try {
            return branches.get(branch) == work;
        } finally {
            links.lock.unlock();
        }
    }

    /** A command on a branch. */
    interface OnBranch<T> {
        CompletionStage<T> give();
    }

    /** Gives a command where the branch's work is not lost; fails with {@link BrokerError#TRANSACTION_ROLLED_BACK} where it is. */
    <T> CompletionStage<T> unlessRolledBack(RecoverableLink link, BranchId branch, OnBranch<T> command) {
        if (is(branch, Work.ROLLED_BACK)) {
            return fail(link, branch, rolledBack(branch));
        }
        CompletionStage<T> given = command.give();
        return is(branch, Work.UNCERTAIN) ? unknownIsRolledBack(branch, given) : given;
    }

    /** Rolls a branch back, and fails. */
    <T> CompletionStage<T> fail(RecoverableLink link, BranchId branch, BrokerException cause) {
        note(branch, Work.ROLLED_BACK);
        return rollBack(link, branch).thenCompose(done -> CompletableFuture.failedStage(cause));
    }

    /** The broker does not know the branch, and did not commit it: so it was rolled back. */
    static <T> CompletionStage<T> unknownIsRolledBack(BranchId branch, CompletionStage<T> given) {
        return given.handle((value, thrown) -> {
            if (thrown == null) {
                return value;
            }
            BrokerException cause = Asked.cause(thrown);
            throw new CompletionException(cause.error() == BrokerError.XA_UNKNOWN_BRANCH ? rolledBack(branch) : cause);
        });
    }

    /** Sees to it that nothing of it is left with a broker that has lived on: what nobody knows any more is done. */
    CompletionStage<Void> rollBack(RecoverableLink link, BranchId branch) {
        boolean lost = is(branch, Work.ROLLED_BACK) || is(branch, Work.UNCERTAIN);
        return lost
                ? Asked.doneIf(link.rollbackBranch(branch), BrokerError.XA_UNKNOWN_BRANCH)
                : link.rollbackBranch(branch);
    }

    /**
     * Prepares a branch that the former link was told to prepare, without an answer. It may be prepared; or be as it was; or have gone with the
     * broker. While its preparation is being journaled it is none of these, and its outcome is not known.
     */
    CompletionStage<Boolean> prepareAgain(RecoverableLink link, BranchId branch) {
        return isPrepared(link, branch).thenCompose(prepared -> {
            if (prepared) {
                return CompletableFuture.completedStage(true);
            }
            CompletionStage<Boolean> again =
                    unlessRolledBack(link, branch, () -> unknownIsRolledBack(branch, link.prepareBranch(branch)));
            return again.handle((vote, thrown) -> {
                        if (thrown == null) {
                            return CompletableFuture.completedStage(vote);
                        }
                        return Asked.cause(thrown).error() == BrokerError.XA_PROTOCOL
                                ? isPrepared(link, branch).thenCompose(CarriedBranches::preparedOrUnknown)
                                : CompletableFuture.<Boolean>failedStage(Asked.cause(thrown));
                    })
                    .thenCompose(vote -> vote);
        });
    }

    private static CompletionStage<Boolean> isPrepared(RecoverableLink link, BranchId branch) {
        return link.recoverBranches().thenApply(prepared -> prepared.contains(branch));
    }

    private static CompletionStage<Boolean> preparedOrUnknown(boolean prepared) {
        return prepared ? CompletableFuture.completedStage(true) : Asked.outcomeUnknown();
    }

    private static BrokerException rolledBack(BranchId branch) {
        return new BrokerException(
                BrokerError.TRANSACTION_ROLLED_BACK,
                "branch " + branch + " was rolled back, as the link was lost before it was prepared");
    }
}
