package io.postrider.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * A piece of work over one connection after the other, with a model of what must be in each queue afterwards: sends of all kinds, transactions
 * that receive and send, a client that acknowledges, a distributed transaction of two phases.
 */
final class RestartWorkload {
    private static final int MESSAGES = 4;
    private static final int PATIENCE_MILLIS = 20_000;

    private final PostriderConnectionFactory factory;
    private final String description;
    private final List<String> sent = new ArrayList<>();
    private final List<String> moved = new ArrayList<>();
    private final List<String> prepared = new ArrayList<>();
    private final List<String> movedInBranches = new ArrayList<>();
    private int rolledBack;

    RestartWorkload(PostriderConnectionFactory factory, String description) {
        this.factory = factory;
        this.description = description;
    }

    void run() throws Exception {
        try (Connection connection = factory.createConnection()) {
            connection.start();
            send(connection);
            sendAsynchronously(connection);
            sendInTransactions(connection);
            move(connection);
        }
    }

    /** The distributed transactions, over a connection of their own. */
    void runBranches() throws Exception {
        try (XAConnection connection = factory.createXAConnection()) {
            connection.start();
            commitInTwoPhases(connection);
            moveInOnePhase(connection);
        }
    }

    private void send(Connection connection) throws JMSException {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue("in"));
        for (int i = 0; i < MESSAGES; i++) {
            producer.send(session.createTextMessage("sync " + i));
            sent.add("sync " + i);
        }
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.send(session.createTextMessage("sync volatile"));
        sent.add("sync volatile");
        session.close();
    }

    private void sendAsynchronously(Connection connection) throws Exception {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue("in"));
        CountDownLatch left = new CountDownLatch(MESSAGES);
        List<Exception> failures = new CopyOnWriteArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            producer.send(session.createTextMessage("async " + i), new CompletionListener() {
                @Override
                public void onCompletion(Message message) {
                    left.countDown();
                }

                @Override
                public void onException(Message message, Exception exception) {
                    failures.add(exception);
                    left.countDown();
                }
            });
            sent.add("async " + i);
        }
        assertThat(left.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS))
                .as(description)
                .isTrue();
        assertThat(failures).as(description).isEmpty();
        session.close();
    }

    private void sendInTransactions(Connection connection) throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageProducer producer = session.createProducer(session.createQueue("in"));
        for (int i = 0; i < MESSAGES; i++) {
            producer.send(session.createTextMessage("transacted " + i));
            producer.send(session.createTextMessage("rolled back " + i));
            session.rollback();
            producer.send(session.createTextMessage("transacted " + i));
            session.commit();
            sent.add("transacted " + i);
        }
        session.close();
    }

    /** Moves everything to another queue; a transaction that was rolled back is done again. */
    private void move(Connection connection) throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createConsumer(session.createQueue("in"));
        MessageProducer producer = session.createProducer(session.createQueue("out"));
        int persistent = sent.size() - 1;
        while (moved.stream().filter(text -> !text.contains("volatile")).count() < persistent) {
            Message message = consumer.receive(PATIENCE_MILLIS);
            assertThat(message).as("%s: after %s", description, moved).isNotNull();
            String text = ((TextMessage) message).getText();
            producer.send(session.createTextMessage(text));
            try {
                session.commit();
                moved.add(text);
            } catch (TransactionRolledBackException e) {
                rolledBack++;
            }
        }
        session.close();
    }

    private void commitInTwoPhases(XAConnection connection) throws Exception {
        XASession session = connection.createXASession();
        XAResource resource = session.getXAResource();
        Queue queue = session.createQueue("prepared");
        for (int i = 0; i < MESSAGES; i++) {
            Xid xid = new TestXid(i);
            String text = "branch " + i;
            if (prepare(session, resource, xid, queue, text)) {
                resource.commit(xid, false);
                prepared.add(text);
            }
        }
        assertThat(resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN))
                .as(description)
                .isEmpty();
    }

    /** A commit in one phase either took effect, or says that it was rolled back; its outcome is never unknown. */
    private void moveInOnePhase(XAConnection connection) throws Exception {
        Session sending = connection.createSession();
        MessageProducer source = sending.createProducer(sending.createQueue("branch in"));
        for (int i = 0; i < MESSAGES; i++) {
            source.send(sending.createTextMessage("one phase " + i));
        }
        XASession session = connection.createXASession();
        MessageConsumer consumer = session.createConsumer(session.createQueue("branch in"));
        MessageProducer producer = session.createProducer(session.createQueue("branch out"));
        for (int number = 100; movedInBranches.size() < MESSAGES; number++) {
            assertThat(number).as("%s: tries", description).isLessThan(200);
            try {
                moveOne(session.getXAResource(), new TestXid(number), session, consumer, producer);
            } catch (XAException e) {
                assertThat(e.errorCode).as("%s: %s", description, e).isEqualTo(XAException.XA_RBROLLBACK);
                rolledBack++;
            }
        }
        session.close();
    }

    private void moveOne(
            XAResource resource, Xid xid, Session session, MessageConsumer consumer, MessageProducer producer)
            throws JMSException, XAException {
        resource.start(xid, XAResource.TMNOFLAGS);
        Message message = consumer.receive(PATIENCE_MILLIS);
        assertThat(message).as("%s: after %s", description, movedInBranches).isNotNull();
        String text = ((TextMessage) message).getText();
        producer.send(session.createTextMessage(text));
        resource.end(xid, XAResource.TMSUCCESS);
        resource.commit(xid, true);
        movedInBranches.add(text);
    }

    /** Whether it is prepared; otherwise it was rolled back, and says so. */
    private boolean prepare(XASession session, XAResource resource, Xid xid, Queue queue, String text)
            throws JMSException {
        try {
            resource.start(xid, XAResource.TMNOFLAGS);
            session.createProducer(queue).send(session.createTextMessage(text));
            resource.end(xid, XAResource.TMSUCCESS);
            return resource.prepare(xid) == XAResource.XA_OK;
        } catch (XAException e) {
            assertThat(e.errorCode).as("%s: %s", description, e).isEqualTo(XAException.XA_RBROLLBACK);
            return false;
        }
    }

    /** Holds what is in the queues of a broker against the model; nothing was rolled back but by its restarts. */
    void verify(RestartableBroker broker) throws Exception {
        verify(broker, broker.restarts());
    }

    /**
     * Holds what is in the queues of a broker against the model.
     *
     * @param interruptions by which transactions may have been rolled back, one each
     */
    void verify(RestartableBroker broker, int interruptions) throws Exception {
        assertThat(moved).as(description).doesNotHaveDuplicates();
        assertThat(withoutVolatile(moved)).as(description).containsExactlyInAnyOrderElementsOf(withoutVolatile(sent));
        QueueContents contents = new QueueContents(broker);
        assertThat(contents.of("out")).as("%s: moved", description).containsExactlyInAnyOrderElementsOf(moved);
        assertThat(withoutVolatile(contents.of("in")))
                .as("%s: left", description)
                .isEmpty();
        assertThat(contents.of("prepared")).as("%s: branches", description).containsExactlyElementsOf(prepared);
        assertThat(contents.of("branch out"))
                .as("%s: one phase", description)
                .containsExactlyElementsOf(movedInBranches);
        assertThat(movedInBranches).as(description).doesNotHaveDuplicates();
        assertThat(contents.of("branch in"))
                .as("%s: left in one phase", description)
                .isEmpty();
        assertThat(rolledBack).as(description).isLessThanOrEqualTo(interruptions);
    }

    private static List<String> withoutVolatile(List<String> texts) {
        return texts.stream().filter(text -> !text.contains("volatile")).toList();
    }
}
