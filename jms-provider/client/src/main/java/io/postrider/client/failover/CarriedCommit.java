package io.postrider.client.failover;

import io.postrider.client.remote.RecoverableLink;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.CommitId;
import io.postrider.protocol.link.Completion;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * A commit. If its link is lost the broker is asked whether it took effect; if not, and if all it did can be done again, it is done again. So
 * it is said to be rolled back only where it was.
 */
final class CarriedCommit extends Carried {
    private final CarriedTransactions transactions;
    private final long number;
    private final CommitId id;
    private final Completion completion;
    private CarriedTransaction transaction;

    CarriedCommit(LinkSwitch links, CarriedTransactions transactions, long number, CommitId id, Completion completion) {
        super(links);
        this.transactions = transactions;
        this.number = number;
        this.id = id;
        this.completion = completion;
    }

    @Override
    void begin() {
        transaction = transactions.end(number);
        if (transaction == null) {
            transaction = new CarriedTransaction(false, 0);
        }
    }

    @Override
    void issue(RecoverableLink link) {
        BrokerException doom = transaction.doom();
        if (doom == null) {
            link.commit(number, id, new Answer(link, completion));
        } else {
            link.rollback(number, new Answer(link, insteadOfCommit(doom)));
        }
    }

    private Completion insteadOfCommit(BrokerException doom) {
        return new Completion() {
            @Override
            public void done() {
                completion.failed(doom);
            }

            @Override
            public void failed(BrokerException cause) {
                completion.failed(cause);
            }
        };
    }

    @Override
    void issueAgain(RecoverableLink link) {
        BrokerException doom = transaction.doom();
        if (doom != null) {
            over(doom);
            return;
        }
        CompletableFuture<Boolean> asked = ask(link);
        try {
            if (asked.get()) {
                over(null);
            } else {
                again(link);
            }
        } catch (ExecutionException | InterruptedException e) {
            // the link was lost again, and the next one will be asked; or the broker refuses to tell
            BrokerException cause = e.getCause() instanceof BrokerException known ? known : null;
            if (cause != null && !link.hasEnded()) {
                over(cause);
            }
        }
    }

    /** Whether the commit took effect. */
    private CompletableFuture<Boolean> ask(RecoverableLink link) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        link.commit(BrokerLink.NO_TRANSACTION, id, new Completion() {
            @Override
            public void done() {
                answer.complete(true);
            }

            @Override
            public void failed(BrokerException cause) {
                if (cause.error() == BrokerError.TRANSACTION_ROLLED_BACK) {
                    answer.complete(false);
                } else {
                    answer.completeExceptionally(cause);
                }
            }
        });
        return answer;
    }

    private void again(RecoverableLink link) {
        String obstacle = transaction.obstacle();
        if (obstacle != null) {
            transaction.doom(obstacle);
            over(transaction.doom());
            return;
        }
        transaction.sends().forEach(send -> send.sayAgain(link));
        link.commit(number, id, new Answer(link, completion));
    }

    /** Nobody can tell what became of it. */
    @Override
    void issueElsewhere(RecoverableLink link) {
        BrokerException doom = transaction.doom();
        over(
                doom != null
                        ? doom
                        : new BrokerException(
                                BrokerError.LINK_LOST,
                                "the link was lost before the commit was answered, and the broker found in its place has another store:"
                                        + " whether the transaction was committed is not known"));
    }

    private void over(BrokerException failure) {
        transaction.sends().forEach(TransactedSend::drop);
        if (finish()) {
            if (failure == null) {
                completion.done();
            } else {
                completion.failed(failure);
            }
        }
    }

    @Override
    void abandon(BrokerException cause) {
        completion.failed(cause);
    }
}
