package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Browsers. */
@Section("4.1.6")
class QueueBrowserTest extends ConformanceTest {

    private static List<String> texts(QueueBrowser browser) throws JMSException {
        List<String> texts = new ArrayList<>();
        Enumeration<?> messages = browser.getEnumeration();
        while (messages.hasMoreElements()) {
            texts.add(textOf((Message) messages.nextElement()));
        }
        return texts;
    }

    @Test
    void showsWhatIsThereInOrderAndTakesNothing() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        send(session, queue, "a", "b", "c");
        QueueBrowser browser = session.createBrowser(queue);
        assertThat(texts(browser)).containsExactly("a", "b", "c");
        assertThat(texts(browser)).containsExactly("a", "b", "c");
        assertThat(receiveTexts(session.createConsumer(queue), 3)).containsExactly("a", "b", "c");
    }

    @Test
    void showsNothingOfAnEmptyQueue() throws JMSException {
        Enumeration<?> messages = session().createBrowser(newQueue()).getEnumeration();
        assertThat(messages.hasMoreElements()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(messages::nextElement);
    }

    @Test
    void worksWithoutAStartedConnection() throws JMSException {
        Session session = stoppedConnection().createSession();
        Queue queue = newQueue();
        send(session, queue, "a");
        assertThat(texts(session.createBrowser(queue))).containsExactly("a");
    }

    @Test
    void tellsItsQueueAndSelector() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        assertThat(session.createBrowser(queue).getQueue()).isEqualTo(queue);
        assertThat(session.createBrowser(queue).getMessageSelector()).isNull();
        assertThat(session.createBrowser(queue, "a = 1").getMessageSelector()).isEqualTo("a = 1");
        assertThat(session.createBrowser(queue, "").getMessageSelector()).isNull();
    }

    @Test
    void showsWhatItsSelectorMatches() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < 6; i++) {
            Message message = session.createTextMessage("m" + i);
            message.setIntProperty("n", i);
            producer.send(message);
        }
        assertThat(texts(session.createBrowser(queue, "n > 1 AND n < 5"))).containsExactly("m2", "m3", "m4");
    }

    @Test
    void aNewEnumerationShowsWhatHasChanged() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        QueueBrowser browser = session.createBrowser(queue);
        send(session, queue, "a");
        assertThat(texts(browser)).containsExactly("a");
        send(session, queue, "b");
        assertThat(texts(browser)).containsExactly("a", "b");
        MessageConsumer consumer = session.createConsumer(queue);
        assertThat(receiveText(consumer)).isEqualTo("a");
        consumer.close();
        assertThat(texts(browser)).containsExactly("b");
    }

    @Test
    void showsAQueueOfAnySize() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        List<String> sent = IntStream.range(0, 1200).mapToObj(i -> "m" + i).toList();
        Session transacted = session(Session.SESSION_TRANSACTED);
        send(transacted, queue, sent.toArray(String[]::new));
        transacted.commit();
        assertThat(texts(session.createBrowser(queue))).isEqualTo(sent);
    }

    @Test
    void doesNotShowAMessageBeforeItsDeliveryTime() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryDelay(600_000);
        producer.send(session.createTextMessage("in ten minutes"));
        producer.setDeliveryDelay(0);
        producer.send(session.createTextMessage("now"));
        assertThat(texts(session.createBrowser(queue))).containsExactly("now");
    }

    @Test
    void whatWasBrowsedIsNotMarkedAsRedelivered() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        send(session, queue, "a");
        assertThat(texts(session.createBrowser(queue))).containsExactly("a");
        Message received = session.createConsumer(queue).receive(GUARD_MILLIS);
        assertThat(received.getJMSRedelivered()).isFalse();
        assertThat(received.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
    }

    @Test
    void browsedMessagesHaveAllThatReceivedOnesHave() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        Message sent = session.createTextMessage("a");
        sent.setJMSType("t");
        sent.setIntProperty("n", 5);
        session.createProducer(queue).send(sent);
        Message browsed =
                (Message) session.createBrowser(queue).getEnumeration().nextElement();
        assertThat(browsed.getJMSMessageID()).isEqualTo(sent.getJMSMessageID());
        assertThat(browsed.getJMSType()).isEqualTo("t");
        assertThat(browsed.getIntProperty("n")).isEqualTo(5);
        assertThat(browsed.getJMSDestination()).isEqualTo(queue);
    }
}
