package io.postrider.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Sending and receiving on queues and topics, headers, browsers, temporary destinations. */
class SendReceiveTest extends EndToEndTest {

    @Test
    void whatIsSentIsReceivedInOrder() throws JMSException {
        Session session = connection.createSession();
        send(session, "q", 300);
        MessageConsumer consumer = consumer(session, "q");
        List<String> texts = receive(consumer, 300);
        assertThat(texts).startsWith("m1", "m2", "m3").endsWith("m300").doesNotHaveDuplicates();
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void theHeadersThatTheProviderDecidesAreWrittenBackAndArrive() throws JMSException {
        Session session = connection.createSession();
        Queue queue = session.createQueue("q");
        MessageProducer producer = session.createProducer(queue);
        TextMessage sent = session.createTextMessage("hello");
        sent.setJMSPriority(1);
        producer.send(sent, DeliveryMode.NON_PERSISTENT, 7, 60_000);
        assertThat(sent.getJMSDestination()).isEqualTo(queue);
        assertThat(sent.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(sent.getJMSPriority()).isEqualTo(7);
        assertThat(sent.getJMSMessageID()).startsWith("ID:");
        assertThat(sent.getJMSExpiration() - sent.getJMSTimestamp()).isEqualTo(60_000);
        Message received = consumer(session, "q").receive(SOON_MILLIS);
        assertThat(received.getJMSMessageID()).isEqualTo(sent.getJMSMessageID());
        assertThat(received.getJMSPriority()).isEqualTo(7);
        assertThat(received.getJMSDestination()).isEqualTo(queue);
        assertThat(received.getJMSRedelivered()).isFalse();
        assertThat(received.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
    }

    @Test
    void hintsLeaveIdentifierAndTimestampOut() throws JMSException {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        producer.setDisableMessageID(true);
        producer.setDisableMessageTimestamp(true);
        Message sent = session.createMessage();
        producer.send(sent);
        assertThat(sent.getJMSMessageID()).isNull();
        assertThat(sent.getJMSTimestamp()).isZero();
    }

    @Test
    void theUserIsStampedWhereItIsAskedFor() throws JMSException {
        factory.setPopulateUserId(true);
        try (Connection named = factory.createConnection("ann", "secret")) {
            send(named.createSession(), "q", 1);
        }
        Message received = consumer(connection.createSession(), "q").receive(SOON_MILLIS);
        assertThat(received.getStringProperty("JMSXUserID")).isEqualTo("ann");
    }

    @Test
    void higherPrioritiesComeFirst() throws JMSException {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        for (int priority = 0; priority <= 9; priority++) {
            producer.send(session.createTextMessage("p" + priority), DeliveryMode.PERSISTENT, priority, 0);
        }
        assertThat(receive(consumer(session, "q"), 10)).startsWith("p9", "p8").endsWith("p1", "p0");
    }

    @Test
    void aMessageWhoseTimeIsOverIsNotSeen() throws JMSException {
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        Message passing = session.createTextMessage("short");
        producer.send(passing, DeliveryMode.PERSISTENT, 4, 1);
        producer.send(session.createTextMessage("lasting"));
        // all this may take less than a millisecond
        await().until(() -> System.currentTimeMillis() > passing.getJMSExpiration());
        assertThat(text(consumer(session, "q").receive(SOON_MILLIS))).isEqualTo("lasting");
    }

    @Test
    void everySubscriberGetsEveryMessage() throws JMSException {
        Session session = connection.createSession();
        Topic topic = session.createTopic("t");
        MessageConsumer first = session.createConsumer(topic);
        MessageConsumer second = session.createConsumer(topic, "colour = 'red'");
        MessageConsumer third = session.createConsumer(topic, null, true);
        MessageProducer producer = session.createProducer(topic);
        Message blue = session.createTextMessage("blue");
        producer.send(blue);
        Message red = session.createTextMessage("red");
        red.setStringProperty("colour", "red");
        producer.send(red);
        assertThat(receive(first, 2)).containsExactly("blue", "red");
        assertThat(receive(second, 1)).containsExactly("red");
        assertThat(third.receiveNoWait())
                .as("it does not want its own connection's")
                .isNull();
    }

    @Test
    void aBrowserShowsAllAndTakesNothing() throws JMSException {
        Session session = connection.createSession();
        send(session, "q", 250);
        QueueBrowser browser = session.createBrowser(session.createQueue("q"));
        for (int round = 0; round < 2; round++) {
            List<String> seen = new ArrayList<>();
            Enumeration<?> messages = browser.getEnumeration();
            while (messages.hasMoreElements()) {
                seen.add(text((Message) messages.nextElement()));
            }
            assertThat(seen).hasSize(250).startsWith("m1", "m2").endsWith("m250");
        }
        browser.close();
        assertThatThrownBy(browser::getEnumeration).isInstanceOf(IllegalStateException.class);
        assertThat(receive(consumer(session, "q"), 250)).endsWith("m250");
    }

    @Test
    void aReplyComesByATemporaryQueueThatOnlyItsConnectionConsumesFrom() throws Exception {
        Session session = connection.createSession();
        TemporaryQueue replies = session.createTemporaryQueue();
        CompletableFuture<Void> served = inBackground(() -> {
            try (Connection other = factory.createConnection()) {
                other.start();
                Session service = other.createSession();
                Message request = consumer(service, "requests").receive(SOON_MILLIS);
                assertThatThrownBy(() -> service.createConsumer(request.getJMSReplyTo()))
                        .isInstanceOf(InvalidDestinationException.class);
                service.createProducer(null).send(request.getJMSReplyTo(), service.createTextMessage("done"));
                return null;
            }
        });
        Message request = session.createTextMessage("do it");
        request.setJMSReplyTo(replies);
        session.createProducer(session.createQueue("requests")).send(request);
        MessageConsumer consumer = session.createConsumer(replies);
        assertThat(text(consumer.receive(SOON_MILLIS))).isEqualTo("done");
        soon(served);
        assertThatThrownBy(replies::delete).isInstanceOf(JMSException.class);
        consumer.close();
        replies.delete();
        assertThatThrownBy(() -> session.createConsumer(replies)).isInstanceOf(JMSException.class);
    }

    @Test
    void theProducerInsistsOnOneWayOfNamingTheDestination() throws JMSException {
        Session session = connection.createSession();
        Queue queue = session.createQueue("q");
        Message message = session.createMessage();
        MessageProducer open = session.createProducer(null);
        MessageProducer fixed = session.createProducer(queue);
        assertThatThrownBy(() -> open.send(message)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> fixed.send(queue, message)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> open.send(null, message)).isInstanceOf(InvalidDestinationException.class);
        assertThatThrownBy(() -> fixed.setPriority(10)).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> fixed.setDeliveryMode(3)).isInstanceOf(JMSException.class);
    }

    @Test
    void idleConsumersGetWhatABusyOneHasNotBegun() throws Exception {
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        send(session, "q", 4);
        MessageConsumer busy = consumer(session, "q");
        assertThat(text(busy.receive(SOON_MILLIS))).isEqualTo("m1");
        try (Connection other = factory.createConnection()) {
            other.start();
            MessageConsumer idle = consumer(other.createSession(), "q");
            assertThat(receive(idle, 3)).containsExactly("m2", "m3", "m4");
        }
    }

    @Test
    void aSchemeThatNobodyServesIsExplained() {
        assertThatThrownBy(() -> new PostriderConnectionFactory("smoke://signals").createConnection())
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("smoke://")
                .hasMessageContaining("vm");
    }
}
