package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Producers: options, destinations, time to live, delivery delay. */
@Section("7.1")
class ProducerTest extends ConformanceTest {

    @Test
    @Section("7.4")
    void optionsHaveTheirDefaults() throws JMSException {
        MessageProducer producer = session().createProducer(newQueue());
        assertThat(producer.getDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(producer.getPriority()).isEqualTo(Message.DEFAULT_PRIORITY);
        assertThat(producer.getTimeToLive()).isZero();
        assertThat(producer.getDeliveryDelay()).isZero();
        assertThat(producer.getDisableMessageID()).isFalse();
        assertThat(producer.getDisableMessageTimestamp()).isFalse();
    }

    @Test
    @Section("7.4")
    void optionsAreThoseSet() throws JMSException {
        MessageProducer producer = session().createProducer(newQueue());
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.setPriority(7);
        producer.setTimeToLive(1234);
        producer.setDeliveryDelay(56);
        producer.setDisableMessageID(true);
        producer.setDisableMessageTimestamp(true);
        assertThat(producer.getDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(producer.getPriority()).isEqualTo(7);
        assertThat(producer.getTimeToLive()).isEqualTo(1234);
        assertThat(producer.getDeliveryDelay()).isEqualTo(56);
        assertThat(producer.getDisableMessageID()).isTrue();
        assertThat(producer.getDisableMessageTimestamp()).isTrue();
    }

    @Test
    @Section("7.4")
    void optionsOfTheProducerApplyToItsMessages() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.setPriority(8);
        producer.setTimeToLive(600_000);
        long before = System.currentTimeMillis();
        producer.send(session.createMessage());
        long after = System.currentTimeMillis();
        Message received = session.createConsumer(queue).receive(GUARD_MILLIS);
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(received.getJMSPriority()).isEqualTo(8);
        assertThat(received.getJMSExpiration()).isBetween(before + 600_000, after + 600_000);
    }

    @Test
    @Section("7.4")
    void optionsOfTheSendOverrideThoseOfTheProducer() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        producer.setPriority(8);
        producer.setTimeToLive(1);
        producer.send(session.createMessage(), DeliveryMode.NON_PERSISTENT, 2, 0);
        Message received = session.createConsumer(queue).receive(GUARD_MILLIS);
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(received.getJMSPriority()).isEqualTo(2);
        assertThat(received.getJMSExpiration()).isZero();
    }

    @ParameterizedTest
    @Section("7.7")
    @ValueSource(ints = {-1, 0, 3, 77})
    void anUnknownDeliveryModeIsRefused(int mode) throws JMSException {
        Session session = session();
        MessageProducer producer = session.createProducer(newQueue());
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> producer.setDeliveryMode(mode));
    }

    @ParameterizedTest
    @Section("3.4.10")
    @ValueSource(ints = {-1, 10, 77})
    void aPriorityOutOfRangeIsRefused(int priority) throws JMSException {
        Session session = session();
        MessageProducer producer = session.createProducer(newQueue());
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> producer.setPriority(priority));
    }

    @Test
    void theDestinationIsTheOneOfItsCreation() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        Topic topic = newTopic();
        assertThat(session.createProducer(queue).getDestination()).isEqualTo(queue);
        assertThat(session.createProducer(topic).getDestination()).isEqualTo(topic);
        assertThat(session.createProducer(null).getDestination()).isNull();
    }

    @Test
    void aProducerWithoutDestinationSendsWhereTold() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        Topic topic = newTopic();
        MessageConsumer subscriber = session.createConsumer(topic);
        MessageProducer producer = session.createProducer(null);
        producer.send(queue, session.createTextMessage("to the queue"));
        producer.send(topic, session.createTextMessage("to the topic"), DeliveryMode.NON_PERSISTENT, 5, 0);
        assertThat(receiveText(session.createConsumer(queue))).isEqualTo("to the queue");
        assertThat(receiveText(subscriber)).isEqualTo("to the topic");
    }

    @Test
    void aProducerWithoutDestinationMustBeToldOne() throws JMSException {
        Session session = session();
        MessageProducer producer = session.createProducer(null);
        Message message = session.createMessage();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> producer.send(message));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> producer.send(message, DeliveryMode.PERSISTENT, 4, 0));
        assertThatExceptionOfType(InvalidDestinationException.class).isThrownBy(() -> producer.send(null, message));
        assertThatExceptionOfType(InvalidDestinationException.class)
                .isThrownBy(() -> producer.send(null, message, DeliveryMode.PERSISTENT, 4, 0));
    }

    @Test
    void aProducerWithDestinationMustNotBeToldAnother() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        Message message = session.createMessage();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> producer.send(queue, message));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> producer.send(queue, message, DeliveryMode.PERSISTENT, 4, 0));
    }

    @Test
    void aNullMessageIsRefused() throws JMSException {
        MessageProducer producer = session().createProducer(newQueue());
        assertThatExceptionOfType(MessageFormatException.class).isThrownBy(() -> producer.send((Message) null));
        assertThatExceptionOfType(MessageFormatException.class)
                .isThrownBy(() -> producer.send((Message) null, DeliveryMode.PERSISTENT, 4, 0));
    }

    /** Receives once that time is over. */
    private Message receiveAfter(MessageConsumer consumer, long time) throws JMSException {
        MessageConsumer nothing = session().createConsumer(newQueue());
        while (System.currentTimeMillis() <= time + 10) {
            nothing.receive(10);
        }
        return consumer.receive(GUARD_MILLIS);
    }

    @Test
    @Section("7.8")
    void aMessageThatHasExpiredIsNotReceived() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        Message message = session.createTextMessage("short");
        session.createProducer(queue).send(message, DeliveryMode.PERSISTENT, 4, 5);
        send(session, queue, "stays");
        Message received = receiveAfter(session.createConsumer(queue), message.getJMSExpiration());
        assertThat(textOf(received)).isEqualTo("stays");
    }

    @Test
    @Section("7.8")
    void aLongTimeToLiveDoesNotExpire() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createTextMessage("an hour"), DeliveryMode.PERSISTENT, 4, 3_600_000);
        assertThat(receiveText(session.createConsumer(queue))).isEqualTo("an hour");
    }

    @ParameterizedTest
    @Section("7.9")
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    void aDelayedMessageIsNotReceivedBeforeItsTime(int mode) throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageConsumer consumer = session.createConsumer(queue);
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(mode);
        producer.setDeliveryDelay(150);
        Message sent = session.createTextMessage("late");
        producer.send(sent);
        assertThat(consumer.receiveNoWait()).isNull();
        Message received = consumer.receive(GUARD_MILLIS);
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(sent.getJMSDeliveryTime());
        assertThat(textOf(received)).isEqualTo("late");
        assertThat(received.getJMSRedelivered()).isFalse();
    }

    @Test
    @Section("6.2.9")
    void aMessageWithAnEarlierDeliveryTimeOvertakes() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryDelay(200);
        producer.send(session.createTextMessage("second"));
        producer.setDeliveryDelay(0);
        producer.send(session.createTextMessage("first"));
        assertThat(receiveTexts(session.createConsumer(queue), 2)).containsExactly("first", "second");
    }

    @Test
    @Section("7.9")
    void aDelayedMessageToATopicIsOnlyForSubscriptionsAtTheTimeOfTheSend() throws JMSException {
        Session session = session();
        Topic topic = newTopic();
        MessageConsumer before = session.createConsumer(topic);
        MessageProducer producer = session.createProducer(topic);
        producer.setDeliveryDelay(100);
        producer.send(session.createTextMessage("delayed"));
        MessageConsumer after = session.createConsumer(topic);
        assertThat(receiveText(before)).isEqualTo("delayed");
        assertThat(receiveNothing(after)).isNull();
    }

    @Test
    @Section("7.9")
    void aDelayedMessageOfATransactionIsDelayedFromItsSend() throws JMSException {
        Session session = session(Session.SESSION_TRANSACTED);
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryDelay(100);
        long before = System.currentTimeMillis();
        Message sent = session.createTextMessage("late");
        producer.send(sent);
        long after = System.currentTimeMillis();
        session.commit();
        assertThat(sent.getJMSDeliveryTime()).isBetween(before + 100, after + 100);
        assertThat(receiveText(session().createConsumer(queue))).isEqualTo("late");
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(sent.getJMSDeliveryTime());
    }

    @Test
    @Section("7.2")
    void theSameMessageCanBeSentToManyDestinations() throws JMSException {
        Session session = session();
        Queue one = newQueue();
        Queue other = newQueue();
        MessageProducer producer = session.createProducer(null);
        Message message = session.createTextMessage("to both");
        producer.send(one, message);
        assertThat(message.getJMSDestination()).isEqualTo(one);
        producer.send(other, message);
        assertThat(message.getJMSDestination()).isEqualTo(other);
        Message received = session.createConsumer(one).receive(GUARD_MILLIS);
        assertThat(received.getJMSDestination()).isEqualTo(one);
        assertThat(receiveText(session.createConsumer(other))).isEqualTo("to both");
    }
}
