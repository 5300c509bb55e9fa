package io.postrider.broker.core.management;

import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.queue.QueueFigures;
import io.postrider.broker.security.Access;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ManagementArgument;
import io.postrider.protocol.link.ManagementReply;
import io.postrider.protocol.link.Permission;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The verbs on queues, and on the messages in them. Safe for all threads. */
final class QueueVerbs {
    private final ManagedBroker broker;
    private final ManagedDestinations destinations;

    QueueVerbs(ManagedBroker broker) {
        this.broker = broker;
        this.destinations = broker.destinations();
    }

    /** A queue that is there; operators' misspelt names make none. */
    private MessageQueue existing(String name) throws BrokerException {
        DestinationName queue = DestinationName.queue(name);
        if (!destinations.exists(queue)) {
            throw new BrokerException(BrokerError.INVALID_DESTINATION, queue + " does not exist");
        }
        return destinations.queue(queue);
    }

    CompletionStage<ManagementReply> list(Arguments arguments, Access access) throws BrokerException {
        var pattern = arguments.pattern(ManagementArgument.PATTERN);
        List<CompletionStage<Map<String, Object>>> rows = new ArrayList<>();
        for (MessageQueue queue : destinations.queues()) {
            if (pattern.matches(queue.destination()) && access.permits(Permission.MANAGE, queue.destination())) {
                rows.add(queue.figures().thenApply(figures -> row(queue.destination(), figures)));
            }
        }
        return Replies.sortedBy("name", rows);
    }

    private static Map<String, Object> row(DestinationName name, QueueFigures figures) {
        return figures(Row.of("name", name.name()).and("temporary", name.isTemporary()), figures)
                .values();
    }

    /** Adds the columns that queues and subscriptions share. */
    static Row figures(Row row, QueueFigures figures) {
        return row.and("depth", figures.depth())
                .and("delayed", figures.delayed())
                .and("in-flight", figures.inFlight())
                .and("consumers", figures.consumers())
                .and("paused", figures.paused())
                .and("dropped", figures.dropped())
                .and("blocked-sends", figures.blockedSends())
                .and("slow-consumers", figures.slowConsumers())
                .and("policy", figures.policy());
    }

    CompletionStage<ManagementReply> create(String name) throws BrokerException {
        return Replies.done(destinations.queue(DestinationName.queue(name)).figures());
    }

    CompletionStage<ManagementReply> delete(String name, boolean force) {
        return Replies.done(destinations.delete(DestinationName.queue(name), force));
    }

    CompletionStage<ManagementReply> pause(String name, boolean paused) throws BrokerException {
        return Replies.done(existing(name).pause(paused));
    }

    CompletionStage<ManagementReply> purge(String name, String selector) throws BrokerException {
        return purge(List.of(existing(name)), selector);
    }

    /** Purges queues, or those of subscriptions. */
    CompletionStage<ManagementReply> purge(List<MessageQueue> queues, String selector) throws BrokerException {
        var filter = broker.compile(selector);
        List<CompletionStage<Map<String, Object>>> rows = new ArrayList<>();
        for (MessageQueue queue : queues) {
            rows.add(new MessageMove(
                            broker.store(), queue, Targets.nowhere(queue), filter, MessageMove.Pace.NO_LIMIT, false)
                    .run()
                    .thenApply(counts -> Row.of("from", queue.toString())
                            .and("messages", counts.getOrDefault(queue.toString(), 0L))
                            .values()));
        }
        return Replies.sortedBy("from", rows);
    }

    CompletionStage<ManagementReply> move(Arguments arguments, Access access) throws BrokerException {
        MessageQueue from = existing(arguments.text(ManagementArgument.FROM));
        DestinationName to = DestinationName.queue(arguments.text(ManagementArgument.TO));
        if (to.equals(from.destination())) {
            throw Arguments.invalid("messages of " + to + " cannot be moved to itself");
        }
        access.require(Permission.SEND, to);
        if (!destinations.exists(to)) {
            access.require(Permission.CREATE, to);
        }
        return run(arguments, from, Targets.queue(destinations.queue(to)));
    }

    CompletionStage<ManagementReply> redrive(Arguments arguments, Access access) throws BrokerException {
        MessageQueue from = existing(arguments.text(ManagementArgument.FROM));
        return run(arguments, from, Targets.origins(from, destinations, access));
    }

    private CompletionStage<ManagementReply> run(Arguments arguments, MessageQueue from, MessageMove.Target target)
            throws BrokerException {
        boolean dryRun = arguments.truth(ManagementArgument.DRY_RUN);
        MessageMove move = new MessageMove(
                broker.store(),
                from,
                target,
                broker.compile(arguments.text(ManagementArgument.SELECTOR)),
                new MessageMove.Pace(
                        arguments.count(ManagementArgument.LIMIT),
                        arguments.count(ManagementArgument.RATE),
                        broker.timers()),
                dryRun);
        return move.run().thenApply(counts -> {
            List<Map<String, Object>> rows = new ArrayList<>();
            counts.forEach((label, count) -> rows.add(Row.of("destination", label)
                    .and("messages", count)
                    .and("dry-run", dryRun)
                    .values()));
            return new ManagementReply(rows);
        });
    }
}
