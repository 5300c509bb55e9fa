package io.postrider.broker.tcp;

import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.DeliverySink;
import io.postrider.protocol.wire.Frame;

/** Turns one consumer's deliveries into frames; the message is encoded, if it is not yet, when the socket takes it. */
final class RemoteSink implements DeliverySink {
    private final long consumer;
    private final ServedLink link;

    RemoteSink(long consumer, ServedLink link) {
        this.consumer = consumer;
        this.link = link;
    }

    @Override
    public void deliver(Delivery delivery) {
        link.post(new Frame.Delivered(consumer, delivery.tag(), delivery.deliveryCount(), delivery.message()));
    }

    @Override
    public void recall() {
        link.post(new Frame.Recall(consumer));
    }

    @Override
    public void closed(BrokerException cause) {
        link.post(new Frame.ConsumerClosed(consumer, cause.error(), cause.getMessage()));
    }
}
