package io.postrider.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.postrider.client.scripted.ScriptedBroker;
import io.postrider.client.scripted.ScriptedConnector;
import io.postrider.client.session.PostriderSession;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** What the client tells a broker, and what the application sees, on the most travelled paths. */
@Timeout(60)
class SendAndReceiveTest {
    private static final long SOON_MILLIS = 20_000;

    private ScriptedBroker broker;
    private PostriderConnectionFactory factory;
    private Connection connection;

    @BeforeEach
    void connect(TestInfo test) throws JMSException {
        String name = test.getTestMethod().orElseThrow().getName();
        broker = ScriptedConnector.broker(name);
        factory = new PostriderConnectionFactory("scripted://" + name + "?jms.prefetch=16");
        connection = factory.createConnection();
        connection.start();
    }

    @AfterEach
    void close() throws JMSException {
        connection.close();
    }

    private void send(Session session, String queue, int count) throws JMSException {
        try (MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            for (int i = 1; i <= count; i++) {
                producer.send(session.createTextMessage("m" + i));
            }
        }
    }

    private static String text(Message message) throws JMSException {
        return message == null ? null : ((TextMessage) message).getText();
    }

    private static List<String> receive(MessageConsumer consumer, int count) throws JMSException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text(consumer.receive(SOON_MILLIS)));
        }
        return texts;
    }

    @Test
    void whatIsSentIsReceivedInOrderAndAcknowledged() throws JMSException {
        Session session = connection.createSession();
        send(session, "q", 50);
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        assertThat(receive(consumer, 50)).startsWith("m1", "m2").endsWith("m50");
        assertThat(consumer.receiveNoWait()).isNull();
        assertThat(broker.outstanding()).isZero();
    }

    @Test
    void aReceiverWhoWaitsIsWokenByTheSend() throws Exception {
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> {
            try {
                return text(consumer.receive());
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        });
        await().until(() -> broker.commands.stream().anyMatch(command -> command.startsWith("credit")));
        send(connection.createSession(), "q", 1);
        assertThat(received.get(SOON_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo("m1");
    }

    @Test
    void theWindowOfCreditStartsSmallAndGrowsToItsCap() throws JMSException {
        Session session = connection.createSession();
        send(session, "q", 200);
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        assertThat(receive(consumer, 1)).containsExactly("m1");
        assertThat(broker.outstanding()).isEqualTo(7);
        receive(consumer, 150);
        assertThat(broker.outstanding()).isBetween(8, 16);
    }

    @Test
    void nothingIsAskedForBeforeTheApplicationWantsAMessage() throws JMSException {
        Session session = connection.createSession();
        send(session, "q", 3);
        session.createConsumer(session.createQueue("q"));
        assertThat(broker.depth("q")).isEqualTo(3);
    }

    @Test
    void withoutPrefetchOneMessageIsFetchedAtATime() throws JMSException {
        factory.setPrefetch(0);
        try (Connection pulling = factory.createConnection()) {
            pulling.start();
            Session session = pulling.createSession();
            send(session, "q", 3);
            MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
            assertThat(text(consumer.receive())).isEqualTo("m1");
            assertThat(broker.depth("q")).isEqualTo(2);
            assertThat(text(consumer.receiveNoWait())).isEqualTo("m2");
            assertThat(consumer.receive(SOON_MILLIS)).isNotNull();
            assertThat(consumer.receive(1)).isNull();
            send(session, "q", 1);
            assertThat(broker.depth("q")).as("nobody waits, so it stays there").isEqualTo(1);
        }
    }

    @Test
    void aRecallReturnsWhatTheApplicationHasNotBegun() throws JMSException {
        Session session = connection.createSession();
        send(session, "q", 8);
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        assertThat(text(consumer.receive())).isEqualTo("m1");
        broker.recall(consumerNumber(consumer));
        assertThat(broker.commands).contains("release 2..8");
        assertThat(receive(consumer, 7)).containsExactly("m2", "m3", "m4", "m5", "m6", "m7", "m8");
    }

    private static long consumerNumber(MessageConsumer consumer) {
        return ((io.postrider.client.consumer.PostriderMessageConsumer) consumer).number();
    }

    @Test
    void rollbackKeepsTheOrderAndCountsOnlyWhatWasHandedOut() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        send(session, "q", 20);
        session.commit();
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        receive(consumer, 3);
        session.rollback();
        for (int i = 1; i <= 20; i++) {
            Message message = consumer.receive(SOON_MILLIS);
            assertThat(text(message)).isEqualTo("m" + i);
            assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(i <= 3 ? 2 : 1);
            assertThat(message.getJMSRedelivered()).isEqualTo(i <= 3);
        }
        session.commit();
        assertThat(broker.outstanding()).isZero();
    }

    @Test
    void whatIsSentInATransactionIsThereAfterTheCommitAlone() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        send(session, "q", 2);
        assertThat(broker.depth("q")).isZero();
        session.rollback();
        send(session, "q", 1);
        session.commit();
        assertThat(broker.depth("q")).isEqualTo(1);
    }

    @Test
    void aTransactionWhoseSessionIsBeingClosedIsNotCommittedInPart() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        send(session, "q", 2);
        List<Throwable> outcomes = new ArrayList<>();
        broker.whenRolledBack = () -> {
            // what another thread may do that does not know of the close yet
            outcomes.add(catchThrowable(() -> send(session, "q", 1)));
            outcomes.add(catchThrowable(session::commit));
        };
        session.close();
        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.get(1)).isInstanceOf(IllegalStateException.class);
        assertThat(broker.depth("q")).isZero();
    }

    @Test
    void clientAcknowledgeCoversAllConsumersOfTheSession() throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        send(session, "a", 2);
        send(session, "b", 2);
        MessageConsumer a = session.createConsumer(session.createQueue("a"));
        MessageConsumer b = session.createConsumer(session.createQueue("b"));
        receive(a, 2);
        Message last = b.receive();
        assertThat(broker.outstanding()).isEqualTo(4);
        a.close();
        last.acknowledge();
        assertThat(broker.outstanding()).as("the one that was not handed out").isEqualTo(1);
        session.recover();
        assertThat(text(b.receive())).isEqualTo("m2");
    }

    @Test
    void individualAcknowledgeCoversOneMessage() throws JMSException {
        Session session = connection.createSession(PostriderSession.INDIVIDUAL_ACKNOWLEDGE);
        send(session, "q", 3);
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        consumer.receive();
        Message second = consumer.receive();
        consumer.receive();
        second.acknowledge();
        session.recover();
        assertThat(receive(consumer, 2)).containsExactly("m1", "m3");
    }

    @Test
    void lazyAcknowledgementsLeaveNothingBehind() throws JMSException {
        Session session = connection.createSession(Session.DUPS_OK_ACKNOWLEDGE);
        send(session, "q", 40);
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        receive(consumer, 40);
        assertThat(broker.outstanding()).isZero();
        assertThat(broker.commands.stream().filter(command -> command.startsWith("acknowledge")))
                .hasSizeLessThan(20);
    }

    @Test
    void aListenerGetsAllMessagesInOrderAndTheyAreAcknowledged() throws JMSException {
        Session session = connection.createSession();
        List<String> seen = new CopyOnWriteArrayList<>();
        session.createConsumer(session.createQueue("q")).setMessageListener(message -> {
            try {
                seen.add(text(message));
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        });
        send(connection.createSession(), "q", 100);
        await().until(() -> seen.size() == 100 && broker.outstanding() == 0);
        assertThat(seen).startsWith("m1").endsWith("m100").doesNotHaveDuplicates();
    }

    @Test
    void aSessionWhoseListenersHaveNothingToDoSaysSoAfterAllElse() throws JMSException {
        Session session = connection.createSession();
        CountDownLatch heard = new CountDownLatch(100);
        session.createConsumer(session.createQueue("q")).setMessageListener(message -> heard.countDown());
        send(connection.createSession(), "q", 100);
        await().until(() -> heard.getCount() == 0
                && broker.outstanding() == 0
                && broker.commandsBeforeWaiting == broker.commands.size());
    }

    @Test
    void aMessageWhoseListenerThrowsComesAgainBeforeTheNext() throws JMSException {
        Session session = connection.createSession();
        send(session, "q", 3);
        List<String> seen = new CopyOnWriteArrayList<>();
        session.createConsumer(session.createQueue("q")).setMessageListener(message -> {
            try {
                seen.add(text(message) + "/" + message.getIntProperty("JMSXDeliveryCount"));
                if (seen.size() < 3) {
                    throw new RuntimeException("on purpose");
                }
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        });
        await().until(() -> seen.size() == 5 && broker.outstanding() == 0);
        assertThat(seen).containsExactly("m1/1", "m1/2", "m1/3", "m2/1", "m3/1");
    }

    @Test
    void closingAConsumerEndsAReceiveInAnotherThread() throws Exception {
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        CompletableFuture<Boolean> gotNull = new CompletableFuture<>();
        Thread receiver = new Thread(() -> {
            try {
                gotNull.complete(consumer.receive() == null);
            } catch (JMSException e) {
                gotNull.completeExceptionally(e);
            }
        });
        receiver.start();
        await().until(() ->
                receiver.getState() == Thread.State.WAITING || receiver.getState() == Thread.State.TIMED_WAITING);
        consumer.close();
        assertThat(gotNull.get(SOON_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        assertThatThrownBy(consumer::receive).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anInterruptedReceiveThrowsAndLosesNothing() throws Exception {
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> consumer.receive(SOON_MILLIS))
                .isInstanceOf(JMSException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        send(session, "q", 1);
        assertThat(text(consumer.receive(SOON_MILLIS))).isEqualTo("m1");
    }

    @Test
    void aStoppedConnectionHandsNothingOut() throws JMSException {
        Session session = connection.createSession();
        send(session, "q", 2);
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        assertThat(text(consumer.receive(SOON_MILLIS))).isEqualTo("m1");
        connection.stop();
        assertThat(consumer.receiveNoWait()).isNull();
        assertThat(consumer.receive(1)).isNull();
        connection.start();
        assertThat(text(consumer.receive(SOON_MILLIS))).isEqualTo("m2");
    }

    @Test
    void stopWaitsForTheListenerThatRuns() throws Exception {
        Session session = connection.createSession();
        send(session, "q", 2);
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        List<String> seen = new CopyOnWriteArrayList<>();
        session.createConsumer(session.createQueue("q")).setMessageListener(message -> {
            inside.countDown();
            try {
                letGo.await();
                seen.add(text(message));
            } catch (JMSException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        inside.await();
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        Thread stopping = new Thread(() -> {
            try {
                connection.stop();
                stopped.complete(null);
            } catch (JMSException e) {
                stopped.completeExceptionally(e);
            }
        });
        stopping.start();
        await().until(() -> stopping.getState() == Thread.State.WAITING);
        assertThat(stopped).isNotDone();
        letGo.countDown();
        stopped.get(SOON_MILLIS, TimeUnit.MILLISECONDS);
        assertThat(seen).containsExactly("m1");
    }

    @Test
    void aSelectorThatIsWrongIsRefusedAtCreation() throws JMSException {
        Session session = connection.createSession();
        Queue queue = session.createQueue("q");
        assertThatThrownBy(() -> session.createConsumer(queue, "wrong")).isInstanceOf(InvalidSelectorException.class);
    }

    @Test
    void aLostLinkIsToldOnceAndEndsReceives() throws Exception {
        List<JMSException> problems = new CopyOnWriteArrayList<>();
        connection.setExceptionListener(problems::add);
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(session.createQueue("q"));
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread receiver = new Thread(() -> {
            try {
                consumer.receive();
                ended.complete(null);
            } catch (JMSException e) {
                ended.complete(e);
            }
        });
        receiver.start();
        broker.lose(new BrokerException(BrokerError.LINK_LOST, "the wire was cut"));
        assertThat(ended.get(SOON_MILLIS, TimeUnit.MILLISECONDS)).hasMessageContaining("the wire was cut");
        await().until(() -> problems.size() == 1);
        assertThat(problems.get(0)).hasMessageContaining("the wire was cut");
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        assertThatThrownBy(() -> producer.send(session.createMessage())).isInstanceOf(JMSException.class);
    }
}
