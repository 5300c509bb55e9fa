package io.postrider.client.failover;

import io.postrider.client.remote.RecoverableLink;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.message.Message;

/** A message of a transaction. If the link is lost it is said again with its transaction, or dropped with it. */
final class TransactedSend extends Carried {
    private final CarriedTransactions transactions;
    private final Message message;
    private final long number;
    private final Completion completion;
    private CarriedTransaction transaction;
    private boolean dropped;

    /**
     * @param completion or null
     */
    TransactedSend(
            LinkSwitch links, CarriedTransactions transactions, Message message, long number, Completion completion) {
        super(links);
        this.transactions = transactions;
        this.message = message;
        this.number = number;
        this.completion = completion;
    }

    int bytes() {
        return message.estimatedBytes();
    }

    @Override
    void begin() {
        transaction = transactions.get(number);
        dropped = transaction.doom() != null;
        if (!dropped) {
            transaction.add(this);
        }
    }

    @Override
    boolean isAwaited() {
        return completion != null;
    }

    @Override
    void issue(RecoverableLink link) {
        if (dropped) {
            drop();
        } else {
            link.send(message, number, completion == null ? null : new Answer(link, new Outcome()));
        }
    }

    /** Those that are said again are said by their transaction. */
    @Override
    void issueAgain(RecoverableLink link) {
        // see sayAgain
    }

    /** Says it in the same transaction on another link. */
    void sayAgain(RecoverableLink link) {
        link.send(message, number, completion == null ? null : new Answer(link, new Outcome()));
    }

    /** Its transaction is rolled back, whatever becomes of it. */
    void drop() {
        if (completion != null && finish()) {
            completion.done();
        }
    }

    @Override
    void abandon(BrokerException cause) {
        if (completion != null) {
            completion.failed(cause);
        } else {
            transactions.doom(number, "a message could not be sent: " + cause.getMessage());
        }
    }

    private final class Outcome implements Completion {
        @Override
        public void done() {
            completion.done();
        }

        @Override
        public void failed(BrokerException cause) {
            transactions.remove(transaction, TransactedSend.this);
            completion.failed(cause);
        }

        @Override
        public boolean callerWaits() {
            return completion.callerWaits();
        }
    }
}
