package io.postrider.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.broker.soak.LongRun;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A durable subscriber that does not acknowledge what it holds, over Derby: it costs disk. The broker's memory stays within its budget, who
 * publishes is not held back, and another subscriber gets everything meanwhile. {@code -Dpostrider.slowMegabytes=500} lets it fall behind
 * by so much; the rates without and with it are printed, and judged by nobody.
 */
@Tag(LongRun.TAG)
@Timeout(value = 4, unit = TimeUnit.HOURS)
class SlowSubscriberTest {
    private static final int USUAL_MEGABYTES = 12;
    private static final int MESSAGE_BYTES = 10_000;
    private static final int LOOK_EVERY = 50;
    private static final long BUDGET = 4L << 20;

    /** What is on its way: with the journal, with consumers, and a quarter of the budget that is read ahead. */
    private static final long ON_ITS_WAY = 4L << 20;

    private static final long GUARD_MILLIS = 300_000;
    private static final String NUMBER = "number";

    @TempDir
    private Path directory;

    private final AtomicInteger fastCount = new AtomicInteger();
    private final AtomicInteger outOfOrder = new AtomicInteger();
    private final int count =
            (int) (Integer.getInteger("postrider.slowMegabytes", USUAL_MEGABYTES) * 1_000_000L / MESSAGE_BYTES);
    private Broker broker;
    private Acceptor acceptor;
    private Connection connection;
    private Session publishing;
    private Topic news;
    private MessageProducer producer;

    @BeforeEach
    void start() throws Exception {
        broker = Broker.named("slow")
                .dataDirectory(directory)
                .guests(true)
                .memoryBudgetBytes(BUDGET)
                .start();
        acceptor = Acceptor.start(AcceptorSettings.builder().port(0).build(), broker::accept);
        connection = new PostriderConnectionFactory(
                        "tcp://127.0.0.1:" + acceptor.port() + "?jms.prefetch=10&transport.maxUnansweredBytes=500000")
                .createConnection();
        connection.setClientID("client");
        connection.start();
        publishing = connection.createSession();
        news = publishing.createTopic("news");
        producer = publishing.createProducer(news);
    }

    @AfterEach
    void stop() throws JMSException {
        connection.close();
        acceptor.close();
        broker.close();
    }

    @ParameterizedTest(name = "delivery mode {0}")
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    void costsDiskAndNobodyElsesThroughput(int deliveryMode) throws Exception {
        producer.setDeliveryMode(deliveryMode);
        Session fast = connection.createSession();
        fast.createDurableConsumer(news, "fast").setMessageListener(this::arrived);
        long without = publish(0, count);
        Session slow = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer holding = slow.createDurableConsumer(news, "slow");
        publish(count, 1);
        Message held = holding.receive(GUARD_MILLIS);
        assertThat(numberOf(held)).isEqualTo(count);
        long with = publish(count + 1, count);
        assertThat(outOfOrder).hasValue(0);
        for (int i = 1; i <= count; i++) {
            Message next = holding.receive(GUARD_MILLIS);
            assertThat(numberOf(next)).as("the slow one gets all, in order").isEqualTo(count + i);
            if (i % LOOK_EVERY == 0) {
                next.acknowledge();
                assertMemoryIsBounded();
            }
        }
        assertThat(holding.receiveNoWait()).isNull();
        LongRun.report(
                "SlowSubscriberTest, delivery mode " + deliveryMode,
                count + " messages of " + MESSAGE_BYTES + " bytes, " + without + " ms without and " + with
                        + " ms with a slow subscriber, lost 0, out of order 0");
    }

    /** Publishes all, and sees that the fast subscriber has got all. Returns how long that took. */
    private long publish(int first, int messages) throws JMSException {
        long began = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            BytesMessage message = publishing.createBytesMessage();
            message.setIntProperty(NUMBER, first + i);
            message.writeBytes(new byte[MESSAGE_BYTES]);
            producer.send(message);
            if (i % LOOK_EVERY == 0) {
                assertMemoryIsBounded();
            }
        }
        await().atMost(Duration.ofMillis(GUARD_MILLIS)).until(() -> fastCount.get() == first + messages);
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    private void arrived(Message message) {
        try {
            if (numberOf(message) != fastCount.getAndIncrement()) {
                outOfOrder.incrementAndGet();
            }
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    private static int numberOf(Message message) throws JMSException {
        assertThat(message).as("a message").isNotNull();
        return message.getIntProperty(NUMBER);
    }

    private void assertMemoryIsBounded() {
        assertThat(broker.status().memoryUsedBytes()).as("memory of messages").isLessThan(BUDGET + ON_ITS_WAY);
    }
}
