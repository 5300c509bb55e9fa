package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Local transactions. */
@Section("6.2.7")
class TransactionsTest extends ConformanceTest {

    private Session transacted() throws JMSException {
        return session(Session.SESSION_TRANSACTED);
    }

    @Test
    void whatIsSentIsThereOnlyAfterCommit() throws JMSException {
        Session session = transacted();
        Queue queue = newQueue();
        MessageConsumer consumer = session().createConsumer(queue);
        send(session, queue, "a", "b");
        assertThat(receiveNothing(consumer)).isNull();
        assertThat(session().createBrowser(queue).getEnumeration().hasMoreElements())
                .isFalse();
        session.commit();
        assertThat(receiveTexts(consumer, 2)).containsExactly("a", "b");
    }

    @Test
    void whatIsPublishedIsThereOnlyAfterCommit() throws JMSException {
        Session session = transacted();
        Topic topic = newTopic();
        MessageConsumer consumer = session().createConsumer(topic);
        send(session, topic, "a", "b");
        assertThat(receiveNothing(consumer)).isNull();
        session.commit();
        assertThat(receiveTexts(consumer, 2)).containsExactly("a", "b");
    }

    @Test
    void whatIsSentIsDestroyedByRollback() throws JMSException {
        Session session = transacted();
        Queue queue = newQueue();
        send(session, queue, "never");
        session.rollback();
        send(session, queue, "after");
        session.commit();
        assertThat(drain(queue)).containsExactly("after");
    }

    @Test
    void whatIsReceivedIsAcknowledgedByCommit() throws JMSException {
        Session session = transacted();
        Queue queue = newQueue();
        send(session(), queue, "a", "b", "c");
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(receiveTexts(consumer, 2)).containsExactly("a", "b");
        session.commit();
        session.close();
        assertThat(drain(queue)).containsExactly("c");
    }

    @Test
    void whatIsReceivedComesBackInOrderAfterRollback() throws JMSException {
        Session session = transacted();
        Queue queue = newQueue();
        send(session(), queue, "a", "b", "c");
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(receiveTexts(consumer, 2)).containsExactly("a", "b");
        for (int attempt = 2; attempt <= 4; attempt++) {
            session.rollback();
            for (String text : new String[] {"a", "b"}) {
                Message message = consumer.receive(GUARD_MILLIS);
                assertThat(textOf(message)).isEqualTo(text);
                assertThat(message.getJMSRedelivered()).isTrue();
                assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(attempt);
            }
        }
        Message c = consumer.receive(GUARD_MILLIS);
        assertThat(textOf(c)).isEqualTo("c");
        assertThat(c.getJMSRedelivered()).isFalse();
    }

    @Test
    void receivingAndSendingOnIsOneUnit() throws JMSException {
        Session session = transacted();
        Queue in = newQueue();
        Queue out = newQueue();
        Topic topic = newTopic();
        MessageConsumer subscriber = session().createConsumer(topic);
        send(session(), in, "a");
        MessageConsumer consumer = session.createConsumer(in);
        String taken = receiveText(consumer);
        send(session, out, taken + "1");
        send(session, topic, taken + "2");
        session.rollback();
        assertThat(subscriber.receiveNoWait()).isNull();
        taken = receiveText(consumer);
        send(session, out, taken + "3");
        send(session, topic, taken + "4");
        session.commit();
        assertThat(receiveText(subscriber)).isEqualTo("a4");
        assertThat(drain(out)).containsExactly("a3");
        session.close();
        assertThat(drain(in)).isEmpty();
    }

    @Test
    void completionBeginsTheNextTransaction() throws JMSException {
        Session session = transacted();
        Queue queue = newQueue();
        for (int i = 0; i < 20; i++) {
            send(session, queue, "m" + i);
            if (i % 2 == 0) {
                session.commit();
            } else {
                session.rollback();
            }
        }
        assertThat(drain(queue)).hasSize(10).allMatch(text -> Integer.parseInt(text.substring(1)) % 2 == 0);
    }

    @Test
    void emptyTransactionsCanBeCompleted() throws JMSException {
        Session session = transacted();
        session.commit();
        session.rollback();
        session.commit();
        assertThat(session.getTransacted()).isTrue();
    }

    @ParameterizedTest
    @Section("10.3")
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    void otherSessionsCannotCommitOrRollBack(int mode) throws JMSException {
        Session session = session(mode);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(session::commit);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(session::rollback);
    }

    @Test
    void aTransactionIsOfOneSession() throws JMSException {
        var connection = connection();
        Session one = connection.createSession(Session.SESSION_TRANSACTED);
        Session other = connection.createSession(Session.SESSION_TRANSACTED);
        Queue queue = newQueue();
        send(one, queue, "one");
        send(other, queue, "other");
        one.rollback();
        other.commit();
        assertThat(drain(queue)).containsExactly("other");
    }

    @Test
    void aTransactionSpansManyProducersAndConsumers() throws JMSException {
        Session session = transacted();
        Queue first = newQueue();
        Queue second = newQueue();
        send(session, first, "a");
        send(session, second, "b");
        session.commit();
        MessageConsumer firstConsumer = session.createConsumer(first);
        MessageConsumer secondConsumer = session.createConsumer(second);
        assertThat(receiveText(firstConsumer)).isEqualTo("a");
        assertThat(receiveText(secondConsumer)).isEqualTo("b");
        session.rollback();
        assertThat(receiveText(firstConsumer)).isEqualTo("a");
        assertThat(receiveText(secondConsumer)).isEqualTo("b");
        session.commit();
        session.close();
        assertThat(drain(first)).isEmpty();
        assertThat(drain(second)).isEmpty();
    }

    @Test
    void rollbackInsideAListenerRedelivers() throws Exception {
        Session session = transacted();
        Queue queue = newQueue();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        session.createConsumer(queue).setMessageListener(message -> {
            try {
                int count = message.getIntProperty("JMSXDeliveryCount");
                heard.add(((TextMessage) message).getText() + count);
                if (count < 3) {
                    session.rollback();
                } else {
                    session.commit();
                }
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        });
        send(session(), queue, "a", "b");
        for (String expected : new String[] {"a1", "a2", "a3", "b1", "b2", "b3"}) {
            assertThat(heard.poll(GUARD_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(expected);
        }
        session.close();
        assertThat(drain(queue)).isEmpty();
    }

    @Test
    void rollbackGivesTheMessagesToOtherConsumersToo() throws JMSException {
        Session session = transacted();
        Queue queue = newQueue();
        send(session(), queue, "a");
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(receiveText(consumer)).isEqualTo("a");
        MessageConsumer other = session().createConsumer(queue);
        assertThat(other.receiveNoWait()).isNull();
        consumer.close();
        session.rollback();
        assertThat(receiveText(other)).isEqualTo("a");
    }

    @Test
    @Section("7.8")
    void timeToLiveCountsFromTheSendNotFromTheCommit() throws JMSException {
        Session session = transacted();
        Queue queue = newQueue();
        Message message = session.createTextMessage("timed");
        long before = System.currentTimeMillis();
        MessageProducer producer = session.createProducer(queue);
        producer.setTimeToLive(600_000);
        producer.send(message);
        long after = System.currentTimeMillis();
        session.commit();
        assertThat(message.getJMSExpiration()).isBetween(before + 600_000, after + 600_000);
        assertThat(session().createConsumer(queue).receive(GUARD_MILLIS).getJMSExpiration())
                .isEqualTo(message.getJMSExpiration());
    }

    @Test
    void manyMessagesInOneTransaction() throws JMSException {
        Session session = transacted();
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < 500; i++) {
            producer.send(session.createTextMessage("m" + i));
        }
        session.commit();
        MessageConsumer consumer = session.createConsumer(queue);
        for (int i = 0; i < 500; i++) {
            assertThat(receiveText(consumer)).isEqualTo("m" + i);
        }
        session.rollback();
        for (int i = 0; i < 500; i++) {
            assertThat(receiveText(consumer)).isEqualTo("m" + i);
        }
        session.commit();
        session.close();
        assertThat(drain(queue)).isEmpty();
    }
}
