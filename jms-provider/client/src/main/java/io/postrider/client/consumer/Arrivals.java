package io.postrider.client.consumer;

import io.postrider.client.dispatch.BriefLock;
import io.postrider.protocol.link.Delivery;
import java.util.ArrayDeque;

/**
 * What the broker's thread touches of a {@link DeliveryBuffer} for every delivery, apart from what the taker touches for every message: so they meet
 * once for all that has come meanwhile. Guarded by the lock that it is.
 */
final class Arrivals extends BriefLock {
    /** What has come and was not yet {@linkplain #exchange fetched}. */
    private ArrayDeque<Delivery> came = new ArrayDeque<>();

    /** Deliveries that the broker may still make. */
    int credit;

    long lastTag;

    void add(Delivery delivery) {
        came.add(delivery);
    }

    int count() {
        return came.size();
    }

    Delivery first() {
        return came.peekFirst();
    }

    Delivery last() {
        return came.peekLast();
    }

    void clear() {
        came.clear();
    }

    /** Fetches all that has come, for an empty queue to put the next into. */
    ArrayDeque<Delivery> exchange(ArrayDeque<Delivery> empty) {
        ArrayDeque<Delivery> fetched = came;
        came = empty;
        return fetched;
    }
}
