package io.postrider.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.Broker;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who sends what is not persistent over a network does not wait for the broker, unless he wants to. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class NonPersistentSendTest {
    private final List<JMSException> told = new CopyOnWriteArrayList<>();

    private Broker broker;
    private Acceptor acceptor;
    private Connection connection;

    @BeforeEach
    void start() throws Exception {
        broker = Broker.named("light")
                .journal("memory")
                .guests(true)
                .policies("small maxMessages=2 whenFull=fail")
                .start();
        acceptor = Acceptor.start(AcceptorSettings.builder().port(0).build(), broker::accept);
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        acceptor.close();
        broker.close();
    }

    private Session connect(String options) throws JMSException {
        connection = new PostriderConnectionFactory("tcp://127.0.0.1:" + acceptor.port() + options).createConnection();
        connection.setExceptionListener(told::add);
        connection.start();
        return connection.createSession();
    }

    private static MessageProducer producer(Session session, String queue) throws JMSException {
        MessageProducer producer = session.createProducer(session.createQueue(queue));
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        return producer;
    }

    @Test
    void whatIsRefusedIsToldToTheExceptionListener() throws Exception {
        Session session = connect("");
        MessageProducer toSmall = producer(session, "small");
        TextMessage refused = session.createTextMessage("third");
        toSmall.send(session.createTextMessage("first"));
        toSmall.send(session.createTextMessage("second"));
        toSmall.send(refused);

        Awaitility.await().until(() -> !told.isEmpty());

        assertThat(told).singleElement().isInstanceOf(ResourceAllocationException.class);
        assertThat(told.get(0)).hasMessageContaining(refused.getJMSMessageID()).hasMessageContaining("maxMessages");
        MessageConsumer consumer = session.createConsumer(session.createQueue("small"));
        assertThat(consumer.receive(10_000).getBody(String.class)).isEqualTo("first");
        assertThat(consumer.receive(10_000).getBody(String.class)).isEqualTo("second");
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void whoWantsToWaitIsToldByTheSend() throws Exception {
        Session session = connect("?jms.awaitNonPersistent=true");
        MessageProducer toSmall = producer(session, "small");
        toSmall.send(session.createTextMessage("first"));
        toSmall.send(session.createTextMessage("second"));

        assertThatThrownBy(() -> toSmall.send(session.createTextMessage("third")))
                .isInstanceOf(ResourceAllocationException.class);

        assertThat(told).isEmpty();
    }

    @Test
    void whatIsTooLargeIsToldByTheSend() throws Exception {
        acceptor.close();
        acceptor = Acceptor.start(
                AcceptorSettings.builder().port(0).maxFrameBytes(10_000).build(), broker::accept);
        Session session = connect("");

        assertThatThrownBy(() -> producer(session, "any").send(session.createTextMessage("x".repeat(20_000))))
                .isInstanceOf(ResourceAllocationException.class)
                .hasMessageContaining("maxFrameBytes");
    }

    @Test
    void allThatWasSentBeforeTheConnectionIsClosedIsThere() throws Exception {
        Session session = connect("");
        MessageProducer producer = producer(session, "many");
        for (int i = 0; i < 5_000; i++) {
            producer.send(session.createTextMessage(Integer.toString(i)));
        }
        connection.close();

        session = connect("");
        MessageConsumer consumer = session.createConsumer(session.createQueue("many"));
        for (int i = 0; i < 5_000; i++) {
            assertThat(consumer.receive(10_000).getBody(String.class)).isEqualTo(Integer.toString(i));
        }
        assertThat(consumer.receiveNoWait()).isNull();
        assertThat(told).isEmpty();
    }
}
