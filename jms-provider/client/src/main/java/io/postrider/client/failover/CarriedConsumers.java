package io.postrider.client.failover;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The consumers of a link that may be lost, and which tags are of a link that is. Guarded by the switch's lock. */
final class CarriedConsumers {
    private final Map<Long, CarriedConsumer> open = new LinkedHashMap<>();

    /** Of consumers that were closed on the present link and have seen another: behind which tag its deliveries begin. */
    private final Map<Long, Long> basesOfClosed = new HashMap<>(0);

    /** The highest number that a consumer had when a link was last lost. */
    private long highestBefore;

    private long highest;

    void add(CarriedConsumer consumer) {
        long number = consumer.request().consumer();
        open.put(number, consumer);
        highest = Math.max(highest, number);
    }

    CarriedConsumer get(long number) {
        return open.get(number);
    }

    CarriedConsumer remove(long number) {
        CarriedConsumer removed = open.remove(number);
        if (removed != null && number <= highestBefore) {
            basesOfClosed.put(number, removed.base());
        }
        return removed;
    }

    /** Behind which tag the deliveries of the present link begin; beyond all tags for a consumer that was closed before. */
    long base(long number) {
        CarriedConsumer consumer = open.get(number);
        if (consumer != null) {
            return consumer.base();
        }
        return number > highestBefore ? 0 : basesOfClosed.getOrDefault(number, Long.MAX_VALUE);
    }

    /** The link is lost. */
    void lost() {
        basesOfClosed.clear();
        highestBefore = highest;
        open.values().forEach(CarriedConsumer::lost);
    }

    List<CarriedConsumer> all() {
        return new ArrayList<>(open.values());
    }
}
