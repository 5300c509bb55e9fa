package io.postrider.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.Broker;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broker's machine whose clock is set, far forward or back, while clients are at work over TCP. */
class ClockJumpTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long GUARD_MILLIS = 60_000;

    private final AtomicLong offsetMillis = new AtomicLong();
    private final AtomicReference<JMSException> lost = new AtomicReference<>();
    private Broker broker;
    private Acceptor acceptor;
    private Connection connection;
    private Session session;
    private Queue queue;
    private MessageProducer producer;

    /** The system's clock, and how far it was set. */
    private final class ShiftedClock extends Clock {
        @Override
        public Instant instant() {
            return Instant.now().plusMillis(offsetMillis.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void start() throws Exception {
        broker = Broker.named("clock")
                .journal("memory")
                .guests(true)
                .clock(new ShiftedClock())
                .start();
        acceptor = Acceptor.start(
                AcceptorSettings.builder().port(0).heartbeatMillis(200).build(), broker::accept);
        connection = new PostriderConnectionFactory("tcp://127.0.0.1:" + acceptor.port()).createConnection();
        ExceptionListener listener = lost::set;
        connection.setExceptionListener(listener);
        connection.start();
        session = connection.createSession();
        queue = session.createQueue("orders");
        producer = session.createProducer(queue);
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        acceptor.close();
        broker.close();
    }

    private String receive(long millis) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(queue)) {
            Message message = consumer.receive(millis);
            return message == null ? null : ((TextMessage) message).getText();
        }
    }

    @Test
    void setForwardDelayedMessagesAreDueAndOldOnesExpire() throws Exception {
        producer.setDeliveryDelay(HOUR);
        producer.send(session.createTextMessage("delayed"));
        producer.setDeliveryDelay(0);
        producer.setTimeToLive(HOUR);
        producer.send(session.createTextMessage("expires"));
        producer.setTimeToLive(0);
        offsetMillis.set(2 * HOUR);
        assertThat(receive(GUARD_MILLIS)).isEqualTo("delayed");
        assertThat(receive(500)).as("expired").isNull();
        producer.send(session.createTextMessage("next"));
        assertThat(receive(GUARD_MILLIS)).isEqualTo("next");
        assertThat(lost).hasValue(null);
    }

    @Test
    void setBackNothingIsLostAndConnectionsStay() throws Exception {
        producer.setTimeToLive(24 * HOUR);
        producer.setDeliveryDelay(300);
        producer.send(session.createTextMessage("soon"));
        offsetMillis.set(-2 * HOUR);
        producer.setDeliveryDelay(0);
        producer.send(session.createTextMessage("at once"));
        assertThat(receive(GUARD_MILLIS)).isEqualTo("at once");
        // ten heartbeats' time
        assertThat(receive(2_000)).as("not due by this clock").isNull();
        offsetMillis.set(0);
        assertThat(receive(GUARD_MILLIS)).isEqualTo("soon");
        assertThat(lost).hasValue(null);
    }
}
