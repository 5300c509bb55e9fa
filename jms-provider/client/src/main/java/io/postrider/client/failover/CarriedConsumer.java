package io.postrider.client.failover;

import io.postrider.client.remote.RecoverableLink;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.DeliverySink;

/**
 * A consumer that is opened again on each link. Its deliveries are counted on: those of the present link begin behind {@code base}, and
 * all up to there are stale. Guarded by the switch's lock, but for what the reading thread of the link counts.
 */
final class CarriedConsumer {
    private final ConsumerRequest request;
    private final DeliverySink sink;
    private final Runnable closedByBroker;
    private long base;
    private long granted;
    private boolean opened;
    private volatile long delivered;
    private volatile long lastTag;

    /**
     * @param closedByBroker told when the broker has closed it
     */
    CarriedConsumer(ConsumerRequest request, DeliverySink sink, Runnable closedByBroker) {
        this.request = request;
        this.sink = sink;
        this.closedByBroker = closedByBroker;
    }

    ConsumerRequest request() {
        return request;
    }

    DeliverySink sink() {
        return sink;
    }

    long base() {
        return base;
    }

    void opened() {
        opened = true;
    }

    boolean isOpened() {
        return opened;
    }

    void grant(int messages) {
        granted += messages;
    }

    /** Its link is lost: what came over it is stale from now on. */
    void lost() {
        base = lastTag;
    }

    /** How many deliveries it may still get. */
    int credit() {
        return (int) Math.min(Integer.MAX_VALUE, Math.max(0, granted - delivered));
    }

    /** Where the deliveries of a link go. */
    DeliverySink on(RecoverableLink link) {
        return new OnLink(base);
    }

    private final class OnLink implements DeliverySink {
        private final long before;

        OnLink(long before) {
            this.before = before;
        }

        @Override
        public void deliver(Delivery delivery) {
            long tag = before + delivery.tag();
            delivered++;
            lastTag = tag;
            sink.deliver(before == 0 ? delivery : new Delivery(tag, delivery.message(), delivery.deliveryCount()));
        }

        @Override
        public void recall() {
            sink.recall();
        }

        @Override
        public boolean isAwaited() {
            return sink.isAwaited();
        }

        @Override
        public void closed(BrokerException cause) {
            closedByBroker.run();
            sink.closed(cause);
        }
    }
}
