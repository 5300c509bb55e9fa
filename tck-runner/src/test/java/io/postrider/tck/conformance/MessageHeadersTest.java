package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Header fields: who sets them, and what they hold on either side. */
@Section("3.4")
class MessageHeadersTest extends ConformanceTest {

    private Message sendAndReceive(Session session, Message message) throws JMSException {
        Queue queue = newQueue();
        session.createProducer(queue).send(message);
        return session.createConsumer(queue).receive(GUARD_MILLIS);
    }

    @Test
    @Section("3.4.1")
    void destinationIsTheOneOfTheSendOnBothSides() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        Message sent = session.createMessage();
        session.createProducer(queue).send(sent);
        Message received = session.createConsumer(queue).receive(GUARD_MILLIS);
        assertThat(((Queue) sent.getJMSDestination()).getQueueName()).isEqualTo(queue.getQueueName());
        assertThat(((Queue) received.getJMSDestination()).getQueueName()).isEqualTo(queue.getQueueName());
        assertThat(received.getJMSDestination()).isEqualTo(queue);
    }

    @Test
    @Section("3.4.1")
    void destinationOfAMessageToATopicIsThatTopic() throws JMSException {
        Session session = session();
        Topic topic = newTopic();
        MessageConsumer consumer = session.createConsumer(topic);
        session.createProducer(topic).send(session.createMessage());
        Destination destination = consumer.receive(GUARD_MILLIS).getJMSDestination();
        assertThat(destination).isEqualTo(topic);
        assertThat(((Topic) destination).getTopicName()).isEqualTo(topic.getTopicName());
    }

    @ParameterizedTest
    @Section("3.4.2")
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    void deliveryModeIsTheOneOfTheSendOnBothSides(int mode) throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        Message sent = session.createMessage();
        session.createProducer(queue).send(sent, mode, 4, 0);
        assertThat(sent.getJMSDeliveryMode()).isEqualTo(mode);
        assertThat(session.createConsumer(queue).receive(GUARD_MILLIS).getJMSDeliveryMode())
                .isEqualTo(mode);
    }

    @Test
    @Section("3.4.3")
    void messageIdBeginsWithIdColonAndIsTheSameOnBothSides() throws JMSException {
        Message sent = session().createMessage();
        Message received = exchange(Message.class, sent);
        assertThat(sent.getJMSMessageID()).startsWith("ID:");
        assertThat(received.getJMSMessageID()).isEqualTo(sent.getJMSMessageID());
    }

    @Test
    @Section("3.4.3")
    void everySendGivesANewMessageIdEvenOfTheSameMessage() throws JMSException {
        Session session = session();
        MessageProducer producer = session.createProducer(newQueue());
        Message message = session.createMessage();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            producer.send(message);
            ids.add(message.getJMSMessageID());
        }
        assertThat(ids).hasSize(50);
    }

    @Test
    @Section("3.4.3")
    void disabledMessageIdIsNullOrAProperOne() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        producer.setDisableMessageID(true);
        producer.send(session.createMessage());
        String id = session.createConsumer(queue).receive(GUARD_MILLIS).getJMSMessageID();
        assertThat(id == null || id.startsWith("ID:")).isTrue();
    }

    @Test
    @Section("3.4.4")
    void timestampLiesBetweenCallAndReturnOfSend() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        Message sent = session.createMessage();
        MessageProducer producer = session.createProducer(queue);
        long before = System.currentTimeMillis();
        producer.send(sent);
        long after = System.currentTimeMillis();
        assertThat(sent.getJMSTimestamp()).isBetween(before, after);
        assertThat(session.createConsumer(queue).receive(GUARD_MILLIS).getJMSTimestamp())
                .isEqualTo(sent.getJMSTimestamp());
    }

    @Test
    @Section("3.4.4")
    void disabledTimestampIsZeroOrAProperOne() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        producer.setDisableMessageTimestamp(true);
        long before = System.currentTimeMillis();
        producer.send(session.createMessage());
        long timestamp = session.createConsumer(queue).receive(GUARD_MILLIS).getJMSTimestamp();
        assertThat(timestamp == 0 || timestamp >= before).isTrue();
    }

    @ParameterizedTest
    @Section("3.4.5")
    @ValueSource(strings = {"order 42", "ID:of-another-message", ""})
    void correlationIdTravelsAsAString(String correlationId) throws JMSException {
        Session session = session();
        Message message = session.createMessage();
        message.setJMSCorrelationID(correlationId);
        assertThat(sendAndReceive(session, message).getJMSCorrelationID()).isEqualTo(correlationId);
    }

    @Test
    @Section("3.4.5")
    void correlationIdTravelsAsBytes() throws JMSException {
        Session session = session();
        Message message = session.createMessage();
        byte[] bytes = "correlated".getBytes(StandardCharsets.UTF_8);
        message.setJMSCorrelationIDAsBytes(bytes);
        assertThat(sendAndReceive(session, message).getJMSCorrelationIDAsBytes())
                .isEqualTo(bytes);
    }

    @Test
    @Section("3.4.5")
    void correlationIdIsNullWhereNoneWasSet() throws JMSException {
        Session session = session();
        assertThat(sendAndReceive(session, session.createMessage()).getJMSCorrelationID())
                .isNull();
    }

    @Test
    @Section("3.4.6")
    void replyToTravelsForAQueue() throws JMSException {
        Session session = session();
        Queue replyTo = newQueue();
        Message message = session.createMessage();
        message.setJMSReplyTo(replyTo);
        assertThat(sendAndReceive(session, message).getJMSReplyTo())
                .isEqualTo(replyTo)
                .isInstanceOf(Queue.class);
    }

    @Test
    @Section("3.4.6")
    void replyToTravelsForATopic() throws JMSException {
        Session session = session();
        Topic replyTo = newTopic();
        Message message = session.createMessage();
        message.setJMSReplyTo(replyTo);
        assertThat(sendAndReceive(session, message).getJMSReplyTo())
                .isEqualTo(replyTo)
                .isInstanceOf(Topic.class);
    }

    @Test
    @Section("3.4.6")
    void replyToIsNullWhereNoneWasSet() throws JMSException {
        Session session = session();
        assertThat(sendAndReceive(session, session.createMessage()).getJMSReplyTo())
                .isNull();
    }

    @Test
    @Section("3.4.6")
    void replyToATemporaryQueueOfAnotherConnectionCanBeSentTo() throws JMSException {
        Session asking = session();
        Session answering = session();
        Queue requests = newQueue();
        Queue replies = asking.createTemporaryQueue();
        Message request = asking.createTextMessage("ask");
        request.setJMSReplyTo(replies);
        asking.createProducer(requests).send(request);
        Message arrived = answering.createConsumer(requests).receive(GUARD_MILLIS);
        TextMessage reply = answering.createTextMessage("answer");
        reply.setJMSCorrelationID(arrived.getJMSMessageID());
        answering.createProducer(null).send(arrived.getJMSReplyTo(), reply);
        Message answer = asking.createConsumer(replies).receive(GUARD_MILLIS);
        assertThat(answer.getJMSCorrelationID()).isEqualTo(request.getJMSMessageID());
    }

    @Test
    @Section("3.4.7")
    void firstDeliveryIsNotMarkedAsRedelivered() throws JMSException {
        Session session = session();
        assertThat(sendAndReceive(session, session.createMessage()).getJMSRedelivered())
                .isFalse();
    }

    @Test
    @Section("3.4.7")
    void redeliveredSetByTheSenderHasNoMeaning() throws JMSException {
        Session session = session();
        Message message = session.createMessage();
        message.setJMSRedelivered(true);
        assertThat(sendAndReceive(session, message).getJMSRedelivered()).isFalse();
    }

    @Test
    @Section("3.4.8")
    void typeTravels() throws JMSException {
        Session session = session();
        Message message = session.createMessage();
        message.setJMSType("invoice");
        assertThat(sendAndReceive(session, message).getJMSType()).isEqualTo("invoice");
    }

    @Test
    @Section("3.4.8")
    void typeIsNullWhereNoneWasSet() throws JMSException {
        Session session = session();
        assertThat(sendAndReceive(session, session.createMessage()).getJMSType())
                .isNull();
    }

    @Test
    @Section("3.4.9")
    void expirationIsTimeOfSendPlusTimeToLive() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        Message sent = session.createMessage();
        long before = System.currentTimeMillis();
        session.createProducer(queue).send(sent, DeliveryMode.NON_PERSISTENT, 4, 600_000);
        long after = System.currentTimeMillis();
        assertThat(sent.getJMSExpiration()).isBetween(before + 600_000, after + 600_000);
        assertThat(session.createConsumer(queue).receive(GUARD_MILLIS).getJMSExpiration())
                .isEqualTo(sent.getJMSExpiration());
    }

    @Test
    @Section("3.4.9")
    void expirationIsZeroWhereTimeToLiveIsZero() throws JMSException {
        Message sent = session().createMessage();
        Message received = exchange(Message.class, sent);
        assertThat(sent.getJMSExpiration()).isZero();
        assertThat(received.getJMSExpiration()).isZero();
    }

    @ParameterizedTest
    @Section("3.4.10")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void priorityIsTheOneOfTheSendOnBothSides(int priority) throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        Message sent = session.createMessage();
        session.createProducer(queue).send(sent, DeliveryMode.NON_PERSISTENT, priority, 0);
        assertThat(sent.getJMSPriority()).isEqualTo(priority);
        assertThat(session.createConsumer(queue).receive(GUARD_MILLIS).getJMSPriority())
                .isEqualTo(priority);
    }

    @Test
    @Section("3.4.11")
    void whatTheClientSetsOfTheProvidersFieldsIsOverwritten() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        Message sent = session.createMessage();
        sent.setJMSDestination(newQueue());
        sent.setJMSDeliveryMode(DeliveryMode.NON_PERSISTENT);
        sent.setJMSExpiration(77);
        sent.setJMSDeliveryTime(78);
        sent.setJMSPriority(9);
        sent.setJMSMessageID("ID:of-mine");
        sent.setJMSTimestamp(79);
        session.createProducer(queue).send(sent);
        Message received = session.createConsumer(queue).receive(GUARD_MILLIS);
        for (Message message : new Message[] {sent, received}) {
            assertThat(message.getJMSDestination()).isEqualTo(queue);
            assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
            assertThat(message.getJMSExpiration()).isZero();
            assertThat(message.getJMSDeliveryTime()).isGreaterThan(79);
            assertThat(message.getJMSPriority()).isEqualTo(4);
            assertThat(message.getJMSMessageID()).isNotEqualTo("ID:of-mine");
            assertThat(message.getJMSTimestamp()).isGreaterThan(79);
        }
    }

    @ParameterizedTest
    @Section("3.4.13")
    @CsvSource({"0", "30"})
    void deliveryTimeIsTimeOfSendPlusDelay(long delay) throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        Message sent = session.createMessage();
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryDelay(delay);
        long before = System.currentTimeMillis();
        producer.send(sent);
        long after = System.currentTimeMillis();
        assertThat(sent.getJMSDeliveryTime()).isBetween(before + delay, after + delay);
        assertThat(session.createConsumer(queue).receive(GUARD_MILLIS).getJMSDeliveryTime())
                .isEqualTo(sent.getJMSDeliveryTime());
    }

    @Test
    @Section("3.10")
    void headersOfAReceivedMessageCanBeChanged() throws JMSException {
        Message received = exchange(Message.class, session().createMessage());
        received.setJMSType("changed");
        received.setJMSCorrelationID("changed too");
        received.setJMSPriority(9);
        assertThat(received.getJMSType()).isEqualTo("changed");
        assertThat(received.getJMSCorrelationID()).isEqualTo("changed too");
        assertThat(received.getJMSPriority()).isEqualTo(9);
    }

    @Test
    @Section("3.9")
    void changesAfterSendDoNotTouchTheMessageThatWasSent() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        TextMessage message = session.createTextMessage("first");
        message.setStringProperty("round", "first");
        MessageProducer producer = session.createProducer(queue);
        producer.send(message);
        message.setText("second");
        message.setStringProperty("round", "second");
        message.setJMSType("second");
        producer.send(message);
        MessageConsumer consumer = session.createConsumer(queue);
        TextMessage first = (TextMessage) consumer.receive(GUARD_MILLIS);
        TextMessage second = (TextMessage) consumer.receive(GUARD_MILLIS);
        assertThat(first.getText()).isEqualTo("first");
        assertThat(first.getStringProperty("round")).isEqualTo("first");
        assertThat(first.getJMSType()).isNull();
        assertThat(second.getText()).isEqualTo("second");
        assertThat(second.getStringProperty("round")).isEqualTo("second");
    }

    @Test
    @Section("3.9")
    void aReceivedMessageCanBeSentOn() throws JMSException {
        Session session = session();
        TextMessage received = exchange(TextMessage.class, session.createTextMessage("passed on"));
        String firstId = received.getJMSMessageID();
        Queue next = newQueue();
        session.createProducer(next).send(received);
        TextMessage again = (TextMessage) session.createConsumer(next).receive(GUARD_MILLIS);
        assertThat(again.getText()).isEqualTo("passed on");
        assertThat(again.getJMSDestination()).isEqualTo(next);
        assertThat(again.getJMSMessageID()).isNotEqualTo(firstId);
        assertThat(again.getJMSRedelivered()).isFalse();
    }
}
