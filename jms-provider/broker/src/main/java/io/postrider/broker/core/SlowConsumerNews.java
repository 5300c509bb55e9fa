package io.postrider.broker.core;

import io.postrider.broker.core.queue.SlowConsumerReports;
import io.postrider.broker.core.routing.Posting;
import io.postrider.broker.core.routing.Router;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.Body;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of slow consumers: in the log, by a count, and by a message to a topic that operators may subscribe to; and ends their connections,
 * where the policy says so. Safe for all threads.
 */
final class SlowConsumerNews implements SlowConsumerReports {
    /** The topic of the news. */
    static final DestinationName TOPIC = DestinationName.topic("postrider.events.slow-consumer");

    private static final Logger LOG = LoggerFactory.getLogger(SlowConsumerNews.class);

    private final String brokerName;
    private final MessageStore store;
    private final Executor workers;
    private final long producer = ThreadLocalRandom.current().nextLong();
    private final AtomicLong found = new AtomicLong();
    /** Set before any consumer is there. */
    private volatile Router router;

    SlowConsumerNews(String brokerName, MessageStore store, Executor workers) {
        this.brokerName = brokerName;
        this.store = store;
        this.workers = workers;
    }

    /** Where the news go. */
    void sendBy(Router known) {
        router = known;
    }

    /** How many were found since the broker's start. */
    long count() {
        return found.get();
    }

    @Override
    public void found(SlowConsumer slow) {
        long number = found.incrementAndGet();
        try {
            workers.execute(() -> tell(slow, number));
        } catch (RejectedExecutionException stopping) {
            LOG.debug("broker {} stops: nobody is told of slow consumers any more", brokerName);
        }
    }

    private void tell(SlowConsumer slow, long number) {
        String action = slow.disconnect() ? "disconnected" : "notified";
        LOG.warn(
                "PR001050 broker {}: a consumer of {} on {} is slow: it {}{}",
                brokerName,
                slow.queue(),
                slow.who(),
                slow.reason(),
                slow.disconnect() ? "; the connection is ended" : "");
        send(slow, number, action);
        if (slow.disconnect() && slow.who() instanceof BrokerConnection connection) {
            connection.lose(new BrokerException(
                    BrokerError.SLOW_CONSUMER,
                    "a consumer of " + slow.queue() + " " + slow.reason()
                            + ": the connection is ended, as the policy slowConsumerAction=disconnect says"));
        }
    }

    private void send(SlowConsumer slow, long number, String action) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("postrider_event", "slow-consumer");
        properties.put("postrider_destination", slow.queue().toString());
        properties.put("postrider_connection", String.valueOf(slow.who()));
        properties.put("postrider_reason", slow.reason());
        properties.put("postrider_action", action);
        Message news = Message.builder()
                .id(new MessageId(producer, number))
                .destination(TOPIC)
                .persistent(false)
                .properties(properties)
                .body(new Body.Text(
                        "a consumer of " + slow.queue() + " on " + slow.who() + " is slow: it " + slow.reason()))
                .build();
        try {
            Posting posting = router.route(news, null);
            if (posting.full() == null && posting.store(store) == null) {
                posting.deliver();
            }
        } catch (BrokerException e) {
            LOG.debug("broker {}: the news of a slow consumer were not sent", brokerName, e);
        }
    }
}
