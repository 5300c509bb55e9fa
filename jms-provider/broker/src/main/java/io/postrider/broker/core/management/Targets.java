package io.postrider.broker.core.management;

import io.postrider.broker.core.management.MessageMove.Departure;
import io.postrider.broker.core.management.MessageMove.Target;
import io.postrider.broker.core.queue.DeadLetters;
import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.security.Access;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Permission;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where messages go that an operator takes out of a queue. */
final class Targets {
    private static final String QUEUE = "queue://";

    private Targets() {}

    /** Nowhere: they are deleted. */
    static Target nowhere(MessageQueue from) {
        return message -> new Departure(from.toString(), null, message, true);
    }

    /** One queue. */
    static Target queue(MessageQueue to) {
        return message -> new Departure(
                to.toString(),
                to,
                message.toBuilder().destination(to.destination()).build(),
                true);
    }

    /** Where each of them came from, as its properties say; what cannot go back stays, and is counted by the reason. */
    static Target origins(MessageQueue from, ManagedDestinations destinations, Access access) {
        Map<String, Departure> known = new HashMap<>();
        return message -> {
            if (!(message.properties().get(DeadLetters.ORIGIN) instanceof String origin)) {
                return stays("(no origin: stays)", message);
            }
            Departure example =
                    known.computeIfAbsent(origin, label -> departure(label, from, destinations, access, message));
            return example.leaves()
                    ? new Departure(origin, example.queue(), asBefore(message, example.queue()), true)
                    : stays(example.label(), message);
        };
    }

    private static Departure departure(
            String origin, MessageQueue from, ManagedDestinations destinations, Access access, Message message) {
        try {
            MessageQueue queue = destinations.labelled(origin).orElse(null);
            if (queue == null && origin.startsWith(QUEUE)) {
                DestinationName name = DestinationName.queue(origin.substring(QUEUE.length()));
                access.require(Permission.SEND, name);
                access.require(Permission.CREATE, name);
                queue = destinations.queue(name);
            }
            if (queue == null) {
                return stays(origin + " (exists no longer: stays)", message);
            }
            access.require(Permission.SEND, queue.destination());
            return queue == from
                    ? stays(origin + " (is this queue: stays)", message)
                    : new Departure(origin, queue, message, true);
        } catch (BrokerException e) {
            return stays(origin + " (" + e.getMessage() + ": stays)", message);
        }
    }

    private static Departure stays(String label, Message message) {
        return new Departure(label, null, message, false);
    }

    private static Message asBefore(Message message, MessageQueue queue) {
        Map<String, Object> properties = new LinkedHashMap<>(message.properties());
        properties.keySet().removeAll(DeadLetters.PROPERTIES);
        return message.toBuilder()
                .destination(queue.destination())
                .properties(properties)
                .build();
    }
}
