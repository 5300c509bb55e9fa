package io.postrider.client.session;

import io.postrider.client.acknowledge.HandedTags;
import io.postrider.client.dispatch.Turn;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Delivery;
import jakarta.jms.MessageListener;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;

/**
 * What connection consumers have loaded a session with, and its {@code run()} gives to the session's own listener; section
 * 11.2 of the specification. Any thread may load; one thread at a time runs.
 */
public final class AssignedDeliveries {
    private final SessionCore session;
    private final Queue<Assigned> waiting = new ConcurrentLinkedQueue<>();
    private final Map<Long, HandedTags> tags = new ConcurrentHashMap<>(2);
    private final BooleanSupplier mayRun;
    private volatile MessageListener listener;

    private record Assigned(long consumer, Delivery delivery) {}

    AssignedDeliveries(SessionCore session) {
        this.session = session;
        this.mayRun = () -> session.connection().isStarted() && !session.isClosing();
    }

    MessageListener listener() {
        return listener;
    }

    void setListener(MessageListener listener) {
        this.listener = listener;
    }

    /** Loads the session with a delivery of a connection consumer, which counts as handed out from now on. */
    public void load(long consumer, Delivery delivery) {
        waiting.add(new Assigned(consumer, delivery));
        if (session.isClosing()) {
            release();
        }
    }

    /**
     * Gives all that was loaded to the listener, one by one, in the calling thread. What cannot be given, as the connection
     * is stopped, the session closed or without a listener, goes back to the broker.
     */
    void run() {
        Assigned next;
        while ((next = waiting.poll()) != null) {
            MessageListener current = listener;
            if (current == null || !session.turn().enter(Turn.Kind.LISTENER, this, mayRun)) {
                giveBack(next);
                continue;
            }
            try {
                callListener(current, next);
            } finally {
                session.turn().leave();
            }
        }
    }

    private void callListener(MessageListener current, Assigned next) {
        Delivery delivery = next.delivery;
        if (delivery.message().isExpiredAt(System.currentTimeMillis())) {
            long tag = delivery.tag();
            session.link().acknowledge(next.consumer, tag, tag, BrokerLink.NO_TRANSACTION, null);
            return;
        }
        HandedTags handed = tags.computeIfAbsent(next.consumer, session.handed()::open);
        jakarta.jms.Message message = session.toMessage(delivery, handed);
        session.handed().add(handed, delivery.tag());
        Throwable failure = null;
        try {
            current.onMessage(message);
        } catch (Throwable e) {
            failure = e;
        }
        session.afterListener(handed, delivery, failure);
    }

    /** Gives back what nobody has run. */
    void release() {
        Assigned next;
        while ((next = waiting.poll()) != null) {
            giveBack(next);
        }
    }

    private void giveBack(Assigned assigned) {
        long tag = assigned.delivery.tag();
        session.link().release(assigned.consumer, tag, tag, false, null);
    }
}
