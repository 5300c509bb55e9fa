package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends with a completion listener. */
@Section("7.3")
class AsyncSendTest extends ConformanceTest {

    @FunctionalInterface
    private interface OnCompletion {
        void run(Message message) throws Exception;
    }

    /** Runs an action in the callback and keeps what it did. */
    private static final class Completions implements CompletionListener {
        private final List<Message> completed = new CopyOnWriteArrayList<>();
        private final List<Exception> failed = new CopyOnWriteArrayList<>();
        private final CompletableFuture<Exception> thrown = new CompletableFuture<>();
        private final OnCompletion action;

        Completions(OnCompletion action) {
            this.action = action;
        }

        Completions() {
            this(message -> {});
        }

        @Override
        public void onCompletion(Message message) {
            Exception outcome = null;
            try {
                action.run(message);
            } catch (Exception e) {
                outcome = e;
            }
            completed.add(message);
            thrown.complete(outcome);
        }

        @Override
        public void onException(Message message, Exception exception) {
            failed.add(exception);
        }

        void awaitCompleted(int count) {
            await().atMost(GUARD).untilAsserted(() -> assertThat(completed).hasSize(count));
            assertThat(failed).isEmpty();
        }

        Exception thrownByAction() throws Exception {
            return thrown.get(GUARD_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    void completesWithTheMessageOnceSent(int mode) throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        Message message = session.createTextMessage("async");
        Completions completions = new Completions();
        session.createProducer(queue).send(message, mode, 4, 0, completions);
        completions.awaitCompleted(1);
        assertThat(completions.completed).containsExactly(message);
        assertThat(receiveText(session().createConsumer(queue))).isEqualTo("async");
    }

    @Test
    void allFourFormsComplete() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        Completions completions = new Completions();
        MessageProducer bound = session.createProducer(queue);
        MessageProducer unbound = session.createProducer(null);
        bound.send(session.createTextMessage("1"), completions);
        bound.send(session.createTextMessage("2"), DeliveryMode.NON_PERSISTENT, 4, 0, completions);
        unbound.send(queue, session.createTextMessage("3"), completions);
        unbound.send(queue, session.createTextMessage("4"), DeliveryMode.NON_PERSISTENT, 4, 0, completions);
        completions.awaitCompleted(4);
        assertThat(receiveTexts(session().createConsumer(queue), 4)).containsExactlyInAnyOrder("1", "2", "3", "4");
    }

    @Test
    @Section("7.3.6")
    void theHeadersAreThereWhenItCompletes() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        Completions completions = new Completions();
        long before = System.currentTimeMillis();
        session.createProducer(queue)
                .send(session.createMessage(), DeliveryMode.NON_PERSISTENT, 7, 600_000, completions);
        completions.awaitCompleted(1);
        Message message = completions.completed.get(0);
        assertThat(message.getJMSMessageID()).startsWith("ID:");
        assertThat(message.getJMSDestination()).isEqualTo(queue);
        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(message.getJMSPriority()).isEqualTo(7);
        assertThat(message.getJMSTimestamp()).isGreaterThanOrEqualTo(before);
        assertThat(message.getJMSExpiration()).isGreaterThanOrEqualTo(before + 600_000);
    }

    @Test
    @Section("7.3.3")
    void synchronousAndAsynchronousSendsKeepTheirOrder() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        Completions completions = new Completions();
        for (int i = 0; i < 100; i++) {
            Message message = session.createTextMessage("m" + i);
            if (i % 10 == 9) {
                producer.send(message);
            } else {
                producer.send(message, completions);
            }
        }
        completions.awaitCompleted(90);
        assertThat(receiveTexts(session().createConsumer(queue), 100))
                .isEqualTo(IntStream.range(0, 100).mapToObj(i -> "m" + i).toList());
    }

    @Test
    @Section("7.3.8")
    void callbacksComeInOrderOneAtATimeAndNotOnTheSendersThread() throws JMSException {
        Session session = session();
        MessageProducer producer = session.createProducer(newQueue());
        Thread sender = Thread.currentThread();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger wrong = new AtomicInteger();
        Completions completions = new Completions(message -> {
            if (running.incrementAndGet() > 1 || Thread.currentThread() == sender) {
                wrong.incrementAndGet();
            }
            Thread.yield();
            running.decrementAndGet();
        });
        for (int i = 0; i < 100; i++) {
            Message message = session.createMessage();
            message.setIntProperty("n", i);
            producer.send(message, completions);
        }
        completions.awaitCompleted(100);
        assertThat(wrong).hasValue(0);
        for (int i = 0; i < 100; i++) {
            assertThat(completions.completed.get(i).getIntProperty("n")).isEqualTo(i);
        }
    }

    @ParameterizedTest
    @Section("7.3.4")
    @ValueSource(strings = {"producer", "session", "connection", "commit", "rollback"})
    void closeCommitAndRollbackWaitForTheCallbacks(String what) throws Exception {
        Connection connection = connection();
        boolean transacted = what.equals("commit") || what.equals("rollback");
        Session session = connection.createSession(transacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(newQueue());
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Completions completions = new Completions(message -> {
            running.countDown();
            mayEnd.await();
        });
        producer.send(session.createMessage(), completions);
        running.await();
        CompletableFuture<Integer> done = CompletableFuture.supplyAsync(() -> {
            try {
                switch (what) {
                    case "producer" -> producer.close();
                    case "session" -> session.close();
                    case "connection" -> connection.close();
                    case "commit" -> session.commit();
                    default -> session.rollback();
                }
                return completions.completed.size();
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(done).isNotDone();
        mayEnd.countDown();
        assertThat(done.get(GUARD_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(1);
    }

    @ParameterizedTest
    @Section("7.3.4")
    @ValueSource(strings = {"producer", "session", "connection", "commit", "rollback"})
    void aCallbackMustNotCloseCommitOrRollBack(String what) throws Exception {
        Connection connection = connection();
        boolean transacted = what.equals("commit") || what.equals("rollback");
        Session session = connection.createSession(transacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
        MessageProducer producer = session.createProducer(newQueue());
        Completions completions = new Completions(message -> {
            switch (what) {
                case "producer" -> producer.close();
                case "session" -> session.close();
                case "connection" -> connection.close();
                case "commit" -> session.commit();
                default -> session.rollback();
            }
        });
        producer.send(session.createMessage(), completions);
        assertThat(completions.thrownByAction()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Section("7.3.4")
    void aTransactedSendIsThereAfterCommitOnly() throws JMSException {
        Session session = session(Session.SESSION_TRANSACTED);
        Queue queue = newQueue();
        Completions completions = new Completions();
        session.createProducer(queue).send(session.createTextMessage("never"), completions);
        session.rollback();
        session.createProducer(queue).send(session.createTextMessage("sent"), completions);
        session.commit();
        completions.awaitCompleted(2);
        assertThat(drain(queue)).containsExactly("sent");
    }

    @Test
    @Section("7.3.2")
    void whatTheSendThrowsIsNotReportedToTheListener() throws JMSException {
        Session session = session();
        Completions completions = new Completions();
        MessageProducer bound = session.createProducer(newQueue());
        MessageProducer unbound = session.createProducer(null);
        Message message = session.createMessage();
        assertThatExceptionOfType(MessageFormatException.class).isThrownBy(() -> bound.send(null, completions));
        assertThatExceptionOfType(InvalidDestinationException.class)
                .isThrownBy(() -> unbound.send(null, message, completions));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> unbound.send(message, completions));
        session.close();
        assertThat(completions.completed).isEmpty();
        assertThat(completions.failed).isEmpty();
    }

    @Test
    void aListenerIsNeeded() throws JMSException {
        Session session = session();
        MessageProducer producer = session.createProducer(newQueue());
        Message message = session.createMessage();
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> producer.send(message, (CompletionListener) null));
    }

    @Test
    void theCallbackMayUseTheMessageAndAnotherSession() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        Session other = connection.createSession();
        Queue audit = newQueue();
        Completions completions = new Completions(message -> send(other, audit, textOf(message)));
        session.createProducer(newQueue()).send(session.createTextMessage("async"), completions);
        assertThat(completions.thrownByAction()).isNull();
        assertThat(receiveText(session().createConsumer(audit))).isEqualTo("async");
    }
}
