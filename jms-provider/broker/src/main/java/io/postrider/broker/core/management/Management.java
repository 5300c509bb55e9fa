package io.postrider.broker.core.management;

import io.postrider.broker.journal.JournalStatus;
import io.postrider.broker.security.Access;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ManagementArgument;
import io.postrider.protocol.link.ManagementReply;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.link.ManagementVerb;
import io.postrider.protocol.message.DestinationName;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Answers what operators ask: checks the request and the permission, carries it out, writes it down. Safe for all threads. */
public final class Management {
    /** What is looked at and not changed: it is neither written down, nor refused to those who see only a part. */
    private static final Set<ManagementVerb> LISTS =
            EnumSet.of(ManagementVerb.QUEUE_LIST, ManagementVerb.TOPIC_LIST, ManagementVerb.SUBSCRIPTION_LIST);

    private static final Set<ManagementVerb> HARMLESS = EnumSet.of(
            ManagementVerb.BROKER_STATUS,
            ManagementVerb.CONNECTION_LIST,
            ManagementVerb.ACCOUNT_LIST,
            ManagementVerb.TRANSACTION_LIST,
            ManagementVerb.POLICY_LIST,
            ManagementVerb.POLICY_SHOW,
            ManagementVerb.JOURNAL_STATUS);

    private final ManagedBroker broker;
    private final QueueVerbs queues;
    private final TopicVerbs topics;
    private final BranchVerbs branches;
    private final PolicyVerbs policies;

    /** Of a broker. */
    public Management(ManagedBroker broker) {
        this.broker = broker;
        queues = new QueueVerbs(broker);
        topics = new TopicVerbs(broker, queues);
        branches = new BranchVerbs(broker.branches());
        policies = new PolicyVerbs(broker.policies());
    }

    /**
     * See {@link io.postrider.protocol.link.BrokerLink#manage}.
     *
     * @param access of who asks
     */
    public CompletionStage<ManagementReply> manage(ManagementRequest request, Access access) {
        CompletionStage<ManagementReply> reply;
        boolean quiet = false;
        try {
            Arguments arguments = Arguments.of(request);
            ManagementVerb verb = arguments.verb();
            quiet = LISTS.contains(verb) || HARMLESS.contains(verb);
            if (!LISTS.contains(verb)) {
                access.require(verb.permission(), subject(arguments));
            }
            reply = perform(arguments, access);
        } catch (BrokerException e) {
            reply = CompletableFuture.failedStage(e);
        } catch (IllegalArgumentException e) {
            // a name that no destination can have, or a directory that no file system can
            reply = CompletableFuture.failedStage(Arguments.invalid(e.getMessage()));
        }
        return quiet ? reply : reply.whenComplete((done, failure) -> audit(request, access, failure));
    }

    private static void audit(ManagementRequest request, Access access, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        access.audit(request.verb() + " " + request.arguments(), cause == null ? "done" : cause.getMessage());
    }

    /** The destination that a verb is about; null for the broker. */
    private DestinationName subject(Arguments arguments) throws BrokerException {
        return switch (arguments.verb()) {
            case QUEUE_CREATE, QUEUE_DELETE, QUEUE_PURGE, QUEUE_PAUSE, QUEUE_RESUME ->
                DestinationName.queue(arguments.text(ManagementArgument.NAME));
            case TOPIC_CREATE, TOPIC_DELETE, TOPIC_PURGE, TOPIC_CLEAR, TOPIC_PAUSE, TOPIC_RESUME ->
                DestinationName.topic(arguments.text(ManagementArgument.NAME));
            case SUBSCRIPTION_CREATE -> DestinationName.topic(arguments.text(ManagementArgument.TOPIC));
            case SUBSCRIPTION_DELETE, SUBSCRIPTION_PURGE, SUBSCRIPTION_PAUSE, SUBSCRIPTION_RESUME ->
                topics.subscription(arguments).topic().name();
            case POLICY_SHOW -> PolicyVerbs.destination(arguments.text(ManagementArgument.NAME));
            case MESSAGE_MOVE, MESSAGE_REDRIVE -> DestinationName.queue(arguments.text(ManagementArgument.FROM));
            default -> null;
        };
    }

    private CompletionStage<ManagementReply> perform(Arguments arguments, Access access) throws BrokerException {
        String name = arguments.text(ManagementArgument.NAME);
        return switch (arguments.verb()) {
            case BROKER_STATUS -> Replies.of(List.of(broker.status()));
            case QUEUE_LIST -> queues.list(arguments, access);
            case QUEUE_CREATE -> queues.create(name);
            case QUEUE_DELETE -> queues.delete(name, arguments.truth(ManagementArgument.FORCE));
            case QUEUE_PURGE -> queues.purge(name, arguments.text(ManagementArgument.SELECTOR));
            case QUEUE_PAUSE -> queues.pause(name, true);
            case QUEUE_RESUME -> queues.pause(name, false);
            case TOPIC_LIST -> topics.list(arguments, access);
            case TOPIC_CREATE -> topics.create(name);
            case TOPIC_DELETE -> topics.delete(name, arguments.truth(ManagementArgument.FORCE));
            case TOPIC_PURGE -> topics.purge(name, arguments.text(ManagementArgument.SELECTOR));
            case TOPIC_CLEAR -> topics.clear(name);
            case TOPIC_PAUSE -> topics.pause(name, true);
            case TOPIC_RESUME -> topics.pause(name, false);
            case SUBSCRIPTION_LIST -> topics.listSubscriptions(arguments, access);
            case SUBSCRIPTION_CREATE -> topics.createSubscription(arguments);
            case SUBSCRIPTION_DELETE -> topics.deleteSubscription(arguments);
            case SUBSCRIPTION_PURGE -> topics.purgeSubscription(arguments);
            case SUBSCRIPTION_PAUSE -> topics.pauseSubscription(arguments, true);
            case SUBSCRIPTION_RESUME -> topics.pauseSubscription(arguments, false);
            case MESSAGE_MOVE -> queues.move(arguments, access);
            case MESSAGE_REDRIVE -> queues.redrive(arguments, access);
            case POLICY_LIST -> policies.list();
            case POLICY_SHOW -> policies.show(name);
            case TRANSACTION_LIST -> branches.list();
            case TRANSACTION_COMMIT -> branches.decide(arguments.text(ManagementArgument.BRANCH), true);
            case TRANSACTION_ROLLBACK -> branches.decide(arguments.text(ManagementArgument.BRANCH), false);
            case TRANSACTION_FORGET -> branches.forget(arguments.text(ManagementArgument.BRANCH));
            case CONNECTION_LIST -> Replies.of(broker.connections());
            case ACCOUNT_LIST -> Replies.of(broker.accounts());
            case JOURNAL_STATUS -> journalStatus();
            case JOURNAL_BACKUP -> backup(arguments.text(ManagementArgument.DIRECTORY));
        };
    }

    private CompletionStage<ManagementReply> journalStatus() {
        JournalStatus status = broker.store().journalStatus();
        return Replies.of(List.of(Row.of("retained-records", status.retainedRecords())
                .and("store-bytes", status.storeBytes())
                .and("commits", status.commits())
                .and("units", status.units())
                .and("damaged-records", status.damagedRecords())
                .and("free-bytes", status.freeBytes())
                .and(
                        "failure",
                        status.failure() == null ? null : status.failure().getMessage())
                .values()));
    }

    private CompletionStage<ManagementReply> backup(String directory) {
        return Replies.done(broker.store().backup(Path.of(directory)));
    }
}
