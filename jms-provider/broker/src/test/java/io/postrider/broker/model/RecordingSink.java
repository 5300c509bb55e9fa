package io.postrider.broker.model;

import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.DeliverySink;
import java.util.Deque;

/** Notes what a consumer is told, in the order in which all consumers are. */
final class RecordingSink implements DeliverySink {
    private final long consumer;
    private final Deque<Event> events;

    /** What a consumer was told: a delivery, or (null) to give back what it has not begun. */
    record Event(long consumer, Delivery delivery, BrokerException closed) {}

    RecordingSink(long consumer, Deque<Event> events) {
        this.consumer = consumer;
        this.events = events;
    }

    @Override
    public void deliver(Delivery delivery) {
        events.add(new Event(consumer, delivery, null));
    }

    @Override
    public void recall() {
        events.add(new Event(consumer, null, null));
    }

    @Override
    public void closed(BrokerException cause) {
        events.add(new Event(consumer, null, cause));
    }
}
