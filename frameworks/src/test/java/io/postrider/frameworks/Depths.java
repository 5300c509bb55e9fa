package io.postrider.frameworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.broker.BrokerStatus;

/** What lies in a broker's queues. */
public final class Depths {
    private Depths() {}

    /** The messages in a queue or subscription, by its label; 0 if there is none. */
    public static long depth(Broker broker, String label) {
        BrokerStatus.Queue queue = broker.status().queue(label);
        return queue == null ? 0 : queue.depth();
    }

    /** Waits until a queue holds so many. */
    public static void awaitDepth(Broker broker, String queue, long expected) {
        await().untilAsserted(() ->
                assertThat(depth(broker, "queue://" + queue)).as(queue).isEqualTo(expected));
    }

    /** Waits until nothing is anywhere. */
    public static void awaitNothingLeft(Broker broker) {
        await().untilAsserted(() -> assertThat(broker.status().queues())
                .allSatisfy(queue -> assertThat(queue.depth()).as(queue.name()).isZero()));
    }
}
