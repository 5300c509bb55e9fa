package io.postrider.broker.core.queue;

import io.postrider.broker.core.queue.FailedDelivery.Cause;
import io.postrider.protocol.link.Completion;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What of a queue is out: delivered to consumers, or acknowledged in transactions, and how it is settled. Methods that are said
 * to be steps may be called by any thread; the rest belongs to the queue's mailbox.
 */
final class Outstanding {
    private final MessageQueue queue;
    private final Dispatcher dispatcher;
    private final Returns returns;
    /** Closed consumers of which something is outstanding. */
    private final List<QueueConsumer> lingering = new ArrayList<>(0);

    private int acknowledgedInTransactions;

    Outstanding(MessageQueue queue, Dispatcher dispatcher, Returns returns) {
        this.queue = queue;
        this.dispatcher = dispatcher;
        this.returns = returns;
    }

    /** How many entries are out. */
    int count() {
        return dispatcher.inFlight() + acknowledgedInTransactions;
    }

    /** So many entries more, or fewer, are out for a transaction or an operator. */
    void addTransacted(int entries) {
        acknowledgedInTransactions += entries;
    }

    /** All consumers that hold deliveries, open or closed. */
    List<QueueConsumer> holders() {
        List<QueueConsumer> holders = new ArrayList<>(dispatcher.consumers());
        holders.addAll(lingering);
        return holders;
    }

    /** A step. */
    void acknowledge(QueueConsumer consumer, long firstTag, long lastTag, Completion completion) {
        queue.submit(() -> {
            long last = Math.min(lastTag, consumer.window.end() - 1);
            for (long tag = Math.max(firstTag, consumer.window.first()); tag <= last; tag++) {
                Entry entry = dispatcher.take(consumer, tag);
                if (entry != null) {
                    dispatcher.landed(1);
                    queue.gone(entry);
                }
            }
            settled(consumer, completion);
        });
    }

    /** A step. */
    void acknowledge(
            QueueConsumer consumer,
            long firstTag,
            long lastTag,
            TransactedAcknowledgements transaction,
            Completion completion) {
        queue.submit(() -> {
            long last = Math.min(lastTag, consumer.window.end() - 1);
            for (long tag = Math.max(firstTag, consumer.window.first()); tag <= last; tag++) {
                Entry entry = dispatcher.take(consumer, tag);
                if (entry != null) {
                    dispatcher.landed(1);
                    entry.state = Entry.State.ACKNOWLEDGED;
                    acknowledgedInTransactions++;
                    transaction.acknowledged(queue, entry);
                }
            }
            settled(consumer, completion);
            transaction.stepDone();
        });
    }

    private void settled(QueueConsumer consumer, Completion completion) {
        if (completion != null) {
            completion.done();
        }
        if (consumer.closed && consumer.window.count() == 0) {
            lingering.remove(consumer);
            consumer.whenDone.run();
        }
    }

    /** A step. */
    void release(QueueConsumer consumer, long firstTag, long lastTag, boolean attempted, Completion completion) {
        queue.submit(() -> {
            returns.putBack(
                    takeRange(consumer, firstTag, lastTag),
                    attempted ? Returns.How.attempted(Cause.RELEASED, consumer.who) : Returns.How.UNTOUCHED);
            settled(consumer, completion);
            queue.dispatch();
        });
    }

    private List<Entry> takeRange(QueueConsumer consumer, long firstTag, long lastTag) {
        List<Entry> entries = new ArrayList<>();
        long last = Math.min(lastTag, consumer.window.end() - 1);
        for (long tag = Math.max(firstTag, consumer.window.first()); tag <= last; tag++) {
            Entry entry = dispatcher.take(consumer, tag);
            if (entry != null) {
                entries.add(entry);
            }
        }
        dispatcher.landed(entries.size());
        return entries;
    }

    /**
     * A step: a consumer closes in order.
     *
     * @return whether it was open
     */
    CompletionStage<Boolean> close(QueueConsumer consumer, long lastHandedTag) {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        queue.submit(() -> {
            boolean wasOpen = detach(consumer);
            comeBack(takeRange(consumer, lastHandedTag + 1, Long.MAX_VALUE), Returns.How.UNTOUCHED);
            queue.removals().flush();
            closed.complete(wasOpen);
            settled(consumer, null);
        });
        return closed;
    }

    /** A step: no more goes to a consumer. */
    void withdrawCredit(QueueConsumer consumer) {
        queue.submit(() -> dispatcher.withdrawCredit(consumer));
    }

    /**
     * A step: a consumer's connection has ended.
     *
     * @return whether it was open
     */
    CompletionStage<Boolean> abandon(QueueConsumer consumer) {
        CompletableFuture<Boolean> abandoned = new CompletableFuture<>();
        queue.submit(() -> {
            boolean wasOpen = detach(consumer);
            comeBack(
                    takeRange(consumer, 1, Long.MAX_VALUE),
                    wasOpen ? Returns.How.POSSIBLY_SEEN : Returns.How.attempted(Cause.CONNECTION_ENDED, consumer.who));
            // whoever waits for this may write the record of an orderly shutdown next
            queue.removals().flush();
            abandoned.complete(wasOpen);
            settled(consumer, null);
        });
        return abandoned;
    }

    private boolean detach(QueueConsumer consumer) {
        if (consumer.closed) {
            return false;
        }
        consumer.closed = true;
        lingering.add(consumer);
        dispatcher.remove(consumer);
        queue.consumersChanged();
        return true;
    }

    /** Entries come back, and are offered again. */
    void comeBack(List<Entry> entries, Returns.How how) {
        returns.putBack(entries, how);
        queue.dispatch();
    }
}
