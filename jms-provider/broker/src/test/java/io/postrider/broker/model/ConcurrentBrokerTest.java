package io.postrider.broker.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConsumerRequest.Subscription;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Real threads on several links of one broker. At the end nothing is lost, nothing came again after it was acknowledged,
 * every delivery had the right count, and what one producer sent reached each consumer in order.
 */
class ConcurrentBrokerTest {
    private static final int MESSAGES = 3_000;
    private static final int LINKS = 3;

    private final long seed = Long.getLong("postrider.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong numbers = new AtomicLong();
    private final List<BrokerLink> links = new ArrayList<>();
    private ThreadedBroker broker;

    @BeforeEach
    void start() {
        broker = new ThreadedBroker();
        for (int i = 0; i < LINKS; i++) {
            links.add(broker.connect());
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        broker.close();
    }

    @Test
    void competingConsumersOfAQueueShareItWithoutLossOrRepetition() throws Exception {
        Ledger ledger = new Ledger("queue");
        DestinationName queue = DestinationName.queue("shared");
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            workers.add(worker(i, queue, null, ledger));
        }
        run(queue, List.of(ledger), workers);
    }

    @Test
    void everySubscriptionOfATopicGetsEverything() throws Exception {
        DestinationName topic = DestinationName.topic("news");
        Ledger durable = new Ledger("shared durable subscription");
        Ledger own = new Ledger("own subscription");
        Ledger shared = new Ledger("shared subscription");
        List<Worker> workers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            workers.add(worker(i, topic, new Subscription("durable", true, true), durable));
            workers.add(worker(i + 1, topic, new Subscription("shared", false, true), shared));
        }
        workers.add(worker(2, topic, Subscription.OWN, own));
        run(topic, List.of(durable, own, shared), workers);
    }

    private Worker worker(int link, DestinationName destination, Subscription subscription, Ledger ledger) {
        Random own = new Random(random.nextLong());
        return new Worker(links.get(link % LINKS), numbers, destination, subscription, ledger, own);
    }

    private void run(DestinationName destination, List<Ledger> ledgers, List<Worker> workers) throws Exception {
        workers.forEach(Worker::open);
        List<Future<?>> working = new ArrayList<>();
        workers.forEach(worker -> working.add(threads.submit(worker)));
        List<Future<?>> sending = new ArrayList<>();
        for (int producer = 1; producer <= 4; producer++) {
            BrokerLink link = links.get(producer % LINKS);
            Random own = new Random(random.nextLong());
            sending.add(threads.submit(new Sender(link, numbers, producer, destination, ledgers, MESSAGES / 4, own)));
        }
        for (Future<?> sender : sending) {
            sender.get(60, TimeUnit.SECONDS);
        }
        ledgers.forEach(Ledger::close);
        List<String> complaints = new ArrayList<>();
        for (Future<?> worker : working) {
            try {
                worker.get(60, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                complaints.add("a worker still waits");
                break;
            }
        }
        ledgers.forEach(ledger -> complaints.addAll(ledger.complaints()));
        assertThat(complaints).as("seed " + seed).isEmpty();
    }
}
