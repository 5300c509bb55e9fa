package io.postrider.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.client.PostriderConnectionFactory;
import io.postrider.remote.FaultyProxy.Direction;
import io.postrider.remote.FaultyProxy.Fault;
import io.postrider.remote.FaultyProxy.Kind;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TransactionRolledBackException;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application sees of a broker that dies and is started again, if its address is one of {@code failover:(...)}. */
class BrokerRestartTest {
    private static final int PATIENCE_MILLIS = 20_000;

    private RestartableBroker broker;
    private Connection connection;
    private Session session;
    private Queue orders;

    @BeforeEach
    void start() throws Exception {
        broker = new RestartableBroker(connection -> null);
        connection = connect("");
        session = connection.createSession();
        orders = session.createQueue("orders");
    }

    @AfterEach
    void stop() throws Exception {
        connection.close();
        broker.close();
    }

    private PostriderConnectionFactory factory(String options) {
        return new PostriderConnectionFactory("failover:(tcp://127.0.0.1:"
                + broker.proxy().port() + ")?failover.delayMillis=5&failover.maxDelayMillis=50" + options);
    }

    private Connection connect(String options) throws JMSException {
        Connection made = factory(options).createConnection();
        made.start();
        return made;
    }

    private void send(String... texts) throws JMSException {
        MessageProducer producer = session.createProducer(orders);
        for (String text : texts) {
            producer.send(session.createTextMessage(text));
        }
    }

    private static String text(Message message) throws JMSException {
        return message == null ? null : ((TextMessage) message).getText();
    }

    @Test
    void producersAndConsumersGoOn() throws Exception {
        MessageConsumer consumer = session.createConsumer(orders);
        send("a");
        assertThat(text(consumer.receive(PATIENCE_MILLIS))).isEqualTo("a");

        broker.restart();
        send("b");
        broker.restart();
        send("c");

        Message first = consumer.receive(PATIENCE_MILLIS);
        while ("a".equals(text(first))) {
            assertThat(first.getJMSRedelivered()).isTrue();
            first = consumer.receive(PATIENCE_MILLIS);
        }
        assertThat(text(first)).isEqualTo("b");
        assertThat(text(consumer.receive(PATIENCE_MILLIS))).isEqualTo("c");
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void listenersGoOn() throws Exception {
        BlockingQueue<String> heard = new ArrayBlockingQueue<>(100);
        session.createConsumer(orders).setMessageListener(message -> {
            try {
                heard.add(text(message));
            } catch (JMSException e) {
                heard.add(e.toString());
            }
        });
        Session sending = connection.createSession();
        MessageProducer producer = sending.createProducer(orders);
        for (int i = 0; i < 3; i++) {
            String text = "message " + i;
            producer.send(sending.createTextMessage(text));
            String next = heard.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            while (next != null && !next.equals(text)) {
                next = heard.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            }
            assertThat(next).isEqualTo(text);
            broker.restart();
        }
    }

    @Test
    void whatWasPrefetchedBeforeComesOnceAndInOrder() throws Exception {
        send("a", "b", "c", "d");
        Session client = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = client.createConsumer(orders);
        assertThat(text(consumer.receive(PATIENCE_MILLIS))).isEqualTo("a");

        broker.restart();
        send("e");

        for (String expected : List.of("a", "b", "c", "d", "e")) {
            Message message = consumer.receive(PATIENCE_MILLIS);
            // a delivery that was handed out while the link broke is stale; it comes again
            assertThat(text(message)).isEqualTo(expected);
            assertThat(message.getJMSRedelivered()).as(expected).isEqualTo(!expected.equals("e"));
            message.acknowledge();
        }
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void acknowledgingAStaleDeliveryFailsAndTakesNothingElse() throws Exception {
        send("a", "b");
        Session client = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = client.createConsumer(orders);
        Message stale = consumer.receive(PATIENCE_MILLIS);

        broker.restart();
        send("c");

        assertThatThrownBy(stale::acknowledge)
                .isInstanceOf(JMSException.class)
                .extracting(e -> ((JMSException) e).getErrorCode())
                .isEqualTo("STALE_DELIVERY");
        Message again = consumer.receive(PATIENCE_MILLIS);
        assertThat(text(again)).isEqualTo("a");
        assertThat(again.getJMSRedelivered()).isTrue();
        again.acknowledge();
        assertThat(text(consumer.receive(PATIENCE_MILLIS))).isEqualTo("b");
    }

    @Test
    void aTransactionThatHasOnlySentIsSentAgain() throws Exception {
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer producer = transacted.createProducer(orders);
        producer.send(transacted.createTextMessage("a"));
        broker.restart();
        producer.send(transacted.createTextMessage("b"));
        transacted.commit();

        MessageConsumer consumer = session.createConsumer(orders);
        assertThat(text(consumer.receive(PATIENCE_MILLIS))).isEqualTo("a");
        assertThat(text(consumer.receive(PATIENCE_MILLIS))).isEqualTo("b");
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void oneThatHasReceivedIsRolledBackAndSaysSo() throws Exception {
        send("in");
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = transacted.createConsumer(orders);
        Queue done = transacted.createQueue("done");
        assertThat(text(consumer.receive(PATIENCE_MILLIS))).isEqualTo("in");
        transacted.createProducer(done).send(transacted.createTextMessage("out"));
        broker.restart();

        assertThatThrownBy(transacted::commit).isInstanceOf(TransactionRolledBackException.class);

        Message again = consumer.receive(PATIENCE_MILLIS);
        assertThat(text(again)).isEqualTo("in");
        assertThat(again.getJMSRedelivered()).isTrue();
        transacted.createProducer(done).send(transacted.createTextMessage("out again"));
        transacted.commit();
        MessageConsumer results = session.createConsumer(done);
        assertThat(text(results.receive(PATIENCE_MILLIS))).isEqualTo("out again");
        assertThat(results.receiveNoWait()).isNull();
        assertThat(session.createConsumer(orders).receiveNoWait()).isNull();
    }

    @Test
    void oneThatIsTooLargeToKeepIsRolledBackAndSaysSo() throws Exception {
        try (Connection small = connect("&failover.maxTransactionBytes=1000")) {
            Session transacted = small.createSession(Session.SESSION_TRANSACTED);
            MessageProducer producer = transacted.createProducer(orders);
            producer.send(transacted.createTextMessage("x".repeat(2_000)));
            broker.restart();
            producer.send(transacted.createTextMessage("y"));
            assertThatThrownBy(transacted::commit)
                    .isInstanceOf(TransactionRolledBackException.class)
                    .hasMessageContaining("failover.maxTransactionBytes");
            producer.send(transacted.createTextMessage("z"));
            transacted.commit();
        }
        MessageConsumer consumer = session.createConsumer(orders);
        assertThat(text(consumer.receive(PATIENCE_MILLIS))).isEqualTo("z");
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void temporaryDestinationsKeepTheirNamesAndWorkForReplies() throws Exception {
        TemporaryQueue replies = session.createTemporaryQueue();
        MessageConsumer consumer = session.createConsumer(replies);
        broker.restart();
        try (Connection other = connect("")) {
            Session replying = other.createSession();
            assertThatThrownBy(() -> replying.createConsumer(replies)).isInstanceOf(JMSException.class);
            replying.createProducer(replying.createQueue(replies.getQueueName()));
            session.createProducer(replies).send(session.createTextMessage("own"));
            replying.createProducer(replies).send(replying.createTextMessage("reply"));
        }
        assertThat(text(consumer.receive(PATIENCE_MILLIS))).isEqualTo("own");
        assertThat(text(consumer.receive(PATIENCE_MILLIS))).isEqualTo("reply");
        consumer.close();
        replies.delete();
    }

    @Test
    void clientIdentifierAndDurableSubscriptionAreThere() throws Exception {
        PostriderConnectionFactory factory = factory("");
        try (Connection durable = factory.createConnection()) {
            durable.setClientID("reporting");
            durable.start();
            Session reporting = durable.createSession();
            Topic prices = reporting.createTopic("prices");
            MessageConsumer consumer = reporting.createDurableConsumer(prices, "all");
            MessageProducer producer = session.createProducer(prices);
            producer.send(session.createTextMessage("1"));
            assertThat(text(consumer.receive(PATIENCE_MILLIS))).isEqualTo("1");
            broker.restart();
            producer.send(session.createTextMessage("2"));
            Message next = consumer.receive(PATIENCE_MILLIS);
            if ("1".equals(text(next))) {
                next = consumer.receive(PATIENCE_MILLIS);
            }
            assertThat(text(next)).isEqualTo("2");
            Connection impostor = factory.createConnection();
            assertThatThrownBy(() -> impostor.setClientID("reporting")).isInstanceOf(JMSException.class);
            impostor.close();
        }
    }

    @Test
    void aBrowserShowsEachMessageOnce() throws Exception {
        for (int i = 0; i < 300; i++) {
            send("n" + i);
        }
        QueueBrowser browser = session.createBrowser(orders);
        Enumeration<?> messages = browser.getEnumeration();
        List<String> shown = new CopyOnWriteArrayList<>();
        while (messages.hasMoreElements()) {
            shown.add(text((Message) messages.nextElement()));
            if (shown.size() == 10) {
                broker.restart();
            }
        }
        assertThat(shown).hasSize(300).doesNotHaveDuplicates();
    }

    @Test
    void whatIsGivenUpIsSaid() throws Exception {
        List<String> problems = new CopyOnWriteArrayList<>();
        try (Connection impatient = connect("&failover.reconnectMillis=200&transport.resumeMillis=50")) {
            impatient.setExceptionListener(e -> problems.add(e.getMessage()));
            Session working = impatient.createSession();
            MessageProducer producer = working.createProducer(orders);
            broker.die();
            assertThatThrownBy(() -> producer.send(working.createTextMessage("lost")))
                    .isInstanceOf(JMSException.class)
                    .hasMessageContaining("failover.reconnectMillis");
            Awaitility.await().untilAsserted(() -> assertThat(problems).hasSize(1));
            assertThat(problems.get(0)).contains("attempts", "failover.reconnectMillis");
        }
        broker.restart();
    }

    @Test
    void aFirstConnectIsBoundedAndSaysWhatFailed() throws Exception {
        broker.die();
        assertThatThrownBy(() -> connect("&failover.firstConnectMillis=150"))
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("failover.firstConnectMillis")
                .hasMessageContaining("attempts")
                .hasMessageContaining("127.0.0.1:" + broker.proxy().port());
        broker.restart();
    }

    @Test
    void aFirstConnectWaitsForABrokerThatIsBeingStarted() throws Exception {
        broker.die();
        Thread starting = new Thread(broker::restart);
        starting.start();
        connect("").close();
        starting.join();
    }

    @Test
    void theNextAddressIsTaken() throws Exception {
        try (RestartableBroker unreachable = new RestartableBroker(none -> null)) {
            unreachable.die();
            String url = "failover:(tcp://127.0.0.1:" + unreachable.proxy().port() + ",tcp://127.0.0.1:"
                    + broker.proxy().port() + ")?transport.connectTimeoutMillis=3000";
            try (Connection second = new PostriderConnectionFactory(url).createConnection()) {
                second.createSession().createProducer(orders).send(session.createTextMessage("here"));
            }
        }
        assertThat(text(session.createConsumer(orders).receive(PATIENCE_MILLIS)))
                .isEqualTo("here");
    }

    @Test
    void aPlainAddressMayAskForIt() throws Exception {
        String url = "tcp://127.0.0.1:" + broker.proxy().port() + "?transport.reconnect=true&failover.delayMillis=5";
        try (Connection plain = new PostriderConnectionFactory(url).createConnection()) {
            Session sending = plain.createSession();
            MessageProducer producer = sending.createProducer(orders);
            producer.send(sending.createTextMessage("a"));
            broker.restart();
            producer.send(sending.createTextMessage("b"));
        }
        MessageConsumer consumer = session.createConsumer(orders);
        assertThat(text(consumer.receive(PATIENCE_MILLIS))).isEqualTo("a");
        assertThat(text(consumer.receive(PATIENCE_MILLIS))).isEqualTo("b");
    }

    @Test
    void closingDoesNotWaitForABrokerThatIsGone() throws Exception {
        Connection other = connect("&transport.resumeMillis=50");
        other.createSession().createConsumer(orders);
        other.createSession(Session.SESSION_TRANSACTED).createProducer(orders).send(session.createMessage());
        broker.die();
        other.close();
        broker.restart();
    }

    /** The commit reaches the broker, its answer does not reach the client, and the broker dies. */
    @Test
    void aCommitWhoseAnswerIsLostIsDoneOnce() throws Exception {
        try (RestartableBroker other = new RestartableBroker(
                number -> number == 0 ? new Fault(Kind.STALL, Direction.TO_CLIENT, 6, 0) : null)) {
            other.proxy().whenHarmed(other::restart);
            String url = "failover:(tcp://127.0.0.1:" + other.proxy().port() + ")?failover.delayMillis=5";
            try (Connection faulty = new PostriderConnectionFactory(url).createConnection()) {
                faulty.start();
                Session transacted = faulty.createSession(Session.SESSION_TRANSACTED);
                MessageProducer producer = transacted.createProducer(orders);
                for (int i = 0; i < 10; i++) {
                    producer.send(transacted.createTextMessage("m" + i));
                    transacted.commit();
                }
                assertThat(other.restarts()).isEqualTo(1);
                MessageConsumer consumer = faulty.createSession().createConsumer(orders);
                for (int i = 0; i < 10; i++) {
                    assertThat(text(consumer.receive(PATIENCE_MILLIS))).isEqualTo("m" + i);
                }
                assertThat(consumer.receiveNoWait()).isNull();
            }
        }
    }

    /** A transaction that has received is rolled back only where its commit did not take effect. */
    @Test
    void aCommitOfWhatWasReceivedIsRecognisedToo() throws Exception {
        try (RestartableBroker other = new RestartableBroker(connection -> null)) {
            String url = "failover:(tcp://127.0.0.1:" + other.proxy().port() + ")?failover.delayMillis=5";
            try (Connection faulty = new PostriderConnectionFactory(url).createConnection()) {
                faulty.start();
                Session transacted = faulty.createSession(Session.SESSION_TRANSACTED);
                MessageProducer producer = transacted.createProducer(orders);
                MessageConsumer consumer = transacted.createConsumer(orders);
                producer.send(transacted.createTextMessage("a"));
                transacted.commit();

                assertThat(text(consumer.receive(PATIENCE_MILLIS))).isEqualTo("a");
                producer.send(transacted.createTextMessage("b"));
                other.loseNextAnswerAndRestart();
                transacted.commit();

                assertThat(other.restarts()).isEqualTo(1);
                assertThat(text(consumer.receive(PATIENCE_MILLIS))).isEqualTo("b");
                other.restart();
                assertThatThrownBy(transacted::commit).isInstanceOf(TransactionRolledBackException.class);
                Message again = consumer.receive(PATIENCE_MILLIS);
                assertThat(text(again)).isEqualTo("b");
                assertThat(again.getJMSRedelivered()).isTrue();
                transacted.commit();
                assertThat(consumer.receiveNoWait()).isNull();
            }
        }
    }
}
