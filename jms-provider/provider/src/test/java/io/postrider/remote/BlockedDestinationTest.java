package io.postrider.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.Broker;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A queue that is full holds up those who send there, and nobody else of the same connection. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class BlockedDestinationTest {
    private static final int MESSAGES = 200;
    private static final String TEN_KILOBYTES = "x".repeat(10_000);

    private Broker broker;
    private Acceptor acceptor;
    private Connection connection;

    @BeforeEach
    void start() throws Exception {
        broker = Broker.named("blocked")
                .journal("memory")
                .guests(true)
                .policies("full maxMessages=3 whenFull=block blockTimeoutMillis=100000")
                .start();
        acceptor = Acceptor.start(AcceptorSettings.builder().port(0).build(), broker::accept);
        // room for some messages of one destination, so that the sender itself is made to wait
        connection = new PostriderConnectionFactory(
                        "tcp://127.0.0.1:" + acceptor.port() + "?transport.maxUnansweredBytes=100000")
                .createConnection();
        connection.start();
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        acceptor.close();
        broker.close();
    }

    @Test
    void othersOfTheSameConnectionGoOn() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        AtomicReference<Exception> failure = new AtomicReference<>();
        CountDownLatch sentAll = new CountDownLatch(1);
        Session blocked = connection.createSession();
        MessageProducer toFull = blocked.createProducer(blocked.createQueue("full"));
        CompletionListener listener = new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                answered.incrementAndGet();
            }

            @Override
            public void onException(Message message, Exception exception) {
                failure.set(exception);
            }
        };
        Thread sender = new Thread(() -> {
            try {
                for (int i = 0; i < MESSAGES; i++) {
                    toFull.send(blocked.createTextMessage(TEN_KILOBYTES), listener);
                }
                sentAll.countDown();
            } catch (JMSException e) {
                failure.set(e);
            }
        });
        sender.start();
        Awaitility.await().until(() -> answered.get() == 3 && sender.getState() == Thread.State.TIMED_WAITING);

        sendAndReceiveElsewhere();

        assertThat(answered).as("the full queue has taken no more meanwhile").hasValue(3);
        assertThat(sentAll.getCount()).isOne();
        Session draining = connection.createSession();
        MessageConsumer consumer = draining.createConsumer(draining.createQueue("full"));
        for (int i = 0; i < MESSAGES; i++) {
            assertThat(consumer.receive(30_000)).as("message %d", i).isNotNull();
        }
        Awaitility.await().untilAsserted(() -> assertThat(answered).hasValue(MESSAGES));
        sender.join();
        assertThat(failure).hasValue(null);
    }

    private void sendAndReceiveElsewhere() throws JMSException {
        Session free = connection.createSession();
        MessageProducer producer = free.createProducer(free.createQueue("free"));
        MessageConsumer consumer = free.createConsumer(free.createQueue("free"));
        for (int i = 0; i < MESSAGES; i++) {
            producer.send(free.createTextMessage(TEN_KILOBYTES));
            assertThat(consumer.receive(30_000)).isNotNull();
        }
        free.close();
    }
}
