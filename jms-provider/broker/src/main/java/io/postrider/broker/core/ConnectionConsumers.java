package io.postrider.broker.core;

import io.postrider.broker.core.queue.MessageFilter;
import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.queue.QueueConsumer;
import io.postrider.broker.core.topic.Subscription;
import io.postrider.broker.core.topic.SubscriptionName;
import io.postrider.broker.core.topic.TopicPattern;
import io.postrider.broker.core.transaction.Transaction;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.DeliverySink;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** The consumers of one connection by their numbers, and what the connection does with them. Safe for all threads. */
final class ConnectionConsumers {
    private final BrokerConnection connection;
    private final BrokerCore broker;
    private final Destinations destinations;
    private final ConnectionTransactions transactions;
    private final LongTable<OpenConsumer> open = new LongTable<>();

    ConnectionConsumers(BrokerConnection connection, BrokerCore broker, ConnectionTransactions transactions) {
        this.connection = connection;
        this.broker = broker;
        this.destinations = broker.destinations();
        this.transactions = transactions;
    }

    CompletionStage<Void> open(ConsumerRequest request, DeliverySink sink) {
        try {
            connection.requireOpen();
            if (open.get(request.consumer()) != null) {
                throw new BrokerException(
                        BrokerError.ILLEGAL_STATE, "consumer " + request.consumer() + " exists already");
            }
            MessageFilter filter = broker.compile(request.selector());
            destinations.requireConsumable(request.destination(), connection);
            SubscriptionName name = request.subscription() == null ? null : nameOf(request.subscription());
            connection.rights().requireConsume(request, name);
            if (request.subscription() == null) {
                MessageQueue queue = destinations.queue(request.destination());
                return open(request, queue, filter, null, sink);
            }
            Subscription.Terms terms = new Subscription.Terms(
                    name, request.subscription().shared(), request.selector(), filter, request.noLocal());
            // a pattern's subscription may hold what this user must not see: of topics made since, or from before the
            // start
            MessageFilter permitted = TopicPattern.is(request.destination())
                    ? (message, deliveryCount) -> connection.mayConsume(message.destination())
                    : null;
            return broker.subscriptions()
                    .open(destinations.topic(request.destination()), terms, connection)
                    .thenCompose(subscription -> open(request, subscription.queue(), permitted, subscription, sink));
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private SubscriptionName nameOf(ConsumerRequest.Subscription subscription) throws BrokerException {
        if (subscription.name() == null) {
            return null;
        }
        String clientId = connection.clientId();
        if (subscription.durable() && !subscription.shared() && clientId == null) {
            throw new BrokerException(
                    BrokerError.ILLEGAL_STATE,
                    "the unshared durable subscription \"" + subscription.name() + "\" needs a client identifier");
        }
        return new SubscriptionName(clientId, subscription.name(), subscription.durable());
    }

    private CompletionStage<Void> open(
            ConsumerRequest request,
            MessageQueue queue,
            MessageFilter filter,
            Subscription subscription,
            DeliverySink sink) {
        long number = request.consumer();
        return queue.open(sink, filter, connection, () -> open.remove(number)).thenAccept(consumer -> {
            open.putIfAbsent(number, new OpenConsumer(number, consumer, request.destination(), subscription));
            if (connection.hasEnded()) {
                // the connection was closed meanwhile, and may not have seen this one
                abandon(open.get(number));
            }
        });
    }

    /** A consumer of this number, or null if it is known no longer. */
    private QueueConsumer find(long number) throws BrokerException {
        connection.requireOpen();
        OpenConsumer known = open.get(number);
        return known == null ? null : known.consumer();
    }

    void credit(long number, int messages, Completion offered) {
        try {
            QueueConsumer consumer = find(number);
            if (consumer != null) {
                consumer.credit(messages, offered);
            } else {
                Completions.done(offered);
            }
        } catch (BrokerException e) {
            Completions.fail(offered, e);
        }
    }

    void acknowledge(long number, long firstTag, long lastTag, long transaction, Completion completion) {
        try {
            QueueConsumer consumer = find(number);
            if (consumer == null) {
                Completions.done(completion);
            } else if (transaction == BrokerLink.NO_TRANSACTION) {
                consumer.acknowledge(firstTag, lastTag, completion);
            } else {
                Transaction work = transactions.get(transaction);
                work.expectStep();
                consumer.acknowledge(firstTag, lastTag, work, completion);
                connection.undoIfEnded();
            }
        } catch (BrokerException e) {
            Completions.fail(completion, e);
        }
    }

    void release(long number, long firstTag, long lastTag, boolean attempted, Completion completion) {
        try {
            QueueConsumer consumer = find(number);
            if (consumer != null) {
                consumer.release(firstTag, lastTag, attempted, completion);
            } else {
                Completions.done(completion);
            }
        } catch (BrokerException e) {
            Completions.fail(completion, e);
        }
    }

    CompletionStage<Void> close(long number, long lastHandedTag) {
        try {
            connection.requireOpen();
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
        OpenConsumer known = open.get(number);
        if (known == null) {
            return CompletableFuture.completedStage(null);
        }
        return known.consumer().close(lastHandedTag).thenAccept(first -> closed(known, first));
    }

    private CompletionStage<Void> abandon(OpenConsumer known) {
        return known.consumer().abandon().thenAccept(first -> closed(known, first));
    }

    private void closed(OpenConsumer known, boolean first) {
        if (first && known.subscription() != null) {
            broker.subscriptions().closed(known.subscription());
        }
    }

    /** What they consume from. */
    Stream<DestinationName> destinations() {
        return open.values().stream().map(OpenConsumer::destination);
    }

    /** Nothing more comes to any of them. */
    void withdrawCredit() {
        open.values().forEach(consumer -> consumer.consumer().withdrawCredit());
    }

    /** Gives up all of them; a stage for each. */
    List<CompletableFuture<?>> abandonAll() {
        List<CompletableFuture<?>> abandoned = new ArrayList<>();
        for (OpenConsumer consumer : open.values()) {
            abandoned.add(abandon(consumer).toCompletableFuture());
        }
        return abandoned;
    }

    int count() {
        return open.values().size();
    }
}
