package io.postrider.client.failover;

import io.postrider.client.remote.RecoverableLink;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Completion;

/**
 * An acknowledgement. That of a stale delivery has no effect: the message has gone back to the broker. Outside of a transaction whoever asks
 * is told so, if all of it is stale; in a transaction, that is rolled back.
 */
final class Acknowledgement extends Carried {
    private static final String STALE =
            "it acknowledges messages of a link that was lost, which went back to the broker";

    private final CarriedConsumers consumers;
    private final CarriedTransactions transactions;
    private final long consumer;
    private final long firstTag;
    private final long lastTag;
    private final long transaction;
    private final Completion completion;
    private long base;

    /**
     * @param completion or null
     */
    Acknowledgement(
            LinkSwitch links,
            CarriedConsumers consumers,
            CarriedTransactions transactions,
            long consumer,
            long firstTag,
            long lastTag,
            long transaction,
            Completion completion) {
        super(links);
        this.consumers = consumers;
        this.transactions = transactions;
        this.consumer = consumer;
        this.firstTag = firstTag;
        this.lastTag = lastTag;
        this.transaction = transaction;
        this.completion = completion;
    }

    private boolean isTransacted() {
        return transaction != BrokerLink.NO_TRANSACTION;
    }

    @Override
    void begin() {
        base = consumers.base(consumer);
        if (isTransacted()) {
            if (firstTag <= base) {
                transactions.get(transaction).doom(STALE);
            }
            if (lastTag > base) {
                transactions.get(transaction).acknowledged();
            }
        }
    }

    @Override
    boolean isAwaited() {
        return completion != null;
    }

    @Override
    void issue(RecoverableLink link) {
        if (lastTag <= base) {
            told();
            return;
        }
        long first = Math.max(1, firstTag - base);
        link.acknowledge(
                consumer, first, lastTag - base, transaction, completion == null ? null : new Answer(link, outcome()));
    }

    private Completion outcome() {
        return new Completion() {
            @Override
            public void done() {
                tell(false);
            }

            @Override
            public void failed(BrokerException cause) {
                completion.failed(cause);
            }
        };
    }

    /** The link was lost: all of it is stale. A transaction knows that already. */
    @Override
    void issueAgain(RecoverableLink link) {
        base = Long.MAX_VALUE;
        told();
    }

    private void told() {
        if (completion != null && finish()) {
            tell(true);
        }
    }

    private void tell(boolean stale) {
        if (stale && !isTransacted()) {
            completion.failed(
                    new BrokerException(
                            BrokerError.STALE_DELIVERY,
                            "the link was lost before the messages were acknowledged: they come again, flagged as redelivered"));
        } else {
            completion.done();
        }
    }

    @Override
    void abandon(BrokerException cause) {
        if (completion != null) {
            completion.failed(cause);
        }
    }
}
