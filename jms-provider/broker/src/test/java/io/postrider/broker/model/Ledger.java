package io.postrider.broker.model;

import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was sent to one queue or subscription by several threads and what came of it. Threads write to it as they go; what
 * was wrong is gathered, and told at the end.
 */
final class Ledger {
    private final String name;
    private final Set<Long> sent = ConcurrentHashMap.newKeySet();
    private final Set<Long> settled = ConcurrentHashMap.newKeySet();
    /** How often a message was handed to an application that failed. */
    private final Map<Long, Integer> failures = new ConcurrentHashMap<>();

    private final Set<Long> offered = ConcurrentHashMap.newKeySet();
    private final List<String> wrongs = Collections.synchronizedList(new ArrayList<>());

    private volatile boolean closed;

    Ledger(String name) {
        this.name = name;
    }

    /** A sender is about to send, and will be told that it is done. */
    void sending(long serial) {
        sent.add(serial);
    }

    /** All is sent that will be. */
    void close() {
        closed = true;
    }

    /**
     * A message has reached a consumer.
     *
     * @param newest of the serials that this consumer was the first to get, the latest of each producer
     */
    void offered(Message message, Map<Long, Long> newest) {
        long serial = Sent.serialOf(message);
        if (!sent.contains(serial)) {
            wrongs.add(serial + " was never sent");
        }
        if (settled.contains(serial)) {
            wrongs.add(serial + " came again after it was acknowledged");
        }
        if (offered.add(serial)) {
            Long before = newest.put(message.id().producer(), serial);
            if (before != null && before > serial) {
                wrongs.add(serial + " came after " + before + " of the same producer");
            }
        }
    }

    /** A message has been handed to an application. */
    void handed(Delivery delivery) {
        long serial = Sent.serialOf(delivery.message());
        int failed = failures.getOrDefault(serial, 0);
        if (delivery.deliveryCount() != failed + 1) {
            wrongs.add(serial + " failed " + failed + " times, and came with count " + delivery.deliveryCount());
        }
    }

    /** An application failed with a message, and is about to say so. */
    void failing(long serial) {
        failures.merge(serial, 1, Integer::sum);
    }

    /** An acknowledgement is in force. */
    void settled(long serial) {
        if (!settled.add(serial)) {
            wrongs.add(serial + " was acknowledged twice");
        }
    }

    boolean isComplete() {
        return closed && settled.size() == sent.size();
    }

    /** What was wrong, and what is missing. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>(wrongs);
        sent.stream()
                .filter(serial -> !settled.contains(serial))
                .limit(20)
                .forEach(serial -> complaints.add(
                        serial + (offered.contains(serial) ? " was delivered, never acknowledged" : " was lost")));
        complaints.replaceAll(complaint -> name + ": " + complaint);
        return complaints;
    }
}
