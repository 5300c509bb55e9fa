package io.postrider.frameworks.pool;

import static io.postrider.frameworks.Depths.awaitDepth;
import static io.postrider.frameworks.Depths.awaitNothingLeft;
import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.Broker;
import io.postrider.junit5.PostriderTest;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** org.messaginghub:pooled-jms over Postrider's factory. */
@PostriderTest
class PooledTest {
    private final JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
    private Broker broker;

    @BeforeEach
    void fill(ConnectionFactory factory, Broker broker) {
        this.broker = broker;
        pool.setConnectionFactory(factory);
        pool.setMaxConnections(2);
        pool.setMaxSessionsPerConnection(3);
    }

    @AfterEach
    void drain() {
        pool.stop();
    }

    private String receive() throws JMSException {
        try (JMSContext context = pool.createContext()) {
            // pooled-jms has no receiveBody
            Message message =
                    context.createConsumer(context.createQueue("letters")).receiveNoWait();
            return message == null ? null : message.getBody(String.class);
        }
    }

    @Test
    void connectionsAreUsedAgain() throws JMSException {
        for (int i = 0; i < 20; i++) {
            try (JMSContext context = pool.createContext()) {
                context.createProducer().send(context.createQueue("letters"), "number " + i);
            }
        }
        for (int i = 0; i < 20; i++) {
            assertThat(receive()).isEqualTo("number " + i);
        }
        assertThat(broker.status().connections()).isLessThanOrEqualTo(2);
        awaitNothingLeft(broker);
    }

    @Test
    void aTransactedSessionGoesBackClean() throws JMSException {
        for (int i = 0; i < 10; i++) {
            try (Connection connection = pool.createConnection();
                    Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
                session.createProducer(session.createQueue("letters")).send(session.createTextMessage("number " + i));
                if (i % 2 == 0) {
                    session.commit();
                }
            }
        }
        awaitDepth(broker, "letters", 5);
    }

    @Test
    void whatWasReceivedAndNotCommittedComesAgain() throws JMSException {
        try (JMSContext context = pool.createContext()) {
            context.createProducer().send(context.createQueue("letters"), "one");
        }
        try (Connection connection = pool.createConnection();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            connection.start();
            MessageConsumer consumer = session.createConsumer(session.createQueue("letters"));
            assertThat(consumer.receive(5_000).getBody(String.class)).isEqualTo("one");
        }

        assertThat(receive()).isEqualTo("one");
    }

    @Test
    void temporaryQueuesEndWithTheConnectionThatWasBorrowed() throws JMSException {
        try (Connection connection = pool.createConnection();
                Session session = connection.createSession()) {
            TemporaryQueue temporary = session.createTemporaryQueue();
            session.createProducer(temporary).send(session.createMessage());
            assertThat(broker.status().queues()).hasSize(1);
        }
        assertThat(broker.status().queues()).isEmpty();
    }

    @Test
    void manyThreadsShareAFewSessions() {
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            CompletableFuture<?>[] senders = IntStream.range(0, 240)
                    .mapToObj(number -> CompletableFuture.runAsync(
                            () -> {
                                try (JMSContext context = pool.createContext(JMSContext.SESSION_TRANSACTED)) {
                                    context.createProducer().send(context.createQueue("letters"), "number " + number);
                                    context.commit();
                                }
                            },
                            threads))
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(senders).join();
        } finally {
            threads.shutdown();
        }
        awaitDepth(broker, "letters", 240);
    }
}
