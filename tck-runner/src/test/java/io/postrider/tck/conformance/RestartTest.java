package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import io.postrider.tck.provider.ProviderUnderTest;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.nio.file.Path;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a provider still knows after it was stopped and started again. */
@Section("4.1.3")
class RestartTest extends ConformanceTest {

    @TempDir
    static Path store;

    @Override
    protected void start(ProviderUnderTest fresh) throws Exception {
        fresh.start(store);
    }

    private void restart() throws Exception {
        provider().stop();
        provider().start(store);
    }

    @FunctionalInterface
    private interface Work {
        void with(Session session) throws Exception;
    }

    /** Does something on a session, whose connection is closed before the provider may be restarted. */
    private void on(int mode, Work work) throws Exception {
        try (Connection connection = provider().connectionFactory().createConnection()) {
            connection.start();
            work.with(connection.createSession(mode));
        }
    }

    private void sendBeforehand(Queue queue, String... texts) throws Exception {
        on(Session.AUTO_ACKNOWLEDGE, session -> send(session, queue, texts));
    }

    private static Message take(Session session, Queue queue) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(queue)) {
            return consumer.receive(GUARD_MILLIS);
        }
    }

    /** Takes from one queue and sends to another within a branch, up to its end. */
    private Xid workInABranch(Queue in, Queue out, boolean prepared) throws Exception {
        Xid branch = Branch.fresh();
        try (XAConnection connection = provider().xaConnectionFactory().createXAConnection()) {
            connection.start();
            XASession session = connection.createXASession();
            XAResource resource = session.getXAResource();
            resource.start(branch, XAResource.TMNOFLAGS);
            assertThat(textOf(take(session, in))).isEqualTo("taken");
            send(session, out, "sent");
            resource.end(branch, XAResource.TMSUCCESS);
            if (prepared) {
                assertThat(resource.prepare(branch)).isEqualTo(XAResource.XA_OK);
            }
        }
        return branch;
    }

    private XAResource resource() throws JMSException {
        return xaConnection().createXASession().getXAResource();
    }

    @Test
    @Section("7.7")
    void persistentMessagesAreStillThereInTheirOrder() throws Exception {
        Queue queue = newQueue();
        sendBeforehand(queue, "a", "b", "c");
        restart();
        assertThat(receiveTexts(session().createConsumer(queue), 3)).containsExactly("a", "b", "c");
    }

    @Test
    @Section("7.7")
    void headersPropertiesAndBodyAreStillThoseSent() throws Exception {
        Queue queue = newQueue();
        Queue replies = newQueue();
        String[] id = new String[1];
        on(Session.AUTO_ACKNOWLEDGE, session -> {
            Message message = session.createTextMessage("whole");
            message.setJMSCorrelationID("c-1");
            message.setJMSReplyTo(replies);
            message.setJMSType("letter");
            message.setDoubleProperty("weight", 0.25);
            MessageProducer producer = session.createProducer(queue);
            producer.send(message, DeliveryMode.PERSISTENT, 7, 0);
            id[0] = message.getJMSMessageID();
        });
        restart();
        Message message = take(session(), queue);
        assertThat(textOf(message)).isEqualTo("whole");
        assertThat(message.getJMSMessageID()).isEqualTo(id[0]);
        assertThat(message.getJMSCorrelationID()).isEqualTo("c-1");
        assertThat(message.getJMSReplyTo()).isEqualTo(replies);
        assertThat(message.getJMSDestination()).isEqualTo(queue);
        assertThat(message.getJMSType()).isEqualTo("letter");
        assertThat(message.getJMSPriority()).isEqualTo(7);
        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(message.getDoubleProperty("weight")).isEqualTo(0.25);
    }

    @Test
    @Section("6.2.10")
    void whatWasAcknowledgedDoesNotComeBack() throws Exception {
        Queue queue = newQueue();
        sendBeforehand(queue, "done", "left");
        on(Session.CLIENT_ACKNOWLEDGE, session -> {
            MessageConsumer consumer = session.createConsumer(queue);
            Message done = consumer.receive(GUARD_MILLIS);
            assertThat(textOf(done)).isEqualTo("done");
            done.acknowledge();
            assertThat(receiveText(consumer)).isEqualTo("left");
        });
        restart();
        Message left = take(session(), queue);
        assertThat(textOf(left)).isEqualTo("left");
        assertThat(left.getJMSRedelivered()).isTrue();
        assertThat(drain(queue)).isEmpty();
    }

    @Test
    @Section("6.2.7")
    void whatWasNotCommittedIsAsIfItHadNotBeenDone() throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        sendBeforehand(in, "taken");
        on(Session.SESSION_TRANSACTED, session -> {
            assertThat(textOf(take(session, in))).isEqualTo("taken");
            send(session, out, "sent");
        });
        restart();
        assertThat(drain(in)).containsExactly("taken");
        assertThat(drain(out)).isEmpty();
    }

    @Test
    @Section("8.3.3")
    void aDurableSubscriptionHasWhatCameWhileNobodyListened() throws Exception {
        Topic topic = newTopic();
        String client = newName();
        try (Connection connection = provider().connectionFactory().createConnection()) {
            connection.setClientID(client);
            Session session = connection.createSession();
            session.createDurableConsumer(topic, "s", "kind = 'kept'", false).close();
        }
        restart();
        on(Session.AUTO_ACKNOWLEDGE, session -> {
            for (String kind : new String[] {"other", "kept"}) {
                Message message = session.createTextMessage(kind);
                message.setStringProperty("kind", kind);
                session.createProducer(topic).send(message);
            }
        });
        restart();
        Session session = connection(client).createSession();
        try (MessageConsumer consumer = session.createDurableConsumer(topic, "s", "kind = 'kept'", false)) {
            assertThat(receiveText(consumer)).isEqualTo("kept");
            assertThat(receiveNothing(consumer)).isNull();
        }
        session.unsubscribe("s");
    }

    @Test
    @Section("8.3.4")
    void aSharedDurableSubscriptionHasWhatCameWhileNobodyListened() throws Exception {
        Topic topic = newTopic();
        String name = newName();
        on(Session.AUTO_ACKNOWLEDGE, session -> {
            session.createSharedDurableConsumer(topic, name).close();
            MessageProducer producer = session.createProducer(topic);
            producer.send(session.createTextMessage("kept"));
        });
        restart();
        Session session = session();
        try (MessageConsumer consumer = session.createSharedDurableConsumer(topic, name)) {
            assertThat(receiveText(consumer)).isEqualTo("kept");
        }
        session.unsubscribe(name);
    }

    @Test
    @Section("8.3.3")
    void anUnsubscribedSubscriptionDoesNotComeBack() throws Exception {
        Topic topic = newTopic();
        String client = newName();
        try (Connection connection = provider().connectionFactory().createConnection()) {
            connection.setClientID(client);
            Session session = connection.createSession();
            session.createDurableConsumer(topic, "s").close();
            MessageProducer producer = session.createProducer(topic);
            producer.send(session.createTextMessage("gone"));
            session.unsubscribe("s");
        }
        restart();
        Session session = connection(client).createSession();
        try (MessageConsumer consumer = session.createDurableConsumer(topic, "s")) {
            assertThat(receiveNothing(consumer)).isNull();
        }
        session.unsubscribe("s");
    }

    @Test
    @Section("7.9")
    void aDelayedMessageStillWaitsForItsTime() throws Exception {
        Queue queue = newQueue();
        long[] due = new long[1];
        on(Session.AUTO_ACKNOWLEDGE, session -> {
            MessageProducer producer = session.createProducer(queue);
            producer.setDeliveryDelay(1_500);
            Message message = session.createTextMessage("later");
            producer.send(message);
            due[0] = message.getJMSDeliveryTime();
        });
        restart();
        Message message = take(session(), queue);
        assertThat(textOf(message)).isEqualTo("later");
        assertThat(message.getJMSDeliveryTime()).isEqualTo(due[0]);
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(due[0]);
    }

    @ParameterizedTest
    @Section("11.3.5")
    @ValueSource(booleans = {true, false})
    void aPreparedBranchIsInDoubtAndEndsAsItIsDecided(boolean commits) throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        sendBeforehand(in, "taken");
        Xid branch = workInABranch(in, out, true);
        restart();
        assertThat(drain(in)).isEmpty();
        assertThat(drain(out)).isEmpty();
        XAResource resource = resource();
        assertThat(Branch.inDoubt(resource)).anyMatch(branch::equals);
        if (commits) {
            resource.commit(branch, false);
            assertThat(drain(in)).isEmpty();
            assertThat(drain(out)).containsExactly("sent");
        } else {
            resource.rollback(branch);
            assertThat(drain(in)).containsExactly("taken");
            assertThat(drain(out)).isEmpty();
        }
        assertThat(Branch.inDoubt(resource)).noneMatch(branch::equals);
    }

    @ParameterizedTest
    @Section("11.3.5")
    @ValueSource(booleans = {true, false})
    void anOutcomeOutlivesARestart(boolean commits) throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        sendBeforehand(in, "taken");
        Xid branch = workInABranch(in, out, true);
        restart();
        try (XAConnection connection = provider().xaConnectionFactory().createXAConnection()) {
            XAResource resource = connection.createXASession().getXAResource();
            if (commits) {
                resource.commit(branch, false);
            } else {
                resource.rollback(branch);
            }
        }
        restart();
        assertThat(Branch.inDoubt(resource())).noneMatch(branch::equals);
        assertThat(drain(in)).containsExactly(commits ? new String[0] : new String[] {"taken"});
        assertThat(drain(out)).containsExactly(commits ? new String[] {"sent"} : new String[0]);
    }

    @Test
    @Section("11.3.5")
    void aBranchNotPreparedIsGone() throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        sendBeforehand(in, "taken");
        Xid branch = workInABranch(in, out, false);
        restart();
        assertThat(Branch.inDoubt(resource())).noneMatch(branch::equals);
        assertThat(drain(in)).containsExactly("taken");
        assertThat(drain(out)).isEmpty();
    }
}
