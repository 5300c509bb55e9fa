package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connection consumers, with a small application server around them. */
@Section("11.2")
class ConnectionConsumerTest extends ConformanceTest {

    @BeforeEach
    void needsTheFacility() {
        assumeTrue(provider().hasConnectionConsumers(), "known difference: 11.1: no connection consumers");
    }

    /** A pool of sessions, each run by a thread of the pool's own when started. */
    private final class Pool implements ServerSessionPool, AutoCloseable {
        private final BlockingQueue<ServerSession> free = new LinkedBlockingQueue<>();
        private final ExecutorService threads = Executors.newCachedThreadPool();
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final Connection connection;

        Pool(Connection connection, int size, int mode) throws JMSException {
            this(connection, size, mode, message -> {});
        }

        Pool(Connection connection, int size, int mode, MessageListener then) throws JMSException {
            this.connection = connection;
            for (int i = 0; i < size; i++) {
                Session session = sessionOf(mode);
                session.setMessageListener(message -> {
                    try {
                        heard.add(textOf(message));
                        then.onMessage(message);
                        if (mode == Session.SESSION_TRANSACTED) {
                            session.commit();
                        }
                    } catch (JMSException e) {
                        throw new AssertionError(e);
                    }
                });
                free.add(serverSession(session));
            }
        }

        private Session sessionOf(int mode) throws JMSException {
            boolean transacted = mode == Session.SESSION_TRANSACTED;
            if (connection instanceof QueueConnection queues && !(connection instanceof TopicConnection)) {
                return queues.createQueueSession(transacted, mode);
            }
            if (connection instanceof TopicConnection topics && !(connection instanceof QueueConnection)) {
                return topics.createTopicSession(transacted, mode);
            }
            return connection.createSession(transacted, mode);
        }

        private ServerSession serverSession(Session session) {
            return new ServerSession() {
                @Override
                public Session getSession() {
                    return session;
                }

                @Override
                public void start() {
                    ServerSession self = this;
                    threads.execute(() -> {
                        session.run();
                        free.add(self);
                    });
                }
            };
        }

        @Override
        public ServerSession getServerSession() throws JMSException {
            try {
                return free.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new JMSException("interrupted");
            }
        }

        void awaitHeard(String... texts) {
            await().atMost(GUARD).untilAsserted(() -> assertThat(heard).containsExactlyInAnyOrder(texts));
        }

        @Override
        public void close() {
            threads.shutdown();
        }
    }

    private Pool pool(Connection connection, int size) throws JMSException {
        return opened(new Pool(connection, size, Session.AUTO_ACKNOWLEDGE));
    }

    @Test
    @Section("11.2.4")
    void loadsSessionsFromAQueue() throws JMSException {
        Connection connection = connection();
        Queue queue = newQueue();
        Pool pool = pool(connection, 2);
        ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, pool, 1);
        String[] texts = IntStream.range(0, 30).mapToObj(i -> "m" + i).toArray(String[]::new);
        send(session(), queue, texts);
        pool.awaitHeard(texts);
        consumer.close();
        connection.close();
        assertThat(drain(queue)).isEmpty();
    }

    @Test
    @Section("11.2.4")
    void hasAServerSessionPool() throws JMSException {
        Connection connection = connection();
        Pool pool = pool(connection, 1);
        ConnectionConsumer consumer = connection.createConnectionConsumer(newQueue(), null, pool, 1);
        assertThat(consumer.getServerSessionPool()).isSameAs(pool);
        consumer.close();
        consumer.close();
    }

    @Test
    @Section("11.2.4")
    void oneSessionProcessesSeriallyAndInOrder() throws JMSException {
        Connection connection = connection();
        Queue queue = newQueue();
        String[] texts = IntStream.range(0, 30).mapToObj(i -> "m" + i).toArray(String[]::new);
        send(session(), queue, texts);
        Pool pool = pool(connection, 1);
        ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, pool, 5);
        pool.awaitHeard(texts);
        assertThat(pool.heard).containsExactly(texts);
        consumer.close();
    }

    @Test
    @Section("11.2.4")
    void sessionsProcessSideBySide() throws JMSException {
        Connection connection = connection();
        Queue queue = newQueue();
        CountDownLatch together = new CountDownLatch(3);
        Pool pool = opened(new Pool(connection, 3, Session.AUTO_ACKNOWLEDGE, message -> {
            together.countDown();
            try {
                together.await(GUARD_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }));
        ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, pool, 1);
        send(session(), queue, "a", "b", "c");
        pool.awaitHeard("a", "b", "c");
        assertThat(together.getCount()).isZero();
        consumer.close();
    }

    @Test
    @Section("11.2.4")
    void takesWhatItsSelectorMatches() throws JMSException {
        Connection connection = connection();
        Queue queue = newQueue();
        Pool pool = pool(connection, 1);
        ConnectionConsumer consumer = connection.createConnectionConsumer(queue, "n = 1", pool, 1);
        Session session = session();
        for (int n = 0; n < 3; n++) {
            Message message = session.createTextMessage("m" + n);
            message.setIntProperty("n", n);
            session.createProducer(queue).send(message);
        }
        pool.awaitHeard("m1");
        consumer.close();
        assertThat(drain(queue)).containsExactly("m0", "m2");
    }

    @Test
    @Section("11.2.4")
    void startsWithItsConnection() throws JMSException {
        Connection connection = stoppedConnection();
        Queue queue = newQueue();
        send(session(), queue, "waits");
        Pool pool = pool(connection, 1);
        connection.createConnectionConsumer(queue, null, pool, 1);
        assertThat(session().createBrowser(queue).getEnumeration().hasMoreElements())
                .isTrue();
        assertThat(pool.heard).isEmpty();
        connection.start();
        pool.awaitHeard("waits");
    }

    @Test
    @Section("11.2.1")
    void transactedSessionsCommitWhatTheyWereLoadedWith() throws JMSException {
        Connection connection = connection();
        Queue queue = newQueue();
        Pool pool = opened(new Pool(connection, 2, Session.SESSION_TRANSACTED));
        connection.createConnectionConsumer(queue, null, pool, 1);
        send(session(), queue, "a", "b", "c");
        pool.awaitHeard("a", "b", "c");
        connection.close();
        assertThat(drain(queue)).isEmpty();
    }

    @Test
    @Section("11.2.4")
    void loadsSessionsFromATopic() throws JMSException {
        Connection connection = connection();
        Topic topic = newTopic();
        Pool pool = pool(connection, 2);
        ConnectionConsumer consumer = connection.createConnectionConsumer(topic, null, pool, 1);
        send(session(), topic, "a", "b");
        pool.awaitHeard("a", "b");
        consumer.close();
    }

    @Test
    @Section("11.2.4")
    void loadsSessionsFromADurableSubscription() throws JMSException {
        Connection connection = connection(newName());
        Topic topic = newTopic();
        connection.createSession().createDurableConsumer(topic, "d").close();
        send(session(), topic, "retained");
        Pool pool = pool(connection, 1);
        ConnectionConsumer consumer = connection.createDurableConnectionConsumer(topic, "d", null, pool, 1);
        send(session(), topic, "new");
        pool.awaitHeard("retained", "new");
        consumer.close();
        connection.createSession().unsubscribe("d");
    }

    @Test
    @Section("11.2.4")
    void loadsSessionsFromASharedSubscription() throws JMSException {
        Connection one = connection();
        Connection other = connection();
        Topic topic = newTopic();
        Pool pool = pool(one, 1);
        Pool otherPool = pool(other, 1);
        ConnectionConsumer consumer = one.createSharedConnectionConsumer(topic, "s", null, pool, 1);
        ConnectionConsumer otherConsumer = other.createSharedConnectionConsumer(topic, "s", null, otherPool, 1);
        String[] texts = IntStream.range(0, 20).mapToObj(i -> "m" + i).toArray(String[]::new);
        send(session(), topic, texts);
        await().atMost(GUARD).untilAsserted(() -> assertThat(pool.heard.size() + otherPool.heard.size())
                .isEqualTo(texts.length));
        consumer.close();
        otherConsumer.close();
    }

    @Test
    @Section("11.2.4")
    void loadsSessionsFromASharedDurableSubscription() throws JMSException {
        Connection connection = connection();
        Topic topic = newTopic();
        String name = newName();
        connection.createSession().createSharedDurableConsumer(topic, name).close();
        send(session(), topic, "retained");
        Pool pool = pool(connection, 1);
        ConnectionConsumer consumer = connection.createSharedDurableConnectionConsumer(topic, name, null, pool, 1);
        pool.awaitHeard("retained");
        consumer.close();
        connection.createSession().unsubscribe(name);
    }

    @Test
    @Section("11.4")
    void theLegacyInterfacesHaveThemToo() throws JMSException {
        QueueConnection queues = opened(provider().queueConnectionFactory().createQueueConnection());
        TopicConnection topics = opened(provider().topicConnectionFactory().createTopicConnection());
        queues.start();
        topics.start();
        Queue queue = newQueue();
        Topic topic = newTopic();
        Pool queuePool = pool(queues, 1);
        Pool topicPool = pool(topics, 1);
        ConnectionConsumer consumer = queues.createConnectionConsumer(queue, null, queuePool, 1);
        ConnectionConsumer subscriber = topics.createConnectionConsumer(topic, null, topicPool, 1);
        send(session(), queue, "a");
        send(session(), topic, "b");
        queuePool.awaitHeard("a");
        topicPool.awaitHeard("b");
        consumer.close();
        subscriber.close();
    }

    @Test
    @Section("11.2.4")
    void wrongDestinationsAndSelectorsAreRefused() throws JMSException {
        Connection connection = connection(newName());
        Pool pool = pool(connection, 1);
        Queue queue = newQueue();
        Topic topic = newTopic();
        assertThatExceptionOfType(InvalidDestinationException.class)
                .isThrownBy(() -> connection.createConnectionConsumer(null, null, pool, 1));
        assertThatExceptionOfType(InvalidDestinationException.class)
                .isThrownBy(() -> connection.createDurableConnectionConsumer(null, "d", null, pool, 1));
        assertThatExceptionOfType(InvalidDestinationException.class)
                .isThrownBy(() -> connection.createSharedConnectionConsumer(null, "s", null, pool, 1));
        assertThatExceptionOfType(InvalidDestinationException.class)
                .isThrownBy(() -> connection.createSharedDurableConnectionConsumer(null, "s", null, pool, 1));
        assertThatExceptionOfType(InvalidSelectorException.class)
                .isThrownBy(() -> connection.createConnectionConsumer(queue, "not =", pool, 1));
        assertThatExceptionOfType(InvalidSelectorException.class)
                .isThrownBy(() -> connection.createSharedConnectionConsumer(topic, "s", "not =", pool, 1));
        assertThatExceptionOfType(JMSException.class)
                .isThrownBy(() -> connection.createConnectionConsumer(queue, null, null, 1));
        assertThatExceptionOfType(JMSException.class)
                .isThrownBy(() -> connection.createConnectionConsumer(queue, null, pool, 0));
    }

    @Test
    @Section("11.2.1")
    void aSessionKeepsItsListener() throws JMSException {
        Session session = session();
        assertThat(session.getMessageListener()).isNull();
        MessageListener listener = message -> {};
        session.setMessageListener(listener);
        assertThat(session.getMessageListener()).isSameAs(listener);
        session.run();
    }
}
