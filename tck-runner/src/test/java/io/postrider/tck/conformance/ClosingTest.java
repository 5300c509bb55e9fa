package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What closing waits for, and what becomes of messages and transactions. */
@Section("6.1.8")
class ClosingTest extends ConformanceTest {

    enum What {
        CONSUMER,
        SESSION,
        CONNECTION
    }

    private static AutoCloseable pick(What what, MessageConsumer consumer, Session session, Connection connection) {
        return switch (what) {
            case CONSUMER -> consumer;
            case SESSION -> session;
            case CONNECTION -> connection;
        };
    }

    @ParameterizedTest
    @EnumSource(What.class)
    void aPendingReceiveReturnsNull(What what) throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(newQueue());
        AtomicReference<Thread> receiver = new AtomicReference<>();
        CompletableFuture<Message> received = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                received.complete(consumer.receive());
            } catch (JMSException e) {
                received.completeExceptionally(e);
            }
        });
        receiver.set(thread);
        thread.start();
        await().atMost(GUARD).until(() -> {
            Thread.State state = receiver.get().getState();
            return state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
        });
        pick(what, consumer, session, connection).close();
        assertThat(received.get(GUARD_MILLIS, TimeUnit.MILLISECONDS)).isNull();
    }

    @ParameterizedTest
    @EnumSource(What.class)
    void closeWaitsForTheRunningListenerWhichHasAllServices(What what) throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        Queue queue = newQueue();
        Queue replies = newQueue();
        MessageConsumer consumer = session.createConsumer(queue);
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        consumer.setMessageListener(message -> {
            try {
                running.countDown();
                mayEnd.await();
                send(session, replies, "reply");
                ended.set(true);
            } catch (JMSException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        send(session(), queue, "work");
        running.await();
        CompletableFuture<Boolean> closed = CompletableFuture.supplyAsync(() -> {
            try {
                pick(what, consumer, session, connection).close();
                return ended.get();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        assertThat(closed).isNotDone();
        mayEnd.countDown();
        assertThat(closed.get(GUARD_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        assertThat(receiveText(session().createConsumer(replies))).isEqualTo("reply");
        assertThat(drain(queue)).as("the message was acknowledged").isEmpty();
    }

    @Test
    @Section("8.8")
    void aListenerMayCloseItsOwnConsumerAndEndNormally() throws Exception {
        Session session = session();
        Queue queue = newQueue();
        MessageConsumer consumer = session.createConsumer(queue);
        CompletableFuture<String> heard = new CompletableFuture<>();
        consumer.setMessageListener(message -> {
            try {
                consumer.close();
                heard.complete(textOf(message));
            } catch (JMSException e) {
                heard.completeExceptionally(e);
            }
        });
        send(session(), queue, "one");
        assertThat(heard.get(GUARD_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo("one");
        session.close();
        assertThat(drain(queue)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"SESSION", "CONNECTION"})
    @Section("6.2.15")
    void aListenerThatClosesItsOwnSessionOrConnectionSucceedsOrIsToldSo(What what) throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        Queue queue = newQueue();
        MessageConsumer consumer = session.createConsumer(queue);
        CompletableFuture<Exception> outcome = new CompletableFuture<>();
        consumer.setMessageListener(message -> {
            try {
                pick(what, consumer, session, connection).close();
                outcome.complete(null);
            } catch (Exception e) {
                outcome.complete(e);
            }
        });
        send(session(), queue, "one");
        Exception thrown = outcome.get(GUARD_MILLIS, TimeUnit.MILLISECONDS);
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(IllegalStateException.class);
        }
        connection.close();
        assertThat(drain(queue)).as("acknowledged in either case").isEmpty();
    }

    @Test
    @Section("6.1.5")
    void aListenerThatStopsItsOwnConnectionSucceedsOrIsToldSo() throws Exception {
        Connection connection = connection();
        Queue queue = newQueue();
        CompletableFuture<Exception> outcome = new CompletableFuture<>();
        connection.createSession().createConsumer(queue).setMessageListener(message -> {
            try {
                connection.stop();
                outcome.complete(null);
            } catch (JMSException e) {
                outcome.complete(e);
            }
        });
        send(session(), queue, "one");
        Exception thrown = outcome.get(GUARD_MILLIS, TimeUnit.MILLISECONDS);
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SESSION", "CONNECTION"})
    void unacknowledgedMessagesComeBackInOrder(What what) throws Exception {
        Connection connection = connection();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = newQueue();
        MessageConsumer consumer = session.createConsumer(queue);
        send(session(), queue, "a", "b", "c", "d");
        assertThat(receiveTexts(consumer, 2)).containsExactly("a", "b");
        pick(what, consumer, session, connection).close();
        Session next = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer again = next.createConsumer(queue);
        for (String text : new String[] {"a", "b"}) {
            Message message = again.receive(GUARD_MILLIS);
            assertThat(textOf(message)).isEqualTo(text);
            assertThat(message.getJMSRedelivered()).isTrue();
            assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
        }
        assertThat(receiveTexts(again, 2)).containsExactly("c", "d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SESSION", "CONNECTION"})
    @Section("6.2.15")
    void aTransactionInProgressIsRolledBack(What what) throws Exception {
        Connection connection = connection();
        Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
        Queue in = newQueue();
        Queue out = newQueue();
        send(session(), in, "taken");
        MessageConsumer consumer = session.createConsumer(in);
        assertThat(receiveText(consumer)).isEqualTo("taken");
        send(session, out, "never sent");
        pick(what, consumer, session, connection).close();
        assertThat(drain(out)).isEmpty();
        assertThat(drain(in)).containsExactly("taken");
    }

    @Test
    @Section("8.8")
    void closingAConsumerGivesBackWhatItHadNotHandedOver() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageConsumer first = session.createConsumer(queue);
        send(session, queue, "a", "b", "c", "d", "e");
        assertThat(receiveText(first)).isEqualTo("a");
        first.close();
        MessageConsumer second = session.createConsumer(queue);
        Message b = second.receive(GUARD_MILLIS);
        assertThat(textOf(b)).isEqualTo("b");
        assertThat(b.getJMSRedelivered()).as("was never delivered").isFalse();
        assertThat(receiveTexts(second, 3)).containsExactly("c", "d", "e");
    }

    @Test
    @Section("8.8")
    void messagesOfAClosedConsumerCanStillBeAcknowledged() throws JMSException {
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = newQueue();
        send(session, queue, "a", "b");
        MessageConsumer consumer = session.createConsumer(queue);
        Message a = consumer.receive(GUARD_MILLIS);
        consumer.close();
        a.acknowledge();
        session.close();
        assertThat(drain(queue)).containsExactly("b");
    }

    @Test
    @Section("8.8")
    void messagesOfAClosedConsumerStayPartOfTheTransaction() throws JMSException {
        Session session = session(Session.SESSION_TRANSACTED);
        Queue queue = newQueue();
        send(session, queue, "a", "b");
        session.commit();
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(receiveText(consumer)).isEqualTo("a");
        consumer.close();
        session.rollback();
        MessageConsumer again = session.createConsumer(queue);
        assertThat(receiveText(again)).isEqualTo("a");
        again.close();
        session.commit();
        session.close();
        assertThat(drain(queue)).containsExactly("b");
    }

    @Test
    void closingAConnectionLeavesOthersAlone() throws JMSException {
        Connection closing = connection();
        Session other = session();
        Queue queue = newQueue();
        MessageConsumer consumer = other.createConsumer(queue);
        closing.createSession().createConsumer(queue);
        closing.close();
        send(other, queue, "still here");
        assertThat(receiveText(consumer)).isEqualTo("still here");
    }
}
