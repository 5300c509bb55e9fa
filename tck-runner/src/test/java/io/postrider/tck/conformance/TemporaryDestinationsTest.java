package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueRequestor;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicRequestor;
import jakarta.jms.TopicSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Temporary queues and topics, and the requestors built upon them. */
@Section("6.2.2")
class TemporaryDestinationsTest extends ConformanceTest {

    enum Kind {
        QUEUE,
        TOPIC;

        Destination create(Session session) throws JMSException {
            return this == QUEUE ? session.createTemporaryQueue() : session.createTemporaryTopic();
        }
    }

    private static void delete(Destination destination) throws JMSException {
        if (destination instanceof TemporaryQueue queue) {
            queue.delete();
        } else {
            ((TemporaryTopic) destination).delete();
        }
    }

    private static String nameOf(Destination destination) throws JMSException {
        return destination instanceof Queue queue ? queue.getQueueName() : ((Topic) destination).getTopicName();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void eachIsUnique(Kind kind) throws JMSException {
        Session session = session();
        Destination one = kind.create(session);
        Destination other = kind.create(session);
        assertThat(one).isNotEqualTo(other);
        assertThat(nameOf(one)).isNotBlank().isNotEqualTo(nameOf(other));
        assertThat(nameOf(kind.create(session()))).isNotEqualTo(nameOf(one));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anySessionOfItsConnectionCanConsumeFromIt(Kind kind) throws JMSException {
        Connection connection = connection();
        Destination temporary = kind.create(connection.createSession());
        MessageConsumer consumer = connection.createSession().createConsumer(temporary);
        send(connection.createSession(), temporary, "arrives");
        assertThat(receiveText(consumer)).isEqualTo("arrives");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void itOutlivesTheSessionThatMadeIt(Kind kind) throws JMSException {
        Connection connection = connection();
        Session session = connection.createSession();
        Destination temporary = kind.create(session);
        session.close();
        Session next = connection.createSession();
        MessageConsumer consumer = next.createConsumer(temporary);
        send(next, temporary, "arrives");
        assertThat(receiveText(consumer)).isEqualTo("arrives");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anyConnectionCanSendToIt(Kind kind) throws JMSException {
        Session session = session();
        Destination temporary = kind.create(session);
        MessageConsumer consumer = session.createConsumer(temporary);
        send(session(), temporary, "arrives");
        assertThat(receiveText(consumer)).isEqualTo("arrives");
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void noOtherConnectionCanConsumeFromIt(Kind kind) throws JMSException {
        Destination temporary = kind.create(session());
        Session other = session();
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> other.createConsumer(temporary));
    }

    @Test
    void noOtherConnectionCanConsumeFromOneItIsRepliedWith() throws JMSException {
        Session owner = session();
        Queue requests = newQueue();
        var request = owner.createTextMessage("ask");
        request.setJMSReplyTo(owner.createTemporaryQueue());
        owner.createProducer(requests).send(request);
        Session other = session();
        Destination replyTo =
                other.createConsumer(requests).receive(GUARD_MILLIS).getJMSReplyTo();
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> other.createConsumer(replyTo));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void onceDeletedItIsOfNoUse(Kind kind) throws JMSException {
        Session session = session();
        Destination temporary = kind.create(session);
        delete(temporary);
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> session.createConsumer(temporary));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void itCannotBeDeletedWhileItHasAConsumer(Kind kind) throws JMSException {
        Session session = session();
        Destination temporary = kind.create(session);
        MessageConsumer consumer = session.createConsumer(temporary);
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> delete(temporary));
        consumer.close();
        delete(temporary);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void itIsGoneWithItsConnection(Kind kind) throws JMSException {
        Connection connection = connection();
        Destination temporary = kind.create(connection.createSession());
        connection.close();
        Session other = session();
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> other.createConsumer(temporary));
    }

    @Test
    void aContextMakesThemToo() throws JMSException {
        JMSContext context = context();
        TemporaryQueue queue = context.createTemporaryQueue();
        TemporaryTopic topic = context.createTemporaryTopic();
        var consumer = context.createConsumer(queue);
        var subscriber = context.createConsumer(topic);
        context.createProducer().send(queue, "a").send(topic, "b");
        assertThat(consumer.receiveBody(String.class, GUARD_MILLIS)).isEqualTo("a");
        assertThat(subscriber.receiveBody(String.class, GUARD_MILLIS)).isEqualTo("b");
    }

    @Test
    @Section("4.1.7")
    void aQueueRequestorGetsItsReply() throws Exception {
        Session answering = session();
        Queue service = newQueue();
        answering.createConsumer(service).setMessageListener(request -> {
            try {
                answering
                        .createProducer(null)
                        .send(request.getJMSReplyTo(), answering.createTextMessage("re: " + textOf(request)));
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        });
        var connection = opened(provider().queueConnectionFactory().createQueueConnection());
        connection.start();
        QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        QueueRequestor requestor = new QueueRequestor(session, service);
        assertThat(textOf(requestor.request(session.createTextMessage("one")))).isEqualTo("re: one");
        assertThat(textOf(requestor.request(session.createTextMessage("two")))).isEqualTo("re: two");
        requestor.close();
    }

    @Test
    @Section("4.2.10")
    void aTopicRequestorGetsItsReply() throws Exception {
        Session answering = session();
        Topic service = newTopic();
        answering.createConsumer(service).setMessageListener(request -> {
            try {
                TextMessage reply = answering.createTextMessage("re: " + textOf(request));
                answering.createProducer(null).send(request.getJMSReplyTo(), reply);
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        });
        var connection = opened(provider().topicConnectionFactory().createTopicConnection());
        connection.start();
        TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        TopicRequestor requestor = new TopicRequestor(session, service);
        assertThat(textOf(requestor.request(session.createTextMessage("one")))).isEqualTo("re: one");
        requestor.close();
    }
}
