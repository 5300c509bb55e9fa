package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acknowledge modes, recovery and redelivery. */
@Section("6.2.10")
class AcknowledgementTest extends ConformanceTest {

    private static void assertDelivery(Message message, String text, int count) throws JMSException {
        assertThat(textOf(message)).isEqualTo(text);
        assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(count);
        assertThat(message.getJMSRedelivered()).isEqualTo(count > 1);
    }

    private static String next(BlockingQueue<String> heard) throws InterruptedException {
        return heard.poll(GUARD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    void receiveAcknowledges(int mode) throws JMSException {
        Session session = session(mode);
        Queue queue = newQueue();
        send(session, queue, "a", "b", "c");
        assertThat(receiveTexts(session.createConsumer(queue), 2)).containsExactly("a", "b");
        session.close();
        assertThat(drain(queue)).containsExactly("c");
    }

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    void theReturnOfAListenerAcknowledges(int mode) throws Exception {
        Session session = session(mode);
        Queue queue = newQueue();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        session.createConsumer(queue).setMessageListener(message -> heard.add(asText(message)));
        send(session(), queue, "a", "b");
        assertThat(List.of(next(heard), next(heard))).containsExactly("a", "b");
        session.close();
        assertThat(drain(queue)).isEmpty();
    }

    private static String asText(Message message) {
        try {
            return ((TextMessage) message).getText();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void acknowledgeIsForAllThatTheSessionHasConsumed() throws JMSException {
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        Queue first = newQueue();
        Queue second = newQueue();
        send(session, first, "a", "b", "c");
        send(session, second, "x", "y");
        MessageConsumer firstConsumer = session.createConsumer(first);
        MessageConsumer secondConsumer = session.createConsumer(second);
        assertThat(receiveText(firstConsumer)).isEqualTo("a");
        Message x = secondConsumer.receive(GUARD_MILLIS);
        assertThat(receiveText(firstConsumer)).isEqualTo("b");
        x.acknowledge();
        session.close();
        assertThat(drain(first)).containsExactly("c");
        assertThat(drain(second)).containsExactly("y");
    }

    @Test
    void withoutAcknowledgeMessagesComeBack() throws JMSException {
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = newQueue();
        send(session, queue, "a", "b");
        assertThat(receiveTexts(session.createConsumer(queue), 2)).containsExactly("a", "b");
        session.close();
        assertThat(drain(queue)).containsExactly("a", "b");
    }

    @Test
    void recoverRestartsWithTheFirstUnacknowledgedMessage() throws JMSException {
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = newQueue();
        send(session, queue, "a", "b", "c", "d");
        MessageConsumer consumer = session.createConsumer(queue);
        consumer.receive(GUARD_MILLIS).acknowledge();
        assertThat(receiveTexts(consumer, 2)).containsExactly("b", "c");
        session.recover();
        assertDelivery(consumer.receive(GUARD_MILLIS), "b", 2);
        assertDelivery(consumer.receive(GUARD_MILLIS), "c", 2);
        assertDelivery(consumer.receive(GUARD_MILLIS), "d", 1);
        session.recover();
        assertDelivery(consumer.receive(GUARD_MILLIS), "b", 3);
        assertDelivery(consumer.receive(GUARD_MILLIS), "c", 3);
        Message d = consumer.receive(GUARD_MILLIS);
        assertDelivery(d, "d", 2);
        d.acknowledge();
        session.recover();
        assertThat(receiveNothing(consumer)).isNull();
    }

    @Test
    void recoverOnATopicRedelivers() throws JMSException {
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        Topic topic = newTopic();
        MessageConsumer consumer = session.createConsumer(topic);
        send(session, topic, "a", "b");
        assertThat(receiveTexts(consumer, 2)).containsExactly("a", "b");
        session.recover();
        assertDelivery(consumer.receive(GUARD_MILLIS), "a", 2);
        assertDelivery(consumer.receive(GUARD_MILLIS), "b", 2);
    }

    @Test
    void recoverInsideAListenerRedelivers() throws Exception {
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = newQueue();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        session.createConsumer(queue).setMessageListener(message -> {
            try {
                int count = message.getIntProperty("JMSXDeliveryCount");
                heard.add(asText(message) + count);
                if (count == 1) {
                    session.recover();
                } else {
                    message.acknowledge();
                }
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        });
        send(session(), queue, "a");
        assertThat(next(heard)).isEqualTo("a1");
        assertThat(next(heard)).isEqualTo("a2");
    }

    @Test
    void recoverOfAnAutoAcknowledgeSessionRedeliversNothing() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        send(session, queue, "a", "b");
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(receiveText(consumer)).isEqualTo("a");
        session.recover();
        assertDelivery(consumer.receive(GUARD_MILLIS), "b", 1);
    }

    @Test
    void recoverOfATransactedSessionIsIllegal() throws JMSException {
        Session session = session(Session.SESSION_TRANSACTED);
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(session::recover);
    }

    @Test
    @Section("3.10")
    void whatIsRedeliveredIsTheOriginal() throws JMSException {
        Session session = session(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = newQueue();
        TextMessage sent = session.createTextMessage("original");
        sent.setStringProperty("p", "original");
        sent.setJMSType("original");
        session.createProducer(queue).send(sent);
        MessageConsumer consumer = session.createConsumer(queue);
        TextMessage received = (TextMessage) consumer.receive(GUARD_MILLIS);
        received.clearBody();
        received.setText("changed");
        received.clearProperties();
        received.setStringProperty("p", "changed");
        received.setJMSType("changed");
        session.recover();
        TextMessage again = (TextMessage) consumer.receive(GUARD_MILLIS);
        assertThat(again.getText()).isEqualTo("original");
        assertThat(again.getStringProperty("p")).isEqualTo("original");
        assertThat(again.getJMSType()).isEqualTo("original");
        assertThat(again.getJMSMessageID()).isEqualTo(sent.getJMSMessageID());
    }

    @ParameterizedTest
    @Section("3.6")
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void acknowledgeIsIgnoredInOtherModes(int mode) throws JMSException {
        Session session = session(mode);
        Queue queue = newQueue();
        send(session(), queue, "a", "b");
        MessageConsumer consumer = session.createConsumer(queue);
        Message a = consumer.receive(GUARD_MILLIS);
        a.acknowledge();
        if (mode == Session.SESSION_TRANSACTED) {
            session.rollback();
            assertDelivery(consumer.receive(GUARD_MILLIS), "a", 2);
        } else {
            assertDelivery(consumer.receive(GUARD_MILLIS), "b", 1);
        }
    }

    @Test
    void aMessageNotReceivedCanBeAcknowledgedWithoutEffect() throws JMSException {
        session(Session.CLIENT_ACKNOWLEDGE).createTextMessage().acknowledge();
    }

    @ParameterizedTest
    @Section("8.7")
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    void aListenerThatThrowsGetsTheMessageAgain(int mode) throws Exception {
        Session session = session(mode);
        Queue queue = newQueue();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        session.createConsumer(queue).setMessageListener(message -> {
            try {
                int count = message.getIntProperty("JMSXDeliveryCount");
                heard.add(asText(message) + count + message.getJMSRedelivered());
                if (count == 1 && asText(message).equals("a")) {
                    throw new RuntimeException("refused on purpose");
                }
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        });
        send(session(), queue, "a", "b");
        assertThat(next(heard)).isEqualTo("a1false");
        assertThat(next(heard)).isEqualTo("a2true");
        assertThat(next(heard)).isEqualTo("b1false");
        session.close();
        assertThat(drain(queue)).isEmpty();
    }

    @ParameterizedTest
    @Section("8.7")
    @ValueSource(ints = {Session.CLIENT_ACKNOWLEDGE, Session.SESSION_TRANSACTED})
    void aListenerThatThrowsGetsTheNextMessageWhereItAcknowledgesItself(int mode) throws Exception {
        Connection connection = connection();
        Session session = connection.createSession(mode);
        Queue queue = newQueue();
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        session.createConsumer(queue).setMessageListener(message -> {
            heard.add(asText(message));
            if (asText(message).equals("a")) {
                throw new RuntimeException("refused on purpose");
            }
        });
        send(session(), queue, "a", "b");
        assertThat(next(heard)).isEqualTo("a");
        assertThat(next(heard)).isEqualTo("b");
        connection.close();
        assertThat(drain(queue)).containsExactly("a", "b");
    }

    @Test
    @Section("4.2.2")
    void acknowledgingOneCopyDoesNotAcknowledgeAnother() throws JMSException {
        Session one = session(Session.CLIENT_ACKNOWLEDGE);
        Session other = session(Session.CLIENT_ACKNOWLEDGE);
        Topic topic = newTopic();
        MessageConsumer oneConsumer = one.createConsumer(topic);
        MessageConsumer otherConsumer = other.createConsumer(topic);
        send(one, topic, "a");
        oneConsumer.receive(GUARD_MILLIS).acknowledge();
        assertThat(receiveText(otherConsumer)).isEqualTo("a");
        other.recover();
        assertDelivery(otherConsumer.receive(GUARD_MILLIS), "a", 2);
        one.recover();
        assertThat(oneConsumer.receiveNoWait()).isNull();
    }
}
