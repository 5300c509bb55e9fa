package io.postrider.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The acknowledge modes, recovery, local transactions, and what a failing listener brings about. */
class AcknowledgementTest extends EndToEndTest {

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    void whatTheSessionAcknowledgesItselfIsGone(int mode) throws JMSException {
        Session session = connection.createSession(mode);
        send(session, "q", 40);
        MessageConsumer consumer = consumer(session, "q");
        receive(consumer, 40);
        session.close();
        assertThat(consumer(connection.createSession(), "q").receiveNoWait()).isNull();
    }

    @Test
    void whatIsNotAcknowledgedComesAgainInOrder() throws JMSException {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        send(session, "q", 6);
        MessageConsumer consumer = consumer(session, "q");
        consumer.receive(SOON_MILLIS).acknowledge();
        receive(consumer, 2);
        session.recover();
        Message again = consumer.receive(SOON_MILLIS);
        assertThat(text(again)).isEqualTo("m2");
        assertThat(again.getJMSRedelivered()).isTrue();
        assertThat(again.getIntProperty("JMSXDeliveryCount")).isEqualTo(2);
        session.close();
        assertThatThrownBy(again::acknowledge).isInstanceOf(IllegalStateException.class);
        Session next = connection.createSession();
        assertThat(receive(consumer(next, "q"), 5)).containsExactly("m2", "m3", "m4", "m5", "m6");
    }

    @Test
    void aRollbackKeepsTheOrderOverAndOver() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        send(session, "q", 100);
        session.commit();
        MessageConsumer consumer = consumer(session, "q");
        for (int round = 1; round <= 5; round++) {
            List<String> seen = receive(consumer, 10 * round);
            assertThat(seen).startsWith("m1", "m2").endsWith("m" + 10 * round);
            session.rollback();
        }
        List<String> seen = receive(consumer, 100);
        for (int i = 1; i <= 100; i++) {
            assertThat(seen.get(i - 1)).isEqualTo("m" + i);
        }
        session.commit();
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void sendsAndReceivesOfATransactionAreOneUnit() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        Session witness = connection.createSession();
        send(witness, "in", 1);
        MessageConsumer in = consumer(session, "in");
        MessageConsumer out = consumer(witness, "out");
        assertThat(text(in.receive(SOON_MILLIS))).isEqualTo("m1");
        send(session, "out", "result");
        session.rollback();
        assertThat(out.receiveNoWait()).isNull();
        assertThat(text(in.receive(SOON_MILLIS))).isEqualTo("m1");
        send(session, "out", "result");
        session.commit();
        assertThat(text(out.receive(SOON_MILLIS))).isEqualTo("result");
        assertThat(in.receiveNoWait()).isNull();
    }

    @Test
    void aConsumerMayBeClosedBeforeTheCommit() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        send(session, "q", 3);
        session.commit();
        MessageConsumer consumer = consumer(session, "q");
        receive(consumer, 2);
        consumer.close();
        session.commit();
        assertThat(receive(consumer(session, "q"), 1)).containsExactly("m3");
    }

    @Test
    void closingRollsBackAndDoesNotAcknowledge() throws JMSException {
        Session transacted = connection.createSession(Session.SESSION_TRANSACTED);
        send(transacted, "q", 2);
        transacted.commit();
        send(transacted, "q", "lost");
        receive(consumer(transacted, "q"), 1);
        transacted.close();
        Session session = connection.createSession();
        MessageConsumer consumer = consumer(session, "q");
        assertThat(receive(consumer, 2)).containsExactly("m1", "m2");
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void aClosedConnectionReturnsWhatWasNotAcknowledged() throws JMSException {
        send(connection.createSession(), "q", 3);
        try (Connection other = factory.createConnection()) {
            other.start();
            receive(consumer(other.createSession(Session.CLIENT_ACKNOWLEDGE), "q"), 2);
        }
        assertThat(receive(consumer(connection.createSession(), "q"), 3)).containsExactly("m1", "m2", "m3");
    }

    @Test
    void aMessageThatItsListenerFailsOnComesAgainAtOnce() throws JMSException {
        Session session = connection.createSession();
        send(session, "q", 3);
        List<String> seen = new CopyOnWriteArrayList<>();
        consumer(session, "q").setMessageListener(listener(message -> {
            seen.add(text(message) + "/" + message.getIntProperty("JMSXDeliveryCount"));
            if (text(message).equals("m1") && message.getIntProperty("JMSXDeliveryCount") < 3) {
                throw new RuntimeException("on purpose");
            }
        }));
        await().until(() -> seen.size() == 5);
        assertThat(seen).containsExactly("m1/1", "m1/2", "m1/3", "m2/1", "m3/1");
    }

    @Test
    void aListenerMayRecoverItsOwnSession() throws JMSException {
        Session session = connection.createSession();
        send(session, "q", 2);
        List<String> seen = new CopyOnWriteArrayList<>();
        consumer(session, "q").setMessageListener(listener(message -> {
            seen.add(text(message));
            if (seen.size() == 1) {
                session.recover();
            }
        }));
        await().until(() -> seen.size() == 3);
        assertThat(seen).containsExactly("m1", "m1", "m2");
    }

    @Test
    void aListenerMayCommitAndRollBackItsOwnSession() throws JMSException {
        Session session = connection.createSession(Session.SESSION_TRANSACTED);
        send(session, "q", 4);
        session.commit();
        List<String> seen = new CopyOnWriteArrayList<>();
        consumer(session, "q").setMessageListener(listener(message -> {
            seen.add(text(message));
            if (seen.size() == 2) {
                session.rollback();
            } else if (seen.size() == 6) {
                session.commit();
            }
        }));
        await().until(() -> seen.size() == 6);
        assertThat(seen).containsExactly("m1", "m2", "m1", "m2", "m3", "m4");
    }

    @Test
    void onlyTransactedSessionsCommitAndOnlyOthersRecover() throws JMSException {
        Session auto = connection.createSession();
        Session transacted = connection.createSession(true, Session.AUTO_ACKNOWLEDGE);
        assertThat(transacted.getAcknowledgeMode()).isEqualTo(Session.SESSION_TRANSACTED);
        assertThatThrownBy(auto::commit).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(auto::rollback).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(transacted::recover).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> connection.createSession(77)).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> connection.createSession(false, Session.SESSION_TRANSACTED))
                .isInstanceOf(JMSException.class);
    }
}
