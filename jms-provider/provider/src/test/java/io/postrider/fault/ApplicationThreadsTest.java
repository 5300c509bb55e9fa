package io.postrider.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What applications' threads do to themselves: run out of memory, and interrupt each other; the journal is on Derby. */
class ApplicationThreadsTest {
    private static final Duration GUARD = Duration.ofSeconds(60);
    private static final int MESSAGES = 150;

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("postrider.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Broker broker;
    private Connection connection;

    @BeforeEach
    void start() throws Exception {
        broker = Broker.named("threads").dataDirectory(directory).start();
        connection = new PostriderConnectionFactory("vm://threads?create=false").createConnection();
        connection.start();
    }

    @AfterEach
    void stop() throws JMSException {
        connection.close();
        broker.close();
    }

    private static void send(Session session, Queue queue, String text) throws JMSException {
        try (MessageProducer producer = session.createProducer(queue)) {
            producer.send(session.createTextMessage(text));
        }
    }

    @Test
    void aListenerThatRunsOutOfMemoryGetsItsMessageAgainAndTheOthersAfterIt() throws Exception {
        Session session = connection.createSession();
        Queue queue = session.createQueue("memory");
        List<String> seen = new CopyOnWriteArrayList<>();
        AtomicBoolean exhausted = new AtomicBoolean();
        session.createConsumer(queue).setMessageListener(message -> {
            seen.add(describe(message));
            if (exhausted.compareAndSet(false, true)) {
                throw new OutOfMemoryError("by the test");
            }
        });
        Session sending = connection.createSession();
        send(sending, queue, "a");
        send(sending, queue, "b");
        await().atMost(GUARD).until(() -> seen.contains("b false"));
        assertThat(seen).containsExactly("a false", "a true", "b false");
    }

    private static String describe(Message message) {
        try {
            return ((TextMessage) message).getText() + " " + message.getJMSRedelivered();
        } catch (JMSException e) {
            return e.toString();
        }
    }

    @Test
    void interruptsOfAThreadThatSendsAndReceivesCostNothingThatWasConfirmed() throws Exception {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = session.createQueue("interrupted");
        Set<String> committed = new LinkedHashSet<>();
        Set<String> unknown = new LinkedHashSet<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread worker = Thread.currentThread();
        Thread interrupting = new Thread(() -> {
            while (!over.get()) {
                LockSupport.parkNanos(1 + random.nextInt(2_000_000));
                worker.interrupt();
            }
        });
        interrupting.start();
        for (int i = 0; i < MESSAGES; i++) {
            commitOne(session, queue, "m" + i, committed, unknown);
        }
        over.set(true);
        join(interrupting);
        assertThat(broker.status().journalStatus().failure())
                .as("seed %d: the journal", seed)
                .isNull();

        Set<String> found = new LinkedHashSet<>();
        Session receiving = connection.createSession();
        MessageConsumer consumer = receiving.createConsumer(queue);
        for (Message next = next(consumer); next != null; next = next(consumer)) {
            assertThat(found.add(((TextMessage) next).getText()))
                    .as("seed %d: once", seed)
                    .isTrue();
        }
        assertThat(found).as("seed %d: confirmed", seed).containsAll(committed);
        found.removeAll(committed);
        assertThat(unknown).as("seed %d: not confirmed", seed).containsAll(found);
    }

    /** A commit that an interrupt has ended early may or may not have taken effect. */
    private static void commitOne(
            Session session, Queue queue, String text, Set<String> committed, Set<String> unknown) {
        try {
            send(session, queue, text);
            session.commit();
            committed.add(text);
        } catch (JMSException interrupted) {
            unknown.add(text);
            try {
                session.rollback();
            } catch (JMSException again) {
                // the next send or rollback finds the transaction ended
                Thread.interrupted();
            }
        }
    }

    private static void join(Thread thread) {
        boolean joined = false;
        while (!joined) {
            try {
                thread.join();
                joined = true;
            } catch (InterruptedException late) {
                // an interrupt of the test itself, from before
                joined = false;
            }
        }
        Thread.interrupted();
    }

    /** Waits for what may be on its way; that there is no more, the broker says. */
    private static Message next(MessageConsumer consumer) throws JMSException {
        Message next = consumer.receive(500);
        return next == null ? consumer.receiveNoWait() : next;
    }
}
