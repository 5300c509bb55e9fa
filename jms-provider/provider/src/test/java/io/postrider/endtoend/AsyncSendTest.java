package io.postrider.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Asynchronous sends: section 7.3 of the specification. */
class AsyncSendTest extends EndToEndTest {

    private static CompletionListener then(Consumer<Message> action) {
        return new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                action.accept(message);
            }

            @Override
            public void onException(Message message, Exception exception) {
                throw new AssertionError(exception);
            }
        };
    }

    @Test
    void completionsComeInTheOrderOfTheSendsByAnotherThread() throws JMSException {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        List<String> completed = new CopyOnWriteArrayList<>();
        Thread sender = Thread.currentThread();
        for (int i = 1; i <= 100; i++) {
            producer.setDeliveryMode(i % 3 == 0 ? DeliveryMode.NON_PERSISTENT : DeliveryMode.PERSISTENT);
            producer.send(
                    session.createTextMessage("m" + i),
                    then(message -> completed.add(Thread.currentThread() == sender ? "same thread" : text(message))));
        }
        producer.close();
        assertThat(completed).hasSize(100).startsWith("m1", "m2", "m3").endsWith("m100");
        List<String> received = receive(consumer(session, "q"), 100);
        assertThat(received).isEqualTo(completed);
    }

    @Test
    void commitAndRollbackWaitForTheCallbacks() throws Exception {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        CountDownLatch letGo = new CountDownLatch(1);
        List<String> completed = new CopyOnWriteArrayList<>();
        producer.send(session.createTextMessage("m1"), then(message -> {
            try {
                letGo.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            completed.add(text(message));
        }));
        CompletableFuture<List<String>> committed = inBackground(() -> {
            session.commit();
            return List.copyOf(completed);
        });
        letGo.countDown();
        assertThat(soon(committed)).containsExactly("m1");
    }

    @Test
    void aListenerMayCommitWhatItSentAsynchronously() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        send(session, "in", 3);
        session.commit();
        List<String> completed = new CopyOnWriteArrayList<>();
        MessageProducer producer = session.createProducer(session.createQueue("out"));
        consumer(session, "in").setMessageListener(listener(message -> {
            producer.send(session.createTextMessage("from " + text(message)), then(sent -> completed.add(text(sent))));
            session.commit();
            assertThat(completed).endsWith("from " + text(message));
        }));
        assertThat(receive(consumer(connection.createSession(), "out"), 3))
                .containsExactly("from m1", "from m2", "from m3");
    }

    @Test
    void fromInsideACallbackNothingIsClosedThatWaitsForIt() throws Exception {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        CompletableFuture<Void> checked = new CompletableFuture<>();
        producer.send(session.createTextMessage("m1"), then(message -> {
            try {
                assertThatThrownBy(producer::close).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(session::commit).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(session::rollback).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(session::close).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(connection::close).isInstanceOf(IllegalStateException.class);
                checked.complete(null);
            } catch (Throwable e) {
                checked.completeExceptionally(e);
            }
        }));
        soon(checked);
    }

    @Test
    void aContextSendsAsynchronouslyToo() throws Exception {
        try (JMSContext context = factory.createContext()) {
            Queue queue = context.createQueue("q");
            CompletableFuture<Void> checked = new CompletableFuture<>();
            context.createProducer()
                    .setAsync(then(message -> {
                        try {
                            assertThatThrownBy(context::close).isInstanceOf(IllegalStateRuntimeException.class);
                            checked.complete(null);
                        } catch (Throwable e) {
                            checked.completeExceptionally(e);
                        }
                    }))
                    .send(queue, "hello");
            soon(checked);
            assertThat(context.createConsumer(queue).receiveBody(String.class, SOON_MILLIS))
                    .isEqualTo("hello");
        }
    }

    @Test
    void aFailureIsToldToTheListenerAlone() throws Exception {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(null);
        jakarta.jms.TemporaryQueue gone = session.createTemporaryQueue();
        gone.delete();
        CompletableFuture<Exception> failure = new CompletableFuture<>();
        producer.send(gone, session.createMessage(), new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                failure.complete(null);
            }

            @Override
            public void onException(Message message, Exception exception) {
                failure.complete(exception);
            }
        });
        assertThat(soon(failure)).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> producer.send(gone, session.createMessage(), (CompletionListener) null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCallbackThatThrowsDoesNotStopTheOthers() throws JMSException {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        List<String> completed = new CopyOnWriteArrayList<>();
        producer.send(session.createTextMessage("m1"), then(message -> {
            throw new RuntimeException("on purpose");
        }));
        producer.send(session.createTextMessage("m2"), then(message -> completed.add(text(message))));
        await().until(() -> completed.size() == 1);
    }
}
