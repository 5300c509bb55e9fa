package io.postrider.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.QueueConnection;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Connection consumers with a small application server's pool of sessions. */
class ConnectionConsumerTest extends EndToEndTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        threads.shutdownNow();
    }

    /** A pool of sessions, each with its listener, on threads of its own. */
    private final class Pool implements ServerSessionPool {
        private final BlockingQueue<ServerSession> free = new ArrayBlockingQueue<>(16);
        private final AtomicInteger runs = new AtomicInteger();

        Pool(Connection owner, int sessions, int mode, Action action) throws JMSException {
            for (int i = 0; i < sessions; i++) {
                Session session = owner.createSession(mode);
                session.setMessageListener(listener(message -> action.on(session, text(message))));
                free.add(new PooledSession(session));
            }
        }

        @Override
        public ServerSession getServerSession() throws JMSException {
            try {
                return free.take();
            } catch (InterruptedException e) {
                throw new JMSException("interrupted");
            }
        }

        private final class PooledSession implements ServerSession {
            private final Session session;

            PooledSession(Session session) {
                this.session = session;
            }

            @Override
            public Session getSession() {
                return session;
            }

            @Override
            public void start() {
                threads.execute(() -> {
                    runs.incrementAndGet();
                    session.run();
                    free.add(this);
                });
            }
        }
    }

    /** What the pool's listeners do. */
    private interface Action {
        void on(Session session, String text) throws Exception;
    }

    @Test
    void allMessagesAreSpreadOverTheSessionsOfThePool() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        Pool pool = new Pool(connection, 3, Session.AUTO_ACKNOWLEDGE, (session, text) -> seen.add(text));
        Session session = connection.createSession();
        ConnectionConsumer consumer = connection.createConnectionConsumer(session.createQueue("q"), null, pool, 10);
        send(session, "q", 200);
        await().until(() -> seen.size() == 200);
        assertThat(seen).doesNotHaveDuplicates();
        assertThat(pool.runs.get()).isGreaterThanOrEqualTo(20);
        consumer.close();
        consumer.close();
        assertThatThrownBy(consumer::getServerSessionPool).isInstanceOf(IllegalStateException.class);
        assertThat(consumer(session, "q").receiveNoWait()).isNull();
    }

    @Test
    void aTransactedSessionOfThePoolCommitsAndRollsBackWhatItWasGiven() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        Pool pool = new Pool(connection, 1, Session.SESSION_TRANSACTED, (session, text) -> {
            seen.add(text);
            if (seen.size() == 1) {
                session.rollback();
            } else {
                session.commit();
            }
        });
        Session session = connection.createSession();
        send(session, "q", 3);
        connection.createConnectionConsumer(session.createQueue("q"), null, pool, 1);
        await().until(() -> seen.size() == 4);
        assertThat(seen).containsExactlyInAnyOrder("m1", "m1", "m2", "m3");
    }

    @Test
    void aListenerThatThrowsGetsTheMessageAgain() throws Exception {
        List<String> seen = new CopyOnWriteArrayList<>();
        Pool pool = new Pool(connection, 1, Session.AUTO_ACKNOWLEDGE, (session, text) -> {
            seen.add(text);
            if (seen.size() < 3) {
                throw new IllegalArgumentException("on purpose");
            }
        });
        Session session = connection.createSession();
        send(session, "q", 1);
        connection.createConnectionConsumer(session.createQueue("q"), null, pool, 5);
        await().until(() -> seen.size() == 3);
        assertThat(seen).containsOnly("m1");
    }

    @Test
    void nothingIsLoadedWhileTheConnectionIsStopped() throws Exception {
        connection.stop();
        List<String> seen = new CopyOnWriteArrayList<>();
        Pool pool = new Pool(connection, 1, Session.AUTO_ACKNOWLEDGE, (session, text) -> seen.add(text));
        Session session = connection.createSession();
        connection.createConnectionConsumer(session.createQueue("q"), null, pool, 5);
        send(session, "q", 2);
        assertThat(pool.runs.get()).isZero();
        connection.start();
        await().until(() -> seen.size() == 2);
    }

    @Test
    void topicsAreConsumedByEveryKindOfSubscription() throws Exception {
        connection.close();
        factory.setClientId("server");
        connection = factory.createConnection();
        connection.start();
        List<String> seen = new CopyOnWriteArrayList<>();
        Pool pool = new Pool(connection, 2, Session.AUTO_ACKNOWLEDGE, (session, text) -> seen.add(text));
        Session session = connection.createSession();
        Topic topic = session.createTopic("t");
        connection.createConnectionConsumer(topic, null, pool, 1);
        connection.createSharedConnectionConsumer(topic, "s", null, pool, 1);
        connection.createDurableConnectionConsumer(topic, "d", null, pool, 1);
        connection.createSharedDurableConnectionConsumer(topic, "sd", null, pool, 1);
        session.createProducer(topic).send(session.createTextMessage("hello"));
        await().until(() -> seen.size() == 4);
    }

    @Test
    void aConnectionOfTheDomainOfQueuesHasNoneForTopics() throws Exception {
        try (QueueConnection queues = factory.createQueueConnection()) {
            Topic topic = connection.createSession().createTopic("t");
            Pool pool = new Pool(queues, 1, Session.AUTO_ACKNOWLEDGE, (session, text) -> {});
            assertThatThrownBy(() -> queues.createDurableConnectionConsumer(topic, "d", null, pool, 1))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> queues.createSharedConnectionConsumer(topic, "s", null, pool, 1))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
