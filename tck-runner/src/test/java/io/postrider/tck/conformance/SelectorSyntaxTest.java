package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A selector of wrong syntax is refused where it is presented. */
@Section("3.8.1.1")
class SelectorSyntaxTest extends ConformanceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=",
                "color =",
                "= 'blue'",
                "color = 'blue",
                "color = blue'",
                "color = \"blue\"",
                "color == 'blue'",
                "color != 'blue'",
                "color = 'blue' AND",
                "AND color = 'blue'",
                "color = 'blue' OR OR yes",
                "color 'blue'",
                "(color = 'blue'",
                "color = 'blue')",
                "()",
                "NOT",
                "i BETWEEN 1",
                "i BETWEEN 1 AND",
                "i BETWEEN AND 2",
                "i BETWEEN 'a' AND 'b'",
                "color IN",
                "color IN ()",
                "color IN ('a',)",
                "color IN ('a' 'b')",
                "color IN 'a'",
                "color IN (1, 2)",
                "'blue' IN ('blue')",
                "color LIKE",
                "color LIKE 5",
                "color LIKE blue",
                "'blue' LIKE 'b%'",
                "color LIKE 'b' ESCAPE",
                "color LIKE 'b' ESCAPE '!!'",
                "color LIKE 'b' ESCAPE ''",
                "color LIKE 'b' ESCAPE 1",
                "color IS",
                "color IS NOT",
                "color IS 'blue'",
                "color = NULL",
                "NULL = 1",
                "'blue' IS NULL",
                "5 IS NULL",
                "AND = 1",
                "like = 1",
                "Between = 1",
                "escape = 'a'",
                "true.x = 1",
                "1a = 1",
                "a-b-c AND",
                "i + = 1",
                "i * * 2 = 1",
                "i = 1 1",
                "i % 2 = 0",
                "i = 1 -- a comment",
                "i = 1 /* comment */",
                "i = 0x",
                "i = 1e",
                "color ~ 'blue'",
                "#",
                "a = ?",
                "JMSType LIKE 'a' ESCAPE '!' ESCAPE '!'",
                "5",
                "'blue'",
                "i + 1",
                "yes AND 5",
                "NOT 'a'",
                "'a' > 'b'",
                "TRUE > FALSE",
            })
    void wrongSyntaxIsRefused(String selector) throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        assertThatExceptionOfType(InvalidSelectorException.class)
                .isThrownBy(() -> session.createConsumer(queue, selector));
    }

    private static final String WRONG = "color = ";

    @Test
    void wherePresentedToAConsumer() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        Topic topic = newTopic();
        assertThatExceptionOfType(InvalidSelectorException.class)
                .isThrownBy(() -> session.createConsumer(queue, WRONG, false));
        assertThatExceptionOfType(InvalidSelectorException.class)
                .isThrownBy(() -> session.createConsumer(topic, WRONG));
    }

    @Test
    void wherePresentedToABrowser() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        assertThatExceptionOfType(InvalidSelectorException.class).isThrownBy(() -> session.createBrowser(queue, WRONG));
    }

    @Test
    void wherePresentedToADurableSubscription() throws JMSException {
        Session session = connection(newName()).createSession();
        Topic topic = newTopic();
        assertThatExceptionOfType(InvalidSelectorException.class)
                .isThrownBy(() -> session.createDurableConsumer(topic, "d", WRONG, false));
        assertThatExceptionOfType(InvalidSelectorException.class)
                .isThrownBy(() -> session.createDurableSubscriber(topic, "d", WRONG, false));
    }

    @Test
    void wherePresentedToASharedSubscription() throws JMSException {
        Session session = session();
        Topic topic = newTopic();
        assertThatExceptionOfType(InvalidSelectorException.class)
                .isThrownBy(() -> session.createSharedConsumer(topic, "s", WRONG));
        assertThatExceptionOfType(InvalidSelectorException.class)
                .isThrownBy(() -> session.createSharedDurableConsumer(topic, "s", WRONG));
    }

    @Test
    void wherePresentedToALegacyReceiverOrSubscriber() throws JMSException {
        Queue queue = newQueue();
        Topic topic = newTopic();
        var queueConnection = opened(provider().queueConnectionFactory().createQueueConnection());
        var topicConnection = opened(provider().topicConnectionFactory().createTopicConnection());
        var queueSession = queueConnection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        var topicSession = topicConnection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        assertThatExceptionOfType(InvalidSelectorException.class)
                .isThrownBy(() -> queueSession.createReceiver(queue, WRONG));
        assertThatExceptionOfType(InvalidSelectorException.class)
                .isThrownBy(() -> topicSession.createSubscriber(topic, WRONG, false));
    }

    @Test
    void wherePresentedToAContext() throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        Topic topic = newTopic();
        assertThatExceptionOfType(InvalidSelectorRuntimeException.class)
                .isThrownBy(() -> context.createConsumer(queue, WRONG));
        assertThatExceptionOfType(InvalidSelectorRuntimeException.class)
                .isThrownBy(() -> context.createBrowser(queue, WRONG));
        assertThatExceptionOfType(InvalidSelectorRuntimeException.class)
                .isThrownBy(() -> context.createSharedConsumer(topic, "s", WRONG));
    }

    @Test
    void theSessionIsOfUseAfterwards() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        assertThatExceptionOfType(InvalidSelectorException.class)
                .isThrownBy(() -> session.createConsumer(queue, WRONG));
        send(session, queue, "still works");
        assertThat(receiveText(session.createConsumer(queue))).isEqualTo("still works");
    }
}
