package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What selectors match. Every row is one expression and one message: the message has the properties of {@link #sample}. All rows share a
 * session and look through browsers, so none waits for a message that must not come.
 */
@Section("3.8.1.1")
class SelectorTest extends ConformanceTest {

    private boolean matches(Message message, String selector) throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.send(message);
        try (QueueBrowser browser = session.createBrowser(queue, selector)) {
            Enumeration<?> found = browser.getEnumeration();
            return found.hasMoreElements();
        }
    }

    private Message sample() throws JMSException {
        Message message = session().createMessage();
        message.setJMSType("car");
        message.setJMSCorrelationID("c-1");
        message.setStringProperty("color", "blue");
        message.setStringProperty("quoted", "it's");
        message.setStringProperty("empty", "");
        message.setStringProperty("two", "2");
        message.setStringProperty("phone", "12993");
        message.setStringProperty("under", "_foo");
        message.setStringProperty("percent", "100%");
        message.setStringProperty("lines", "a\nb");
        message.setStringProperty("regex", "a.c*");
        message.setBooleanProperty("yes", true);
        message.setBooleanProperty("no", false);
        message.setByteProperty("b", (byte) 7);
        message.setShortProperty("s", (short) -300);
        message.setIntProperty("i", 2500);
        message.setLongProperty("l", Long.MAX_VALUE);
        message.setFloatProperty("f", 0.5f);
        message.setDoubleProperty("d", 2.25);
        message.setIntProperty("$dollar", 1);
        message.setIntProperty("_under", 1);
        message.setIntProperty("größe", 1);
        message.setIntProperty("Andy", 1);
        message.setIntProperty("JMS_own", 4);
        message.setStringProperty("JMSXGroupID", "g");
        return message;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JMSType = 'car' AND color = 'blue' AND i > 2499",
                "color = 'blue'",
                "color <> 'red'",
                "quoted = 'it''s'",
                "empty = ''",
                "i = 2500",
                "i = +2500",
                "i >= 2500",
                "i <= 2500",
                "i < 2501",
                "i > 2499",
                "i <> 2499",
                "i = 2500L",
                "i = 0x9C4",
                "s = -300",
                "-s = 300",
                "+s = -300",
                "b = 7",
                "l = 9223372036854775807",
                "f = 0.5",
                "f = .5",
                "f = 5E-1",
                "f = 5e-1",
                "f = 0.5f",
                "d = 2.25",
                "d = 225E-2",
                "d = 2.25d",
                "d > 2",
                "b = 7.",
                "i = 2.5E3",
                "i = 2500.0",
                "b * 2 = 14",
                "b + 3 = 10",
                "b - 3 = 4",
                "i / 2 = 1250",
                "b / 2 = 3",
                "b / 2.0 = 3.5",
                "b + 2 * 3 = 13",
                "(b + 2) * 3 = 27",
                "b - 2 - 1 = 4",
                "100 / 10 / b = 1",
                "- b + 10 = 3",
                "b - -3 = 10",
                "i > 1 AND i < 3000",
                "yes",
                "NOT no",
                "yes = TRUE",
                "no = FALSE",
                "yes <> no",
                "TRUE",
                "true",
                "TRUE OR FALSE",
                "NOT FALSE",
                "no OR yes",
                "yes AND NOT no",
                "no AND no OR yes",
                "yes OR yes AND no",
                "NOT no AND yes",
                "NOT (yes AND no)",
                "NOT NOT yes",
                "not no and yes or no",
                "i BETWEEN 2500 AND 2501",
                "i BETWEEN 2499 AND 2500",
                "i NOT BETWEEN 1 AND 2499",
                "i between 1 and 3000 AND yes",
                "d BETWEEN 2 AND 3",
                "i BETWEEN b AND i + 1",
                "i + 1 BETWEEN 2501 AND 2501",
                "color IN ('red', 'blue')",
                "color IN ('blue')",
                "color NOT IN ('red', 'green')",
                "color in('blue','it''s')",
                "quoted IN ('it''s')",
                "phone LIKE '12%3'",
                "phone LIKE '12___'",
                "phone LIKE '%'",
                "phone LIKE '12993'",
                "empty LIKE ''",
                "empty LIKE '%'",
                "phone NOT LIKE '12%4'",
                "color LIKE 'bl_e'",
                "color LIKE '%lu%'",
                "color like 'blue%'",
                "under LIKE '!_%' ESCAPE '!'",
                "under LIKE '\\_%' ESCAPE '\\'",
                "percent LIKE '%!%' ESCAPE '!'",
                "lines LIKE 'a%b'",
                "lines LIKE 'a_b'",
                "regex LIKE 'a.c*'",
                "color NOT LIKE 'B%'",
                "color IS NOT NULL",
                "missing IS NULL",
                "missing is null",
                "NOT (color IS NULL)",
                "empty IS NOT NULL",
                "$dollar = 1",
                "_under = 1",
                "größe = 1",
                "Andy = 1",
                "JMS_own = 4",
                "JMSXGroupID = 'g'",
                "JMSPriority = 4",
                "JMSPriority BETWEEN 4 AND 5",
                "JMSDeliveryMode = 'NON_PERSISTENT'",
                "JMSDeliveryMode IN ('NON_PERSISTENT')",
                "JMSCorrelationID = 'c-1'",
                "JMSMessageID LIKE 'ID:%'",
                "JMSMessageID IS NOT NULL",
                "JMSTimestamp > 1000000000000",
                "JMSType LIKE 'c_r'",
                "color\t=\n'blue'\r\f",
                "((((color = 'blue'))))",
                "color='blue'AND i=2500",
                "missing = 1 OR yes",
                "'a' = 'a'",
                "2 > 1",
                "1 = 1.0",
                "color = color",
                "'blue' = color",
                "2500 = i",
                "missing IS NULL AND JMSXGroupSeq IS NULL",
            })
    void matches(String selector) throws JMSException {
        assertThat(matches(sample(), selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "color = 'Blue'",
                "color = 'red'",
                "color <> 'blue'",
                "Color = 'blue'",
                "quoted = 'its'",
                "i = 2501",
                "i > 2500",
                "i < 2500",
                "i <> 2500",
                "s = 300",
                "d = 2",
                "b / 2 = 3.5",
                "b + 2 * 3 = 27",
                "yes = FALSE",
                "no",
                "NOT yes",
                "FALSE",
                "yes AND no",
                "no OR no",
                "NOT (yes OR no)",
                "NOT no AND no",
                "i BETWEEN 2501 AND 3000",
                "i BETWEEN 3000 AND 1",
                "i NOT BETWEEN 2500 AND 2500",
                "color IN ('red', 'green')",
                "color IN ('Blue')",
                "color NOT IN ('red', 'blue')",
                "phone LIKE '12%4'",
                "phone LIKE '12__'",
                "phone LIKE ''",
                "phone LIKE '1299'",
                "phone NOT LIKE '12%3'",
                "color LIKE 'BLUE'",
                "color LIKE 'bl_ue'",
                "under NOT LIKE '!_%' ESCAPE '!'",
                "color LIKE '!_%' ESCAPE '!'",
                "percent LIKE '100!_' ESCAPE '!'",
                "regex LIKE 'a.c'",
                "color LIKE 'b.*'",
                "color IS NULL",
                "missing IS NOT NULL",
                "empty IS NULL",
                "JMSType = 'Car'",
                "JMSPriority > 4",
                "JMSDeliveryMode = 'PERSISTENT'",
                "JMSXGroupSeq IS NOT NULL",
            })
    void doesNotMatch(String selector) throws JMSException {
        assertThat(matches(sample(), selector)).isFalse();
    }

    /** Only like types can be compared, and no conversion of the properties' get methods applies. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "two > 1",
                "two = 2",
                "color > 5",
                "i = '2500'",
                "yes = 'true'",
                "yes = 1",
                "color = TRUE",
                "color BETWEEN 1 AND 2",
                "two + 1 = 3",
            })
    void valuesOfUnlikeTypesAreNotEqualNorOrdered(String selector) throws JMSException {
        assertThat(matches(sample(), selector)).isFalse();
    }

    /** Comparison of unlike types is false, not unknown, so its negation is true. */
    @ParameterizedTest
    @ValueSource(strings = {"NOT (two = 2)", "NOT (i = '2500')", "NOT (yes = 'true')", "NOT (two > 1)"})
    void comparisonOfUnlikeTypesIsFalseAndNotUnknown(String selector) throws JMSException {
        assertThat(matches(sample(), selector)).isTrue();
    }

    /** Whatever is computed from a missing value is unknown, and unknown does not match, negated or not. */
    @ParameterizedTest
    @Section("3.8.1.2")
    @ValueSource(
            strings = {
                "missing = 1",
                "missing <> 1",
                "missing > 1",
                "missing = 'a'",
                "missing <> 'a'",
                "missing = missing",
                "missing <> missing",
                "missing + 1 = 1",
                "1 - missing < 5",
                "-missing = 0",
                "missing * 0 = 0",
                "missing",
                "missing = TRUE",
                "missing BETWEEN 1 AND 2",
                "missing NOT BETWEEN 1 AND 2",
                "missing IN ('a', 'b')",
                "missing NOT IN ('a', 'b')",
                "missing LIKE '%'",
                "missing NOT LIKE '%'",
                "JMSXGroupSeq = 1",
                "JMSXUnknown <> 1",
            })
    void unknownDoesNotMatchNorDoesItsNegation(String expression) throws JMSException {
        assertThat(matches(sample(), expression)).isFalse();
        assertThat(matches(sample(), "NOT (" + expression + ")")).isFalse();
    }

    /** Tables 3-4, 3-5 and 3-6: T is {@code yes}, F is {@code no}, U is {@code missing = 1}. */
    @ParameterizedTest
    @Section("3.8.1.2")
    @CsvSource({
        "T AND T, T",
        "T AND F, F",
        "T AND U, U",
        "F AND T, F",
        "F AND F, F",
        "F AND U, F",
        "U AND T, U",
        "U AND F, F",
        "U AND U, U",
        "T OR T, T",
        "T OR F, T",
        "T OR U, T",
        "F OR T, T",
        "F OR F, F",
        "F OR U, U",
        "U OR T, T",
        "U OR F, U",
        "U OR U, U",
        "NOT T, F",
        "NOT F, T",
        "NOT U, U"
    })
    void logicIsThreeValued(String expression, String value) throws JMSException {
        String selector = expression
                .replaceAll("\\bT\\b", "yes = TRUE")
                .replaceAll("\\bF\\b", "no = TRUE")
                .replaceAll("\\bU\\b", "(missing = 1)");
        assertThat(matches(sample(), selector)).as(selector).isEqualTo(value.equals("T"));
        String negated = "NOT (" + selector + ")";
        assertThat(matches(sample(), negated)).as(negated).isEqualTo(value.equals("F"));
    }

    @Test
    @Section("3.8.1.2")
    void headersThatAreNullAreUnknown() throws JMSException {
        Message bare = session().createMessage();
        assertThat(matches(bare, "JMSType IS NULL AND JMSCorrelationID IS NULL"))
                .isTrue();
        assertThat(matches(bare, "JMSType = 'a' OR JMSType <> 'a'")).isFalse();
        assertThat(matches(bare, "JMSCorrelationID NOT LIKE 'a'")).isFalse();
    }

    @Test
    @Section("3.8.1.3")
    void deliveryModeIsOneOfTwoStrings() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        session.createProducer(queue).send(session.createTextMessage("kept"), DeliveryMode.PERSISTENT, 4, 0);
        session.createProducer(queue).send(session.createTextMessage("light"), DeliveryMode.NON_PERSISTENT, 4, 0);
        assertThat(receiveText(session.createConsumer(queue, "JMSDeliveryMode = 'NON_PERSISTENT'")))
                .isEqualTo("light");
        assertThat(receiveText(session.createConsumer(queue, "JMSDeliveryMode = 'PERSISTENT'")))
                .isEqualTo("kept");
    }

    @Test
    void aMessageIdSelectsThatMessage() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        Map<String, String> textsById = new TreeMap<>();
        for (String text : List.of("one", "two", "three")) {
            Message message = session.createTextMessage(text);
            producer.send(message);
            textsById.put(message.getJMSMessageID(), text);
        }
        for (Map.Entry<String, String> entry : textsById.entrySet()) {
            try (MessageConsumer consumer = session.createConsumer(queue, "JMSMessageID = '" + entry.getKey() + "'")) {
                assertThat(receiveText(consumer)).isEqualTo(entry.getValue());
            }
        }
    }

    @Test
    void anEmptySelectorIsNone() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageConsumer consumer = session.createConsumer(queue, "");
        send(session, queue, "any");
        assertThat(receiveText(consumer)).isEqualTo("any");
        assertThat(consumer.getMessageSelector()).isNull();
    }

    @Test
    void aNullSelectorIsNone() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageConsumer consumer = session.createConsumer(queue, null);
        send(session, queue, "any");
        assertThat(consumer.getMessageSelector()).isNull();
        assertThat(receiveText(consumer)).isEqualTo("any");
    }

    @Test
    void theSelectorIsReturnedAsGiven() throws JMSException {
        String selector = "color = 'blue'  AND (i>1)";
        assertThat(session().createConsumer(newQueue(), selector).getMessageSelector())
                .isEqualTo(selector);
    }

    @Test
    @Section("4.1.2")
    void whatIsNotSelectedStaysInTheQueueInOrder() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < 10; i++) {
            Message message = session.createTextMessage("m" + i);
            message.setIntProperty("n", i);
            producer.send(message);
        }
        MessageConsumer consumer = session.createConsumer(queue, "n = 3 OR n >= 8");
        assertThat(receiveTexts(consumer, 3)).containsExactly("m3", "m8", "m9");
        assertThat(receiveNothing(consumer)).isNull();
        consumer.close();
        assertThat(drain(queue)).containsExactly("m0", "m1", "m2", "m4", "m5", "m6", "m7");
    }

    @Test
    @Section("4.2.2")
    void aSubscriptionGetsOnlyWhatItsSelectorMatches() throws JMSException {
        Session session = session();
        Topic topic = newTopic();
        MessageConsumer odd = session.createConsumer(topic, "odd");
        MessageConsumer even = session.createConsumer(topic, "NOT odd");
        MessageConsumer all = session.createConsumer(topic);
        MessageProducer producer = session.createProducer(topic);
        for (int i = 0; i < 4; i++) {
            Message message = session.createTextMessage("m" + i);
            message.setBooleanProperty("odd", i % 2 == 1);
            producer.send(message);
        }
        assertThat(receiveTexts(odd, 2)).containsExactly("m1", "m3");
        assertThat(receiveTexts(even, 2)).containsExactly("m0", "m2");
        assertThat(receiveTexts(all, 4)).containsExactly("m0", "m1", "m2", "m3");
        assertThat(odd.receiveNoWait()).isNull();
        assertThat(even.receiveNoWait()).isNull();
    }

    @Test
    void aVeryLongSelectorIsAccepted() throws JMSException {
        List<String> terms = new ArrayList<>(Collections.nCopies(500, "color = 'red'"));
        terms.add("color = 'blue'");
        assertThat(matches(sample(), String.join(" OR ", terms))).isTrue();
    }
}
