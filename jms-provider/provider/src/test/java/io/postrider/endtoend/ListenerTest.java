package io.postrider.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Message listeners: one at a time in a session, and what may be stopped or closed around them. */
class ListenerTest extends EndToEndTest {

    @Test
    void theListenersOfASessionNeverRunAtOnceAndTakeTurns() throws JMSException {
        Session session = connection.createSession();
        CountDownLatch allSet = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        List<String> seen = new CopyOnWriteArrayList<>();
        for (String queue : List.of("a", "b", "c")) {
            send(session, queue, 200);
            consumer(session, queue).setMessageListener(listener(message -> {
                allSet.await();
                assertThat(running.incrementAndGet()).isEqualTo(1);
                seen.add(queue + text(message));
                running.decrementAndGet();
            }));
        }
        allSet.countDown();
        await().until(() -> seen.size() == 600);
        for (String queue : List.of("a", "b", "c")) {
            List<String> own =
                    seen.stream().filter(entry -> entry.startsWith(queue)).toList();
            assertThat(own).hasSize(200).startsWith(queue + "m1", queue + "m2").endsWith(queue + "m200");
            assertThat(seen.subList(0, 300)).as("nobody starves").anyMatch(entry -> entry.startsWith(queue));
        }
    }

    @Test
    void sessionsRunSideBySide() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        send(connection.createSession(), "q", 2);
        for (int i = 0; i < 2; i++) {
            consumer(connection.createSession(), "q").setMessageListener(listener(message -> {
                both.countDown();
                both.await();
            }));
        }
        both.await();
    }

    @Test
    void aSessionWithListenersDoesNotReceiveSynchronously() throws JMSException {
        Session session = connection.createSession();
        MessageConsumer listening = consumer(session, "a");
        MessageConsumer receiving = consumer(session, "b");
        listening.setMessageListener(message -> {});
        assertThatThrownBy(receiving::receiveNoWait).isInstanceOf(IllegalStateException.class);
        listening.setMessageListener(null);
        assertThat(receiving.receiveNoWait()).isNull();
    }

    @Test
    void aListenerMayCloseItsConsumerButNotItsSessionNorStopItsConnection() throws Exception {
        Session session = connection.createSession();
        send(session, "q", 2);
        MessageConsumer consumer = consumer(session, "q");
        CompletableFuture<List<Throwable>> thrown = new CompletableFuture<>();
        consumer.setMessageListener(message -> {
            List<Throwable> all = new CopyOnWriteArrayList<>();
            all.add(thrownBy(session::close));
            all.add(thrownBy(connection::stop));
            all.add(thrownBy(connection::close));
            all.add(thrownBy(consumer::close));
            thrown.complete(all);
        });
        List<Throwable> all = soon(thrown);
        assertThat(all.subList(0, 3)).allMatch(IllegalStateException.class::isInstance);
        assertThat(all.get(3)).isNull();
        session.close();
        assertThat(receive(consumer(connection.createSession(), "q"), 1)).containsExactly("m2");
    }

    private interface Call {
        void run() throws Exception;
    }

    private static Throwable thrownBy(Call call) {
        try {
            call.run();
            return null;
        } catch (Exception e) {
            return e;
        }
    }

    @Test
    void closingWaitsForTheListenerThatRunsAndLeavesItAllItNeeds() throws Exception {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        send(session, "q", 1);
        session.commit();
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        consumer(session, "q").setMessageListener(listener(message -> {
            inside.countDown();
            letGo.await();
            send(session, "out", "late");
            session.commit();
        }));
        inside.await();
        CompletableFuture<Void> closing = inBackground(() -> {
            connection.close();
            return null;
        });
        letGo.countDown();
        soon(closing);
        try (JMSContext context = factory.createContext()) {
            assertThat(context.createConsumer(context.createQueue("out")).receiveBody(String.class, SOON_MILLIS))
                    .isEqualTo("late");
        }
    }

    @Test
    void aStoppedConnectionCallsNoListenerUntilItIsStarted() throws JMSException {
        connection.stop();
        Session session = connection.createSession();
        List<String> seen = new CopyOnWriteArrayList<>();
        consumer(session, "q").setMessageListener(listener(message -> seen.add(text(message))));
        send(connection.createSession(), "q", 3);
        assertThat(seen).isEmpty();
        connection.start();
        await().until(() -> seen.size() == 3);
    }

    @Test
    void aListenerThatComesLateGetsWhatWasFetchedBefore() throws JMSException {
        Session session = connection.createSession();
        send(session, "q", 5);
        MessageConsumer consumer = consumer(session, "q");
        assertThat(receive(consumer, 1)).containsExactly("m1");
        List<String> seen = new CopyOnWriteArrayList<>();
        consumer.setMessageListener(listener(message -> seen.add(text(message))));
        await().until(() -> seen.size() == 4);
        assertThat(seen).containsExactly("m2", "m3", "m4", "m5");
    }
}
