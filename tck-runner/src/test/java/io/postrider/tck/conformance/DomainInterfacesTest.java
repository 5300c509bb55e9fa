package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import io.postrider.tck.provider.ProviderUnderTest;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The legacy interfaces for queues and for topics. */
@Section("9.2")
class DomainInterfacesTest extends ConformanceTest {

    @FunctionalInterface
    interface Call<S> {
        void on(S object, Topic topic, Queue queue) throws JMSException;
    }

    private static final ServerSessionPool NO_POOL = () -> null;

    private static final Map<String, Call<QueueConnection>> NOT_OF_A_QUEUE_CONNECTION = Map.of(
            "createSharedConnectionConsumer",
            (c, topic, queue) -> c.createSharedConnectionConsumer(topic, "s", null, NO_POOL, 1),
            "createDurableConnectionConsumer",
            (c, topic, queue) -> c.createDurableConnectionConsumer(topic, "s", null, NO_POOL, 1),
            "createSharedDurableConnectionConsumer",
            (c, topic, queue) -> c.createSharedDurableConnectionConsumer(topic, "s", null, NO_POOL, 1));

    private static final Map<String, Call<QueueSession>> NOT_OF_A_QUEUE_SESSION = Map.ofEntries(
            Map.entry("createDurableSubscriber", (s, topic, queue) -> s.createDurableSubscriber(topic, "d")),
            Map.entry(
                    "createDurableSubscriber with selector",
                    (s, topic, queue) -> s.createDurableSubscriber(topic, "d", "a = 1", false)),
            Map.entry("createDurableConsumer", (s, topic, queue) -> s.createDurableConsumer(topic, "d")),
            Map.entry(
                    "createDurableConsumer with selector",
                    (s, topic, queue) -> s.createDurableConsumer(topic, "d", "a = 1", false)),
            Map.entry("createSharedConsumer", (s, topic, queue) -> s.createSharedConsumer(topic, "d")),
            Map.entry(
                    "createSharedConsumer with selector",
                    (s, topic, queue) -> s.createSharedConsumer(topic, "d", "a = 1")),
            Map.entry("createSharedDurableConsumer", (s, topic, queue) -> s.createSharedDurableConsumer(topic, "d")),
            Map.entry(
                    "createSharedDurableConsumer with selector",
                    (s, topic, queue) -> s.createSharedDurableConsumer(topic, "d", "a = 1")),
            Map.entry("createTemporaryTopic", (s, topic, queue) -> s.createTemporaryTopic()),
            Map.entry("createTopic", (s, topic, queue) -> s.createTopic("t")),
            Map.entry("unsubscribe", (s, topic, queue) -> s.unsubscribe("d")));

    private static final Map<String, Call<TopicSession>> NOT_OF_A_TOPIC_SESSION = Map.of(
            "createBrowser", (s, topic, queue) -> s.createBrowser(queue),
            "createBrowser with selector", (s, topic, queue) -> s.createBrowser(queue, "a = 1"),
            "createQueue", (s, topic, queue) -> s.createQueue("q"),
            "createTemporaryQueue", (s, topic, queue) -> s.createTemporaryQueue());

    static Stream<String> notOfAQueueConnection() {
        return NOT_OF_A_QUEUE_CONNECTION.keySet().stream().sorted();
    }

    static Stream<String> notOfAQueueSession() {
        return NOT_OF_A_QUEUE_SESSION.keySet().stream().sorted();
    }

    static Stream<String> notOfATopicSession() {
        return NOT_OF_A_TOPIC_SESSION.keySet().stream().sorted();
    }

    private QueueConnection queueConnection() throws JMSException {
        QueueConnection connection = opened(provider().queueConnectionFactory().createQueueConnection());
        connection.start();
        return connection;
    }

    private TopicConnection topicConnection() throws JMSException {
        TopicConnection connection = opened(provider().topicConnectionFactory().createTopicConnection());
        connection.start();
        return connection;
    }

    private QueueSession queueSession() throws JMSException {
        return queueConnection().createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    private TopicSession topicSession() throws JMSException {
        return topicConnection().createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    @ParameterizedTest
    @MethodSource("notOfAQueueConnection")
    void aQueueConnectionRefusesWhatIsForTopics(String method) throws JMSException {
        QueueConnection connection = queueConnection();
        Topic topic = newTopic();
        Queue queue = newQueue();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> NOT_OF_A_QUEUE_CONNECTION.get(method).on(connection, topic, queue));
    }

    @ParameterizedTest
    @MethodSource("notOfAQueueSession")
    void aQueueSessionRefusesWhatIsForTopics(String method) throws JMSException {
        QueueSession session = queueSession();
        Topic topic = newTopic();
        Queue queue = newQueue();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> NOT_OF_A_QUEUE_SESSION.get(method).on(session, topic, queue));
    }

    @ParameterizedTest
    @MethodSource("notOfATopicSession")
    void aTopicSessionRefusesWhatIsForQueues(String method) throws JMSException {
        TopicSession session = topicSession();
        Topic topic = newTopic();
        Queue queue = newQueue();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> NOT_OF_A_TOPIC_SESSION.get(method).on(session, topic, queue));
    }

    @Test
    @Section("6.1")
    void credentialsAreAccepted() throws JMSException {
        opened(provider()
                        .queueConnectionFactory()
                        .createQueueConnection(ProviderUnderTest.USER, ProviderUnderTest.PASSWORD))
                .start();
        opened(provider()
                        .topicConnectionFactory()
                        .createTopicConnection(ProviderUnderTest.USER, ProviderUnderTest.PASSWORD))
                .start();
    }

    @Test
    @Section("6.2")
    void sessionsHaveTheModeAskedFor() throws JMSException {
        QueueConnection queues = queueConnection();
        TopicConnection topics = topicConnection();
        for (int mode : new int[] {Session.AUTO_ACKNOWLEDGE, Session.CLIENT_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE}) {
            assertThat(queues.createQueueSession(false, mode).getAcknowledgeMode())
                    .isEqualTo(mode);
            assertThat(topics.createTopicSession(false, mode).getAcknowledgeMode())
                    .isEqualTo(mode);
        }
        assertThat(queues.createQueueSession(true, 0).getTransacted()).isTrue();
        assertThat(topics.createTopicSession(true, 0).getTransacted()).isTrue();
    }

    @Test
    @Section("7.2")
    void aSenderSendsInAllItsForms() throws JMSException {
        QueueSession session = queueSession();
        Queue queue = newQueue();
        QueueSender sender = session.createSender(queue);
        QueueSender free = session.createSender(null);
        sender.send(session.createTextMessage("1"));
        sender.send(session.createTextMessage("2"), DeliveryMode.PERSISTENT, 4, 0);
        free.send(queue, session.createTextMessage("3"));
        free.send(queue, session.createTextMessage("4"), DeliveryMode.PERSISTENT, 4, 0);
        assertThat(receiveTexts(session.createReceiver(queue), 4)).containsExactly("1", "2", "3", "4");
        assertThat(sender.getQueue()).isEqualTo(queue);
        assertThat(free.getQueue()).isNull();
    }

    @Test
    @Section("7.2")
    void aPublisherPublishesInAllItsForms() throws JMSException {
        TopicSession session = topicSession();
        Topic topic = newTopic();
        TopicSubscriber subscriber = session.createSubscriber(topic);
        TopicPublisher publisher = session.createPublisher(topic);
        TopicPublisher free = session.createPublisher(null);
        publisher.publish(session.createTextMessage("1"));
        publisher.publish(session.createTextMessage("2"), DeliveryMode.PERSISTENT, 4, 0);
        free.publish(topic, session.createTextMessage("3"));
        free.publish(topic, session.createTextMessage("4"), DeliveryMode.PERSISTENT, 4, 0);
        assertThat(receiveTexts(subscriber, 4)).containsExactly("1", "2", "3", "4");
        assertThat(publisher.getTopic()).isEqualTo(topic);
        assertThat(free.getTopic()).isNull();
    }

    @Test
    @Section("7.1")
    void sendersAndPublishersKeepToTheirDestination() throws JMSException {
        QueueSession queues = queueSession();
        TopicSession topics = topicSession();
        Queue queue = newQueue();
        Topic topic = newTopic();
        Message message = queues.createMessage();
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> queues.createSender(null).send(message));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> queues.createSender(queue).send(queue, message));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> topics.createPublisher(null).publish(message));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> topics.createPublisher(topic).publish(topic, message));
        assertThatExceptionOfType(InvalidDestinationException.class)
                .isThrownBy(() -> queues.createSender(null).send((Queue) null, message));
        assertThatExceptionOfType(InvalidDestinationException.class)
                .isThrownBy(() -> topics.createPublisher(null).publish((Topic) null, message));
    }

    @Test
    @Section("8.2")
    void aReceiverTellsItsQueueAndSelector() throws JMSException {
        QueueSession session = queueSession();
        Queue queue = newQueue();
        QueueReceiver receiver = session.createReceiver(queue, "a = 1");
        assertThat(receiver.getQueue()).isEqualTo(queue);
        assertThat(receiver.getMessageSelector()).isEqualTo("a = 1");
        assertThatExceptionOfType(InvalidDestinationException.class).isThrownBy(() -> session.createReceiver(null));
    }

    @Test
    @Section("8.3.1")
    void aSubscriberTellsItsTopicSelectorAndNoLocal() throws JMSException {
        TopicSession session = topicSession();
        Topic topic = newTopic();
        TopicSubscriber subscriber = session.createSubscriber(topic, "a = 1", true);
        assertThat(subscriber.getTopic()).isEqualTo(topic);
        assertThat(subscriber.getMessageSelector()).isEqualTo("a = 1");
        assertThat(subscriber.getNoLocal()).isTrue();
        assertThat(session.createSubscriber(topic).getNoLocal()).isFalse();
        assertThatExceptionOfType(InvalidDestinationException.class).isThrownBy(() -> session.createSubscriber(null));
    }

    @Test
    @Section("8.3.1")
    void aSubscriberWithNoLocalDoesNotGetItsOwn() throws JMSException {
        TopicSession session = topicSession();
        Topic topic = newTopic();
        TopicSubscriber subscriber = session.createSubscriber(topic, null, true);
        session.createPublisher(topic).publish(session.createTextMessage("own"));
        TopicSession other = topicSession();
        other.createPublisher(topic).publish(other.createTextMessage("of another"));
        assertThat(receiveText(subscriber)).isEqualTo("of another");
    }

    @Test
    @Section("8.3.3")
    void aDurableSubscriberRetains() throws JMSException {
        TopicConnection connection = opened(provider().topicConnectionFactory().createTopicConnection());
        connection.setClientID(newName());
        connection.start();
        TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        Topic topic = newTopic();
        session.createDurableSubscriber(topic, "d", "a IS NULL", true).close();
        send(topicSession(), topic, "retained");
        TopicSubscriber subscriber = session.createDurableSubscriber(topic, "d", "a IS NULL", true);
        assertThat(subscriber.getNoLocal()).isTrue();
        assertThat(receiveText(subscriber)).isEqualTo("retained");
        subscriber.close();
        session.unsubscribe("d");
    }

    @Test
    @Section("6.2.3")
    void sessionsMakeDestinationsByName() throws JMSException {
        Session session = session();
        Queue queue = session.createQueue(newQueue().getQueueName());
        Topic topic = session.createTopic(newTopic().getTopicName());
        assertThat(queueSession().createQueue(queue.getQueueName())).isEqualTo(queue);
        assertThat(topicSession().createTopic(topic.getTopicName())).isEqualTo(topic);
        assertThat(queue.toString()).isNotBlank();
        assertThat(topic.toString()).isNotBlank();
    }

    @Test
    @Section("4.1.4")
    void messagesOfTheLegacyAndTheClassicInterfacesAreTheSame() throws JMSException {
        Queue queue = newQueue();
        QueueSession legacy = queueSession();
        send(legacy, queue, "from the legacy");
        try (MessageConsumer consumer = session().createConsumer(queue)) {
            assertThat(receiveText(consumer)).isEqualTo("from the legacy");
        }
        send(session(), queue, "from the classic");
        assertThat(receiveText(legacy.createReceiver(queue))).isEqualTo("from the classic");
    }
}
