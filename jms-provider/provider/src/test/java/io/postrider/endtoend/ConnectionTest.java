package io.postrider.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import java.util.Enumeration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Connections, their identifiers and closing, subscriptions, and what the domains' interfaces refuse. */
class ConnectionTest extends EndToEndTest {

    @Test
    void theMetadataTellsWhatThisIs() throws JMSException {
        ConnectionMetaData metadata = connection.getMetaData();
        assertThat(metadata.getJMSVersion()).isEqualTo("3.1");
        assertThat(metadata.getJMSProviderName()).isEqualTo("Postrider");
        Enumeration<?> names = metadata.getJMSXPropertyNames();
        assertThat(names.nextElement()).isEqualTo("JMSXUserID");
    }

    @Test
    void aClientIdentifierBelongsToOneConnectionAndIsSetFirst() throws JMSException {
        assertThatThrownBy(() -> connection.setClientID("late")).isInstanceOf(IllegalStateException.class);
        try (Connection second = factory.createConnection()) {
            try (Connection first = factory.createConnection()) {
                first.setClientID("one");
                assertThatThrownBy(() -> first.setClientID("two")).isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> second.setClientID("one")).isInstanceOf(InvalidClientIDException.class);
            }
            second.setClientID("one");
        }
    }

    @Test
    void closingAConnectionClosesAllThatCameFromItAndEndsReceives() throws Exception {
        Session session = connection.createSession();
        MessageConsumer consumer = consumer(session, "q");
        CompletableFuture<String> received = inBackground(() -> text(consumer.receive()));
        connection.close();
        connection.close();
        String ended = soon(received.exceptionally(failure -> null));
        assertThat(ended).isNull();
        assertThatThrownBy(connection::start).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(session::createMessage).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(consumer::receiveNoWait).isInstanceOf(IllegalStateException.class);
        session.close();
        consumer.close();
    }

    @Test
    void aDurableSubscriptionKeepsWhatComesWhileItsConsumerIsAway() throws JMSException {
        connection.close();
        factory.setClientId("me");
        connection = factory.createConnection();
        connection.start();
        Session session = connection.createSession();
        Topic topic = session.createTopic("t");
        MessageConsumer consumer = session.createDurableConsumer(topic, "news");
        assertThatThrownBy(() -> session.createDurableConsumer(topic, "news")).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> session.unsubscribe("news")).isInstanceOf(JMSException.class);
        consumer.close();
        session.createProducer(topic).send(session.createTextMessage("meanwhile"));
        MessageConsumer again = session.createDurableSubscriber(topic, "news");
        assertThat(receive(again, 1)).containsExactly("meanwhile");
        again.close();
        session.unsubscribe("news");
        assertThatThrownBy(() -> session.unsubscribe("news")).isInstanceOf(InvalidDestinationException.class);
    }

    @Test
    void aSharedSubscriptionGivesEachMessageToOneConsumer() throws JMSException {
        Session session = connection.createSession();
        Topic topic = session.createTopic("t");
        MessageConsumer first = session.createSharedConsumer(topic, "work");
        MessageConsumer second = session.createSharedConsumer(topic, "work");
        session.createProducer(topic).send(session.createTextMessage("once"));
        String one = text(first.receiveNoWait());
        String other = text(second.receiveNoWait());
        assertThat(one == null ? other : one).isEqualTo("once");
        assertThat(one == null || other == null).isTrue();
    }

    @Test
    void anUnsharedDurableSubscriptionNeedsAClientIdentifier() throws JMSException {
        Session session = connection.createSession();
        Topic topic = session.createTopic("t");
        assertThatThrownBy(() -> session.createDurableConsumer(topic, "news"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theDomainsRefuseWhatIsNotTheirs() throws JMSException {
        try (QueueConnection queues = factory.createQueueConnection();
                TopicConnection topics = factory.createTopicConnection()) {
            QueueSession queueSession = queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
            TopicSession topicSession = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
            Topic topic = topicSession.createTopic("t");
            assertThatThrownBy(() -> queueSession.createTopic("t")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> queueSession.createDurableSubscriber(topic, "d"))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> queueSession.createSharedConsumer(topic, "s"))
                    .isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> queueSession.unsubscribe("d")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(queueSession::createTemporaryTopic).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> topicSession.createQueue("q")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(topicSession::createTemporaryQueue).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> topicSession.createBrowser(queueSession.createQueue("q")))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void anOptionOfTheTransportThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> new PostriderConnectionFactory("vm://x?journl=memory").createConnection())
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("journl");
    }
}
