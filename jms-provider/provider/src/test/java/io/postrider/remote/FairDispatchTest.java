package io.postrider.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.broker.policy.PolicyOption;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.client.PostriderConnectionFactory;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.DeliverySink;
import io.postrider.protocol.message.DestinationName;
import io.postrider.remote.TestClient.Collected;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One connection with a consumer of a queue that is flooded, and one of a queue where little comes: that little is not kept waiting. */
class FairDispatchTest {
    private static final String NAME = "fair";
    private static final int BACKLOG = 500;
    private static final int QUIET_MESSAGES = 20;
    private static final int LARGE_BYTES = 16_000;

    /** 80 MB, of which the broker may put 1 MiB on its way beyond what the sockets take. */
    private static final int LARGE_MESSAGES = 5_000;

    private static final long MOST_BYTES_BEFORE = 20L << 20;
    private static final Duration GUARD = Duration.ofSeconds(60);

    private Broker broker;
    private Acceptor acceptor;

    @BeforeEach
    void start() throws Exception {
        broker = Broker.named(NAME)
                .journal("memory")
                .guests(true)
                .policy("flooded", PolicyOption.MAX_MESSAGES, BACKLOG)
                .start();
        acceptor = Acceptor.start(AcceptorSettings.builder().port(0).build(), broker::accept);
    }

    @AfterEach
    void stop() {
        acceptor.close();
        broker.close();
    }

    private Connection connect(String link) throws JMSException {
        Connection connection = new PostriderConnectionFactory(
                        link.equals("vm") ? "vm://" + NAME + "?create=false" : "tcp://127.0.0.1:" + acceptor.port())
                .createConnection();
        connection.start();
        return connection;
    }

    /** The flood has no end before the last of the quiet messages has come. */
    @ParameterizedTest(name = "{0}, in one session: {1}")
    @CsvSource({"vm,true", "vm,false", "tcp,true", "tcp,false"})
    void whatIsQuietIsHeardDuringAFlood(String link, boolean inOneSession) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger flooded = new AtomicInteger();
        Semaphore quiet = new Semaphore(0);
        Thread flood = new Thread(() -> flood(over));
        try (Connection receiving = connect(link);
                Connection sending = connect("vm")) {
            flood.start();
            await().atMost(GUARD).until(() -> depth("flooded") > BACKLOG / 2);
            Session first = receiving.createSession();
            Session second = inOneSession ? first : receiving.createSession();
            receiving.stop();
            first.createConsumer(first.createQueue("flooded")).setMessageListener(message -> flooded.incrementAndGet());
            second.createConsumer(second.createQueue("quiet")).setMessageListener(message -> quiet.release());
            receiving.start();
            Session session = sending.createSession();
            MessageProducer producer = session.createProducer(session.createQueue("quiet"));
            for (int i = 1; i <= QUIET_MESSAGES; i++) {
                int seen = flooded.get();
                await().atMost(GUARD).until(() -> flooded.get() > seen + BACKLOG);
                producer.send(session.createMessage());
                assertThat(quiet.tryAcquire(GUARD.toSeconds(), TimeUnit.SECONDS))
                        .as("quiet message %d, %s, in one session: %s", i, link, inOneSession)
                        .isTrue();
            }
            // while somebody takes what it sends
            over.set(true);
            flood.join();
        } finally {
            over.set(true);
        }
    }

    private long depth(String queue) {
        var figures = broker.status().queue("queue://" + queue);
        return figures == null ? 0 : figures.depth();
    }

    private void flood(AtomicBoolean over) {
        try (Connection connection = connect("vm")) {
            Session session = connection.createSession();
            MessageProducer producer = session.createProducer(session.createQueue("flooded"));
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            while (!over.get()) {
                producer.send(session.createMessage());
            }
        } catch (JMSException e) {
            // after a failure nobody takes any more, and the last send has no room
            over.set(true);
        }
    }

    /** A client that does not read for a while has asked for more than the network holds: not all of it lies before what comes later. */
    @Test
    void whatIsQuietIsNotBehindAllThatTheFloodedConsumerHasAskedFor() throws Exception {
        TestClient sender = TestClient.connect("tcp://127.0.0.1:" + acceptor.port());
        send(sender, "large", LARGE_MESSAGES, "x".repeat(LARGE_BYTES));
        TestClient client = TestClient.connect("tcp://127.0.0.1:" + acceptor.port() + "?transport.heartbeatMillis=0");
        Collected quiet = new Collected();
        Held held = new Held(quiet);
        TestClient.await(client.link().openConsumer(request(1, "large"), held));
        TestClient.await(client.link().openConsumer(request(2, "quiet"), quiet));
        client.link().credit(2, 1, null);
        client.link().credit(1, LARGE_MESSAGES, null);
        // the broker puts on its way what it will
        AtomicLong before = new AtomicLong(-1);
        await().atMost(GUARD).pollInterval(Duration.ofMillis(200)).until(() -> {
            long inFlight = broker.status().queue("queue://large").inFlight();
            return inFlight > 0 && before.getAndSet(inFlight) == inFlight;
        });
        send(sender, "quiet", 1, "quiet");
        held.reading.countDown();
        await().atMost(GUARD).until(() -> held.deliveries == LARGE_MESSAGES);
        assertThat(quiet.deliveries).hasSize(1);
        assertThat((long) held.deliveriesBefore * LARGE_BYTES)
                .as("bytes before what was quiet")
                .isLessThan(MOST_BYTES_BEFORE);
        TestClient.await(client.link().close());
        TestClient.await(sender.link().close());
    }

    private static ConsumerRequest request(int consumer, String queue) {
        return new ConsumerRequest(consumer, DestinationName.queue(queue), null, false, null);
    }

    private static void send(TestClient client, String queue, int messages, String text) throws BrokerException {
        for (int i = 1; i <= messages; i++) {
            TestClient.Pending sent = i == messages ? new TestClient.Pending() : null;
            client.link().send(ScriptedLink.message(DestinationName.queue(queue), i, text), 0, sent);
            if (sent != null) {
                TestClient.await(sent);
            }
        }
    }

    /** A sink that holds up whatever reads from the broker until it is told to go on. */
    private static final class Held implements DeliverySink {
        private final CountDownLatch reading = new CountDownLatch(1);
        private final Collected quiet;
        private volatile int deliveries;
        private volatile int deliveriesBefore;

        Held(Collected quiet) {
            this.quiet = quiet;
        }

        @Override
        public void deliver(Delivery delivery) {
            try {
                reading.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            if (quiet.deliveries.isEmpty()) {
                deliveriesBefore++;
            }
            deliveries++;
        }

        @Override
        public void recall() {
            // it keeps what it has
        }

        @Override
        public void closed(BrokerException cause) {
            throw new AssertionError(cause);
        }
    }
}
