package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unshared subscriptions, non-durable and durable. */
@Section("8.3")
class SubscriptionsTest extends ConformanceTest {

    private static void sendMarked(Session session, Topic topic, String text, int mark) throws JMSException {
        Message message = session.createTextMessage(text);
        message.setIntProperty("mark", mark);
        try (MessageProducer producer = session.createProducer(topic)) {
            producer.send(message);
        }
    }

    @Test
    @Section("8.3.1")
    void eachConsumerHasASubscriptionOfItsOwn() throws JMSException {
        Session session = session();
        Topic topic = newTopic();
        MessageConsumer one = session.createConsumer(topic);
        MessageConsumer other = session.createConsumer(topic);
        send(session, topic, "a", "b");
        assertThat(receiveTexts(one, 2)).containsExactly("a", "b");
        assertThat(receiveTexts(other, 2)).containsExactly("a", "b");
    }

    @Test
    @Section("8.3.1")
    void aSubscriptionBeginsAndEndsWithItsConsumer() throws JMSException {
        Session session = session();
        Topic topic = newTopic();
        send(session, topic, "too early");
        MessageConsumer first = session.createConsumer(topic);
        send(session, topic, "for the first");
        assertThat(receiveText(first)).isEqualTo("for the first");
        first.close();
        send(session, topic, "in between");
        MessageConsumer second = session.createConsumer(topic);
        send(session, topic, "for the second");
        assertThat(receiveText(second)).isEqualTo("for the second");
    }

    @Test
    @Section("8.3.1")
    void noLocalKeepsOutWhatItsOwnConnectionPublishes() throws JMSException {
        Connection connection = connection();
        Session session = connection.createSession();
        Topic topic = newTopic();
        MessageConsumer withoutLocal = session.createConsumer(topic, null, true);
        MessageConsumer all = session.createConsumer(topic, null, false);
        send(session, topic, "own");
        send(connection.createSession(), topic, "own too");
        send(session(), topic, "of another");
        assertThat(receiveText(withoutLocal)).isEqualTo("of another");
        assertThat(receiveTexts(all, 3)).containsExactly("own", "own too", "of another");
    }

    @Test
    @Section("8.3.1")
    void noLocalAndASelectorApplyTogether() throws JMSException {
        Session session = session();
        Session other = session();
        Topic topic = newTopic();
        MessageConsumer consumer = session.createConsumer(topic, "mark = 1", true);
        sendMarked(session, topic, "own", 1);
        sendMarked(other, topic, "unmarked", 0);
        sendMarked(other, topic, "right", 1);
        assertThat(receiveText(consumer)).isEqualTo("right");
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @ParameterizedTest
    @Section("8.3.3")
    @ValueSource(strings = {"createDurableConsumer", "createDurableSubscriber"})
    void aDurableSubscriptionRetainsWhatIsPublishedMeanwhile(String method) throws JMSException {
        String clientId = newName();
        Topic topic = newTopic();
        try (Connection connection = connection(clientId)) {
            durable(connection, topic, method);
        }
        send(session(), topic, "a", "b", "c");
        Connection again = connection(clientId);
        MessageConsumer consumer = durable(again, topic, method);
        assertThat(receiveTexts(consumer, 2)).containsExactly("a", "b");
        consumer.close();
        send(session(), topic, "d");
        MessageConsumer resumed = durable(again, topic, method);
        assertThat(receiveTexts(resumed, 2)).containsExactly("c", "d");
        resumed.close();
        again.createSession().unsubscribe("sub");
    }

    private static MessageConsumer durable(Connection connection, Topic topic, String method) throws JMSException {
        Session session = connection.createSession();
        return method.equals("createDurableConsumer")
                ? session.createDurableConsumer(topic, "sub")
                : session.createDurableSubscriber(topic, "sub");
    }

    @Test
    @Section("8.3.3")
    void bothKindsOfMethodsNameTheSameSubscription() throws JMSException {
        Session session = connection(newName()).createSession();
        Topic topic = newTopic();
        session.createDurableSubscriber(topic, "sub").close();
        send(session, topic, "retained");
        try (MessageConsumer consumer = session.createDurableConsumer(topic, "sub")) {
            assertThat(receiveText(consumer)).isEqualTo("retained");
        }
        session.unsubscribe("sub");
    }

    @Test
    @Section("8.3.3")
    void unacknowledgedMessagesOfADurableSubscriptionComeBack() throws JMSException {
        String clientId = newName();
        Topic topic = newTopic();
        try (Connection connection = connection(clientId)) {
            Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
            MessageConsumer consumer = session.createDurableConsumer(topic, "sub");
            send(session, topic, "a", "b");
            consumer.receive(GUARD_MILLIS).acknowledge();
            assertThat(receiveText(consumer)).isEqualTo("b");
        }
        Session session = connection(clientId).createSession();
        try (MessageConsumer consumer = session.createDurableConsumer(topic, "sub")) {
            Message again = consumer.receive(GUARD_MILLIS);
            assertThat(textOf(again)).isEqualTo("b");
            assertThat(again.getJMSRedelivered()).isTrue();
            assertThat(consumer.receiveNoWait()).isNull();
        }
        session.unsubscribe("sub");
    }

    @Test
    @Section("8.3.3")
    void aClientIdentifierIsNeeded() throws JMSException {
        Session session = session();
        Topic topic = newTopic();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> session.createDurableConsumer(topic, "sub"));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> session.createDurableConsumer(topic, "sub", null, false));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> session.createDurableSubscriber(topic, "sub"));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> session.createDurableSubscriber(topic, "sub", null, false));
    }

    @Test
    @Section("8.3.3")
    void aDurableSubscriptionHasOneConsumerAtATime() throws JMSException {
        Session session = connection(newName()).createSession();
        Topic topic = newTopic();
        MessageConsumer first = session.createDurableConsumer(topic, "sub");
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> session.createDurableConsumer(topic, "sub"));
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> session.createDurableSubscriber(topic, "sub"));
        first.close();
        session.createDurableConsumer(topic, "sub").close();
        session.unsubscribe("sub");
    }

    @Test
    @Section("8.3.3")
    void theNameIsOfTheClientIdentifier() throws JMSException {
        Session one = connection(newName()).createSession();
        Session other = connection(newName()).createSession();
        Topic topic = newTopic();
        MessageConsumer oneConsumer = one.createDurableConsumer(topic, "sub");
        MessageConsumer otherConsumer = other.createDurableConsumer(topic, "sub");
        send(one, topic, "to each");
        assertThat(receiveText(oneConsumer)).isEqualTo("to each");
        assertThat(receiveText(otherConsumer)).isEqualTo("to each");
    }

    @Test
    @Section("8.3.3")
    void anotherSelectorMakesANewSubscription() throws JMSException {
        Session session = connection(newName()).createSession();
        Topic topic = newTopic();
        session.createDurableConsumer(topic, "sub", "mark = 1", false).close();
        sendMarked(session, topic, "of the old", 1);
        MessageConsumer changed = session.createDurableConsumer(topic, "sub", "mark = 2", false);
        sendMarked(session, topic, "unmarked", 1);
        sendMarked(session, topic, "of the new", 2);
        assertThat(receiveText(changed)).isEqualTo("of the new");
        assertThat(receiveNothing(changed)).isNull();
        changed.close();
        session.unsubscribe("sub");
    }

    @Test
    @Section("8.3.3")
    void anotherTopicMakesANewSubscription() throws JMSException {
        Session session = connection(newName()).createSession();
        Topic topic = newTopic();
        Topic next = newTopic();
        session.createDurableConsumer(topic, "sub").close();
        send(session, topic, "of the old");
        MessageConsumer changed = session.createDurableConsumer(next, "sub");
        send(session, topic, "elsewhere");
        send(session, next, "of the new");
        assertThat(receiveText(changed)).isEqualTo("of the new");
        assertThat(receiveNothing(changed)).isNull();
        changed.close();
        session.unsubscribe("sub");
    }

    @Test
    @Section("8.3.3")
    void anotherNoLocalMakesANewSubscription() throws JMSException {
        Session session = connection(newName()).createSession();
        Topic topic = newTopic();
        session.createDurableConsumer(topic, "sub", null, false).close();
        send(session(), topic, "of the old");
        MessageConsumer changed = session.createDurableConsumer(topic, "sub", null, true);
        send(session, topic, "own");
        send(session(), topic, "of the new");
        assertThat(receiveText(changed)).isEqualTo("of the new");
        assertThat(receiveNothing(changed)).isNull();
        changed.close();
        session.unsubscribe("sub");
    }

    @Test
    @Section("8.3.3")
    void noLocalOfADurableSubscriptionIsForItsClientIdentifier() throws JMSException {
        String clientId = newName();
        Topic topic = newTopic();
        try (Connection connection = connection(clientId)) {
            Session session = connection.createSession();
            session.createDurableConsumer(topic, "sub", null, true).close();
            send(session, topic, "of the same client");
        }
        Connection later = connection(clientId);
        Session session = later.createSession();
        send(session, topic, "of the same client, later");
        send(session(), topic, "of another");
        try (MessageConsumer consumer = session.createDurableConsumer(topic, "sub", null, true)) {
            assertThat(receiveText(consumer)).isEqualTo("of another");
            assertThat(consumer.receiveNoWait()).isNull();
        }
        session.unsubscribe("sub");
    }

    @Test
    @Section("8.3.3")
    void unsubscribeDeletesTheSubscription() throws JMSException {
        Session session = connection(newName()).createSession();
        Topic topic = newTopic();
        session.createDurableConsumer(topic, "sub").close();
        send(session, topic, "gone with it");
        session.unsubscribe("sub");
        try (MessageConsumer consumer = session.createDurableConsumer(topic, "sub")) {
            assertThat(receiveNothing(consumer)).isNull();
        }
        session.unsubscribe("sub");
    }

    @Test
    @Section("8.3.3")
    void unsubscribeOfAnUnknownNameIsRefused() throws JMSException {
        Session session = connection(newName()).createSession();
        assertThatExceptionOfType(InvalidDestinationException.class).isThrownBy(() -> session.unsubscribe("unknown"));
    }

    @Test
    @Section("8.3.3")
    void unsubscribeWithAnActiveConsumerIsRefused() throws JMSException {
        Session session = connection(newName()).createSession();
        Topic topic = newTopic();
        MessageConsumer consumer = session.createDurableConsumer(topic, "sub");
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> session.unsubscribe("sub"));
        send(session, topic, "still there");
        assertThat(receiveText(consumer)).isEqualTo("still there");
        consumer.close();
        session.unsubscribe("sub");
    }

    @Test
    @Section("8.3.3")
    void nonPersistentMessagesReachAnInactiveSubscriptionToo() throws JMSException {
        Session session = connection(newName()).createSession();
        Topic topic = newTopic();
        session.createDurableConsumer(topic, "sub").close();
        session.createProducer(topic).send(session.createTextMessage("light"), DeliveryMode.NON_PERSISTENT, 4, 0);
        send(session, topic, "heavy");
        try (MessageConsumer consumer = session.createDurableConsumer(topic, "sub")) {
            assertThat(receiveTexts(consumer, 2)).contains("light", "heavy");
        }
        session.unsubscribe("sub");
    }

    @Test
    @Section("8.3.3")
    void aTopicIsNeeded() throws JMSException {
        Session session = connection(newName()).createSession();
        assertThatExceptionOfType(InvalidDestinationException.class)
                .isThrownBy(() -> session.createDurableConsumer(null, "sub"));
        assertThatExceptionOfType(InvalidDestinationException.class)
                .isThrownBy(() -> session.createDurableSubscriber(null, "sub"));
        assertThatExceptionOfType(InvalidDestinationException.class)
                .isThrownBy(() -> session.createSharedConsumer(null, "sub"));
        assertThatExceptionOfType(InvalidDestinationException.class)
                .isThrownBy(() -> session.createSharedDurableConsumer(null, "sub"));
    }

    @ParameterizedTest
    @Section("4.2.4")
    @ValueSource(strings = {"a", "Ärger", "with.dot", "with-minus", "with_underscore", "9", "日本"})
    void aNameMayHaveLettersDigitsUnderscoreDotAndMinus(String name) throws JMSException {
        assertNameIsOfUse(name);
    }

    @Test
    @Section("4.2.4")
    void aNameMayHave128Characters() throws JMSException {
        assertNameIsOfUse("n".repeat(128));
    }

    private void assertNameIsOfUse(String name) throws JMSException {
        Session session = connection(newName()).createSession();
        Topic topic = newTopic();
        session.createDurableConsumer(topic, name).close();
        send(session, topic, "retained");
        try (MessageConsumer consumer = session.createDurableConsumer(topic, name)) {
            assertThat(receiveText(consumer)).isEqualTo("retained");
        }
        session.unsubscribe(name);
        try (MessageConsumer consumer = session.createSharedConsumer(topic, name)) {
            send(session, topic, "shared");
            assertThat(receiveText(consumer)).isEqualTo("shared");
        }
    }

    @Test
    @Section("8.3.3")
    void aTransactionCoversReceivingFromASubscription() throws JMSException {
        String clientId = newName();
        Topic topic = newTopic();
        Session session = connection(clientId).createSession(Session.SESSION_TRANSACTED);
        MessageConsumer consumer = session.createDurableConsumer(topic, "sub");
        send(session(), topic, "a", "b");
        assertThat(receiveText(consumer)).isEqualTo("a");
        session.rollback();
        assertThat(receiveText(consumer)).isEqualTo("a");
        session.commit();
        consumer.close();
        MessageConsumer again = session.createDurableConsumer(topic, "sub");
        assertThat(receiveText(again)).isEqualTo("b");
        session.commit();
        again.close();
        session.unsubscribe("sub");
    }
}
