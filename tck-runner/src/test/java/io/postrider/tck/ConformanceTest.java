package io.postrider.tck;

import io.postrider.tck.provider.ProviderUnderTest;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.XAConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of conformance tests: a provider of its own, destinations that no other test uses, and everything opened through
 * these methods closed after each test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@ExtendWith(KnownDifferences.class)
public abstract class ConformanceTest {

    /** Guards a wait for something that must happen. */
    protected static final Duration GUARD = Duration.ofSeconds(15);

    /** {@link #GUARD} for {@code receive}. */
    protected static final long GUARD_MILLIS = GUARD.toMillis();

    /** How long something that must not happen is given to happen. */
    protected static final long STAYS_AWAY_MILLIS = 120;

    private static final String LAST = "the last of a queue that is drained";

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private ProviderUnderTest provider;
    private int names;

    @BeforeAll
    final void startProvider() throws Exception {
        provider = ProviderUnderTest.create();
        start(provider);
        ChapterReport.nameProvider(provider.name());
    }

    /** Starts the provider of this class; here with nothing that outlives it. */
    protected void start(ProviderUnderTest fresh) throws Exception {
        fresh.start();
    }

    @AfterAll
    final void stopProvider() throws Exception {
        provider.stop();
    }

    @AfterEach
    final void closeWhatWasOpened() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    protected final ProviderUnderTest provider() {
        return provider;
    }

    /** A name not given out before in this class. */
    protected final String newName() {
        names++;
        return "n" + names + "." + getClass().getSimpleName();
    }

    protected final Queue newQueue() throws JMSException {
        return provider.queue("q" + newName());
    }

    protected final Topic newTopic() throws JMSException {
        return provider.topic("t" + newName());
    }

    /** Closes this after the test. */
    protected final <C extends AutoCloseable> C opened(C resource) {
        opened.push(resource);
        return resource;
    }

    /** A new connection, stopped. */
    protected final Connection stoppedConnection() throws JMSException {
        return opened(provider.connectionFactory().createConnection());
    }

    /** A new connection, started. */
    protected final Connection connection() throws JMSException {
        Connection connection = stoppedConnection();
        connection.start();
        return connection;
    }

    /** A new connection with this client identifier, started. */
    protected final Connection connection(String clientId) throws JMSException {
        Connection connection = stoppedConnection();
        connection.setClientID(clientId);
        connection.start();
        return connection;
    }

    /** A session that acknowledges automatically, on a started connection of its own. */
    protected final Session session() throws JMSException {
        return session(Session.AUTO_ACKNOWLEDGE);
    }

    /** A session on a started connection of its own. */
    protected final Session session(int mode) throws JMSException {
        return connection().createSession(mode);
    }

    protected final JMSContext context() throws JMSException {
        return context(JMSContext.AUTO_ACKNOWLEDGE);
    }

    protected final JMSContext context(int mode) throws JMSException {
        return opened(provider.connectionFactory().createContext(mode));
    }

    /** A new XA connection, started. */
    protected final XAConnection xaConnection() throws JMSException {
        XAConnection connection = opened(provider.xaConnectionFactory().createXAConnection());
        connection.start();
        return connection;
    }

    /** Sends a text with a producer of its own. */
    protected static void send(Session session, Destination destination, String... texts) throws JMSException {
        try (var producer = session.createProducer(destination)) {
            for (String text : texts) {
                producer.send(session.createTextMessage(text));
            }
        }
    }

    /** Sends a message over a connection of its own and receives it again over another. */
    protected final <M extends Message> M exchange(Class<M> type, M message) throws JMSException {
        Queue queue = newQueue();
        try (Connection sending = provider.connectionFactory().createConnection();
                Session session = sending.createSession();
                var producer = session.createProducer(queue)) {
            producer.send(message);
        }
        return type.cast(session().createConsumer(queue).receive(GUARD_MILLIS));
    }

    /** The text of the next message; null where none comes. */
    protected static String receiveText(MessageConsumer consumer) throws JMSException {
        return textOf(consumer.receive(GUARD_MILLIS));
    }

    /** The texts of the next so many messages, null for each that does not come. */
    protected static List<String> receiveTexts(MessageConsumer consumer, int count) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(receiveText(consumer));
        }
        return texts;
    }

    /** What comes within a short while; null is what the caller hopes for. */
    protected static Message receiveNothing(MessageConsumer consumer) throws JMSException {
        return consumer.receive(STAYS_AWAY_MILLIS);
    }

    /** The texts that a fresh connection still finds in a queue, which is empty afterwards. */
    protected final List<String> drain(Queue queue) throws JMSException {
        List<String> texts = new ArrayList<>();
        try (Connection connection = provider.connectionFactory().createConnection()) {
            connection.start();
            Session session = connection.createSession();
            MessageConsumer consumer = session.createConsumer(queue);
            // what was there comes before this one, however slow the machine is
            try (var producer = session.createProducer(queue)) {
                producer.setPriority(0);
                producer.send(session.createTextMessage(LAST));
            }
            String text = receiveText(consumer);
            while (text != null && !text.equals(LAST)) {
                texts.add(text);
                text = receiveText(consumer);
            }
            for (Message m = receiveNothing(consumer); m != null; m = receiveNothing(consumer)) {
                texts.add(textOf(m));
            }
        }
        return texts;
    }

    protected static String textOf(Message message) throws JMSException {
        return message == null ? null : ((TextMessage) message).getText();
    }
}
