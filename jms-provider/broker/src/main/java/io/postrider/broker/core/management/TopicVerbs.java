package io.postrider.broker.core.management;

import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.topic.LastMessage;
import io.postrider.broker.core.topic.Subscription;
import io.postrider.broker.core.topic.SubscriptionName;
import io.postrider.broker.core.topic.Subscriptions;
import io.postrider.broker.core.topic.Topic;
import io.postrider.broker.security.Access;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ManagementArgument;
import io.postrider.protocol.link.ManagementReply;
import io.postrider.protocol.link.Permission;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The verbs on topics and their subscriptions. Safe for all threads. A topic without durable subscriptions holds nothing, and
 * is forgotten when the broker stops.
 */
final class TopicVerbs {
    private final ManagedBroker broker;
    private final ManagedDestinations destinations;
    private final Subscriptions subscriptions;
    private final QueueVerbs queues;

    TopicVerbs(ManagedBroker broker, QueueVerbs queues) {
        this.broker = broker;
        this.destinations = broker.destinations();
        this.subscriptions = broker.subscriptions();
        this.queues = queues;
    }

    private Topic existing(String name) throws BrokerException {
        DestinationName topic = DestinationName.topic(name);
        if (!destinations.exists(topic)) {
            throw new BrokerException(BrokerError.INVALID_DESTINATION, topic + " does not exist");
        }
        return destinations.topic(topic);
    }

    private List<Topic> matching(Arguments arguments, Access access) throws BrokerException {
        var pattern = arguments.pattern(ManagementArgument.PATTERN);
        return destinations.topics().stream()
                .filter(topic -> pattern.matches(topic.name()) && access.permits(Permission.MANAGE, topic.name()))
                .toList();
    }

    CompletionStage<ManagementReply> list(Arguments arguments, Access access) throws BrokerException {
        List<CompletionStage<Map<String, Object>>> rows = new ArrayList<>();
        for (Topic topic : matching(arguments, access)) {
            rows.add(lastMessage(topic)
                    .thenApply(last -> Row.of("name", topic.name().name())
                            .and("temporary", topic.name().isTemporary())
                            .and("subscriptions", topic.subscriptions())
                            .and("last-message", last == null ? null : String.valueOf(last.id()))
                            .and("policy", topic.policy().toString())
                            .values()));
        }
        return Replies.sortedBy("name", rows);
    }

    private CompletionStage<Message> lastMessage(Topic topic) {
        LastMessage kept = destinations.lastMessages().find(topic.name());
        return kept == null ? CompletableFuture.completedStage(null) : kept.now();
    }

    /** Forgets the last message. */
    CompletionStage<ManagementReply> clear(String name) throws BrokerException {
        LastMessage kept = destinations.lastMessages().find(existing(name).name());
        return kept == null ? Replies.of(List.of()) : queues.purge(List.of(kept.queue()), null);
    }

    CompletionStage<ManagementReply> create(String name) throws BrokerException {
        return Replies.done(CompletableFuture.completedStage(destinations.topic(DestinationName.topic(name))));
    }

    CompletionStage<ManagementReply> delete(String name, boolean force) {
        return Replies.done(destinations.delete(DestinationName.topic(name), force));
    }

    CompletionStage<ManagementReply> purge(String name, String selector) throws BrokerException {
        return queues.purge(subscriptions.queuesOf(existing(name)), selector);
    }

    CompletionStage<ManagementReply> pause(String name, boolean paused) throws BrokerException {
        CompletableFuture<?>[] all = subscriptions.queuesOf(existing(name)).stream()
                .map(queue -> queue.pause(paused).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return Replies.done(CompletableFuture.allOf(all));
    }

    // ---- subscriptions

    CompletionStage<ManagementReply> listSubscriptions(Arguments arguments, Access access) throws BrokerException {
        List<CompletionStage<Map<String, Object>>> rows = new ArrayList<>();
        for (Topic topic : matching(arguments, access)) {
            for (Subscription subscription : subscriptions.of(topic)) {
                rows.add(subscription.queue().figures().thenApply(figures -> QueueVerbs.figures(
                                described(subscription), figures)
                        .values()));
            }
        }
        return Replies.sortedBy("topic", rows);
    }

    private static Row described(Subscription subscription) {
        Subscription.Terms terms = subscription.terms();
        SubscriptionName name = terms.name();
        return Row.of("topic", subscription.topic().name().name())
                .and("name", name == null ? null : name.name())
                .and("client-id", name == null ? null : name.clientId())
                .and("durable", terms.durable())
                .and("shared", terms.shared())
                .and("selector", terms.selector())
                .and("no-local", terms.noLocal());
    }

    CompletionStage<ManagementReply> createSubscription(Arguments arguments) throws BrokerException {
        SubscriptionName name = name(arguments);
        boolean shared = arguments.truth(ManagementArgument.SHARED);
        if (!shared && name.clientId() == null) {
            throw Arguments.invalid(
                    "a subscription that is not shared needs the argument \"" + ManagementArgument.CLIENT_ID + "\"");
        }
        String selector = arguments.text(ManagementArgument.SELECTOR);
        Subscription.Terms terms = new Subscription.Terms(
                name, shared, selector, broker.compile(selector), arguments.truth(ManagementArgument.NO_LOCAL));
        DestinationName topic = DestinationName.topic(arguments.text(ManagementArgument.TOPIC));
        Subscription known = subscriptions.find(name);
        if (known != null && !isSame(known, topic, terms)) {
            throw new BrokerException(
                    BrokerError.SUBSCRIPTION_IN_USE,
                    "there is another " + name + ", of " + known.topic().name());
        }
        return Replies.done(
                subscriptions.open(destinations.topic(topic), terms, null).thenAccept(subscriptions::closed));
    }

    private static boolean isSame(Subscription known, DestinationName topic, Subscription.Terms terms) {
        return known.topic().name().equals(topic)
                && known.terms().shared() == terms.shared()
                && known.terms().noLocal() == terms.noLocal()
                && Objects.equals(known.terms().selector(), terms.selector());
    }

    private static SubscriptionName name(Arguments arguments) {
        return new SubscriptionName(
                arguments.text(ManagementArgument.CLIENT_ID), arguments.text(ManagementArgument.NAME), true);
    }

    /** The durable subscription that arguments name. */
    Subscription subscription(Arguments arguments) throws BrokerException {
        Subscription known = subscriptions.find(name(arguments));
        if (known == null) {
            throw new BrokerException(BrokerError.NO_SUCH_SUBSCRIPTION, "there is no " + name(arguments));
        }
        return known;
    }

    CompletionStage<ManagementReply> deleteSubscription(Arguments arguments) throws BrokerException {
        return Replies.done(subscriptions.delete(name(arguments), arguments.truth(ManagementArgument.FORCE)));
    }

    CompletionStage<ManagementReply> purgeSubscription(Arguments arguments) throws BrokerException {
        MessageQueue queue = subscription(arguments).queue();
        return queues.purge(List.of(queue), arguments.text(ManagementArgument.SELECTOR));
    }

    CompletionStage<ManagementReply> pauseSubscription(Arguments arguments, boolean paused) throws BrokerException {
        return Replies.done(subscription(arguments).queue().pause(paused));
    }
}
