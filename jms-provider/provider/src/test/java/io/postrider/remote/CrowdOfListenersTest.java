package io.postrider.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** So many connections with a listener each that a few threads run them in turn: each is still served alone, in order, and past those that block. */
class CrowdOfListenersTest {
    private static final String NAME = "crowd";
    private static final String NUMBER = "number";

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** With more it would take many more connections until they are too many. */
    private static final int MOST_PROCESSORS = 16;

    /** Twice as many as get threads of their own where all are awake. */
    private static final int LISTENERS = 16 * PROCESSORS;

    private static final int AFTERWARDS = 50;
    private static final Duration GUARD = Duration.ofSeconds(60);

    private final List<Connection> connections = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger blocked = new AtomicInteger();
    private Broker broker;
    private Acceptor acceptor;

    @BeforeEach
    void start() throws Exception {
        assumeThat(PROCESSORS).isLessThanOrEqualTo(MOST_PROCESSORS);
        broker = Broker.named(NAME).journal("memory").guests(true).start();
        acceptor = Acceptor.start(AcceptorSettings.builder().port(0).build(), broker::accept);
    }

    @AfterEach
    void stop() throws JMSException {
        released.countDown();
        for (Connection connection : connections) {
            connection.close();
        }
        if (broker != null) {
            acceptor.close();
            broker.close();
        }
    }

    private Session session(String link) throws JMSException {
        Connection connection = new PostriderConnectionFactory(
                        link.equals("vm") ? "vm://" + NAME + "?create=false" : "tcp://127.0.0.1:" + acceptor.port())
                .createConnection();
        connections.add(connection);
        connection.start();
        return connection.createSession();
    }

    /** Counts, and looks for what must not be; blocks at its next message if told to. */
    private final class Listener implements MessageListener {
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger received = new AtomicInteger();
        private final ClassLoader loader = Thread.currentThread().getContextClassLoader();
        private volatile String wrong;
        private volatile boolean shares;
        private volatile boolean blocks;

        @Override
        public void onMessage(Message message) {
            try {
                boolean alone = running.getAndIncrement() == 0;
                boolean inOrder = message.getIntProperty(NUMBER) == received.get();
                boolean right = Thread.currentThread().getContextClassLoader() == loader;
                if (!alone || !inOrder || !right) {
                    wrong = "alone " + alone + ", in order " + inOrder + ", loader " + right;
                }
                shares = Thread.currentThread().getName().startsWith("postrider-listeners-");
                if (blocks) {
                    blocked.incrementAndGet();
                    released.await();
                }
                running.decrementAndGet();
                received.incrementAndGet();
            } catch (JMSException | InterruptedException e) {
                wrong = e.toString();
            }
        }
    }

    private int sendRound(Session session, MessageProducer producer, int number) throws JMSException {
        for (int i = 0; i < LISTENERS; i++) {
            Message message = session.createMessage();
            message.setIntProperty(NUMBER, number);
            producer.send(session.createQueue("q" + i), message);
        }
        return number + 1;
    }

    private void open(String link) throws JMSException {
        for (int i = 0; i < LISTENERS; i++) {
            Session session = session(link);
            Listener listener = new Listener();
            session.createConsumer(session.createQueue("q" + i)).setMessageListener(listener);
            listeners.add(listener);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm", "tcp"})
    void eachIsServedAloneInOrderAndPastThoseThatBlock(String link) throws JMSException {
        open(link);
        Session session = session(link);
        MessageProducer producer = session.createProducer(null);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        int sent = 0;
        long deadline = System.nanoTime() + GUARD.toNanos();
        while (listeners.stream().filter(listener -> listener.shares).count() < LISTENERS / 8) {
            assertThat(System.nanoTime()).as("they come to share threads").isLessThan(deadline);
            for (int i = 0; i < 10; i++) {
                sent = sendRound(session, producer, sent);
            }
        }
        awaitReceived(listeners, sent);
        List<Listener> blocking = new ArrayList<>();
        List<Listener> others = new ArrayList<>();
        for (Listener listener : listeners) {
            listener.blocks = listeners.indexOf(listener) % 2 == 0;
            (listener.blocks ? blocking : others).add(listener);
        }
        for (int i = 0; i < AFTERWARDS; i++) {
            sent = sendRound(session, producer, sent);
        }
        awaitReceived(others, sent);
        await().atMost(GUARD).until(() -> blocked.get() == blocking.size());
        assertThat(blocking).allMatch(listener -> listener.running.get() == 1);
        blocking.forEach(listener -> listener.blocks = false);
        released.countDown();
        awaitReceived(blocking, sent);
        assertThat(listeners).allSatisfy(listener -> assertThat(listener.wrong).isNull());
    }

    private static void awaitReceived(List<Listener> by, int count) {
        await().atMost(GUARD).until(() -> by.stream().allMatch(listener -> listener.received.get() == count));
    }

    /** A session is closed by another thread while its listener is in the line, or runs. */
    @Test
    void sessionsAreClosedAmongThem() throws Exception {
        open("vm");
        AtomicBoolean over = new AtomicBoolean();
        Session session = session("vm");
        Thread sender = new Thread(() -> {
            try {
                MessageProducer producer = session.createProducer(null);
                producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
                for (int sent = 0; !over.get(); ) {
                    sent = sendRound(session, producer, sent);
                }
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        sender.start();
        await().atMost(GUARD).until(() -> listeners.stream().anyMatch(listener -> listener.shares));
        for (int i = 0; i < LISTENERS; i++) {
            connections.get(i).close();
            int received = listeners.get(i).received.get();
            assertThat(listeners.get(i).running).hasValue(0);
            Thread.yield();
            assertThat(listeners.get(i).received).hasValue(received);
        }
        over.set(true);
        sender.join();
        assertThat(listeners).allSatisfy(listener -> assertThat(listener.wrong).isNull());
    }
}
