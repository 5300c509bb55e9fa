package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.Connection;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Shared subscriptions, non-durable and durable, with and without client identifier. */
@Section("8.3.2")
class SharedSubscriptionsTest extends ConformanceTest {

    enum Kind {
        NON_DURABLE,
        DURABLE;

        MessageConsumer consumer(Session session, Topic topic, String name) throws JMSException {
            return this == DURABLE
                    ? session.createSharedDurableConsumer(topic, name)
                    : session.createSharedConsumer(topic, name);
        }

        MessageConsumer consumer(Session session, Topic topic, String name, String selector) throws JMSException {
            return this == DURABLE
                    ? session.createSharedDurableConsumer(topic, name, selector)
                    : session.createSharedConsumer(topic, name, selector);
        }
    }

    private static void unsubscribeIfDurable(Kind kind, Session session, String name, MessageConsumer... consumers)
            throws JMSException {
        for (MessageConsumer consumer : consumers) {
            consumer.close();
        }
        if (kind == Kind.DURABLE) {
            session.unsubscribe(name);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void eachMessageGoesToOneOfItsConsumers(Kind kind) throws JMSException {
        Topic topic = newTopic();
        String name = newName();
        Session session = session();
        MessageConsumer first = kind.consumer(session, topic, name);
        MessageConsumer second = kind.consumer(session(), topic, name);
        List<String> sent = IntStream.range(0, 40).mapToObj(i -> "m" + i).toList();
        send(session(), topic, sent.toArray(String[]::new));
        List<String> received = new ArrayList<>();
        while (received.size() < sent.size()) {
            for (MessageConsumer consumer : List.of(first, second)) {
                String text = textOf(consumer.receive(20));
                if (text != null) {
                    received.add(text);
                }
            }
        }
        assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(first.receiveNoWait()).isNull();
        assertThat(second.receiveNoWait()).isNull();
        unsubscribeIfDurable(kind, session, name, first, second);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void consumersOfOneSessionShareToo(Kind kind) throws JMSException {
        Topic topic = newTopic();
        String name = newName();
        Session session = session();
        MessageConsumer first = kind.consumer(session, topic, name);
        MessageConsumer second = kind.consumer(session, topic, name);
        send(session, topic, "once");
        String one = null;
        String other = null;
        while (one == null && other == null) {
            one = textOf(first.receive(20));
            other = textOf(second.receive(one == null ? 20 : STAYS_AWAY_MILLIS));
        }
        assertThat(new String[] {one, other}).containsExactlyInAnyOrder("once", null);
        assertThat(first.receiveNoWait()).isNull();
        unsubscribeIfDurable(kind, session, name, first, second);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void subscriptionsOfOtherNamesAreSeparate(Kind kind) throws JMSException {
        Topic topic = newTopic();
        Session session = session();
        String name = newName();
        String otherName = newName();
        MessageConsumer one = kind.consumer(session, topic, name);
        MessageConsumer other = kind.consumer(session, topic, otherName);
        send(session, topic, "to each");
        assertThat(receiveText(one)).isEqualTo("to each");
        assertThat(receiveText(other)).isEqualTo("to each");
        unsubscribeIfDurable(kind, session, name, one);
        unsubscribeIfDurable(kind, session, otherName, other);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void subscriptionsOfOtherClientIdentifiersAreSeparate(Kind kind) throws JMSException {
        Topic topic = newTopic();
        String name = newName();
        Session one = connection(newName()).createSession();
        Session other = connection(newName()).createSession();
        Session without = session();
        MessageConsumer oneConsumer = kind.consumer(one, topic, name);
        MessageConsumer otherConsumer = kind.consumer(other, topic, name);
        MessageConsumer withoutConsumer = kind.consumer(without, topic, name);
        send(without, topic, "to each");
        assertThat(receiveText(oneConsumer)).isEqualTo("to each");
        assertThat(receiveText(otherConsumer)).isEqualTo("to each");
        assertThat(receiveText(withoutConsumer)).isEqualTo("to each");
        unsubscribeIfDurable(kind, one, name, oneConsumer);
        unsubscribeIfDurable(kind, other, name, otherConsumer);
        unsubscribeIfDurable(kind, without, name, withoutConsumer);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void aSelectorDecidesWhatIsAdded(Kind kind) throws JMSException {
        Topic topic = newTopic();
        String name = newName();
        Session session = session();
        MessageConsumer consumer = kind.consumer(session, topic, name, "mark = 1");
        assertThat(consumer.getMessageSelector()).isEqualTo("mark = 1");
        for (int mark = 0; mark < 3; mark++) {
            Message message = session.createTextMessage("m" + mark);
            message.setIntProperty("mark", mark);
            session.createProducer(topic).send(message);
        }
        assertThat(receiveText(consumer)).isEqualTo("m1");
        assertThat(consumer.receiveNoWait()).isNull();
        unsubscribeIfDurable(kind, session, name, consumer);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anotherTopicOrSelectorIsRefusedWhileItHasAConsumer(Kind kind) throws JMSException {
        Topic topic = newTopic();
        Topic otherTopic = newTopic();
        String name = newName();
        Session session = session();
        MessageConsumer consumer = kind.consumer(session, topic, name, "mark = 1");
        assertThatExceptionOfType(JMSException.class)
                .isThrownBy(() -> kind.consumer(session, otherTopic, name, "mark = 1"));
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> kind.consumer(session, topic, name, "mark = 2"));
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> kind.consumer(session, topic, name));
        MessageConsumer same = kind.consumer(session, topic, name, "mark = 1");
        unsubscribeIfDurable(kind, session, name, consumer, same);
    }

    @Test
    void aNonDurableSubscriptionEndsWithItsLastConsumer() throws JMSException {
        Topic topic = newTopic();
        Session session = session();
        MessageConsumer first = session.createSharedConsumer(topic, "sub");
        MessageConsumer second = session.createSharedConsumer(topic, "sub");
        first.close();
        send(session, topic, "for the second");
        assertThat(receiveText(second)).isEqualTo("for the second");
        send(session, topic, "gone with it");
        second.close();
        send(session, topic, "missed");
        MessageConsumer third = session.createSharedConsumer(topic, "sub");
        send(session, topic, "for the third");
        assertThat(receiveText(third)).isEqualTo("for the third");
    }

    @Test
    void aNonDurableSubscriptionWithoutConsumerCanBeRemadeForAnotherTopic() throws JMSException {
        Session session = session();
        session.createSharedConsumer(newTopic(), "sub").close();
        Topic topic = newTopic();
        MessageConsumer consumer = session.createSharedConsumer(topic, "sub", "mark IS NULL");
        send(session, topic, "arrives");
        assertThat(receiveText(consumer)).isEqualTo("arrives");
    }

    @Test
    @Section("8.3.4")
    void aDurableSubscriptionRetainsWhatIsPublishedMeanwhile() throws JMSException {
        Topic topic = newTopic();
        String name = newName();
        try (Connection connection = connection()) {
            connection.createSession().createSharedDurableConsumer(topic, name);
        }
        send(session(), topic, "a", "b");
        Session session = session();
        MessageConsumer consumer = session.createSharedDurableConsumer(topic, name);
        assertThat(receiveTexts(consumer, 2)).containsExactly("a", "b");
        unsubscribeIfDurable(Kind.DURABLE, session, name, consumer);
    }

    @Test
    @Section("8.3.4")
    void anotherSelectorMakesANewDurableSubscription() throws JMSException {
        Topic topic = newTopic();
        String name = newName();
        Session session = session();
        session.createSharedDurableConsumer(topic, name).close();
        send(session, topic, "of the old");
        MessageConsumer changed = session.createSharedDurableConsumer(topic, name, "JMSPriority >= 0");
        send(session, topic, "of the new");
        assertThat(receiveText(changed)).isEqualTo("of the new");
        assertThat(receiveNothing(changed)).isNull();
        unsubscribeIfDurable(Kind.DURABLE, session, name, changed);
    }

    @Test
    @Section("8.3.4")
    void anotherTopicMakesANewDurableSubscription() throws JMSException {
        Topic topic = newTopic();
        Topic next = newTopic();
        String name = newName();
        Session session = session();
        session.createSharedDurableConsumer(topic, name).close();
        send(session, topic, "of the old");
        MessageConsumer changed = session.createSharedDurableConsumer(next, name);
        send(session, topic, "elsewhere");
        send(session, next, "of the new");
        assertThat(receiveText(changed)).isEqualTo("of the new");
        assertThat(receiveNothing(changed)).isNull();
        unsubscribeIfDurable(Kind.DURABLE, session, name, changed);
    }

    @Test
    @Section("8.3.4")
    void sharedAndUnsharedDurableSubscriptionsCannotHaveTheSameName() throws JMSException {
        Topic topic = newTopic();
        Session session = connection(newName()).createSession();
        session.createSharedDurableConsumer(topic, "shared").close();
        session.createDurableConsumer(topic, "unshared").close();
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> session.createDurableConsumer(topic, "shared"));
        assertThatExceptionOfType(JMSException.class)
                .isThrownBy(() -> session.createSharedDurableConsumer(topic, "unshared"));
        session.unsubscribe("shared");
        session.unsubscribe("unshared");
    }

    @Test
    @Section("8.3.2")
    void durableAndSharedNonDurableSubscriptionsCanHaveTheSameName() throws JMSException {
        Topic topic = newTopic();
        Session session = connection(newName()).createSession();
        MessageConsumer durable = session.createDurableConsumer(topic, "name");
        MessageConsumer shared = session.createSharedConsumer(topic, "name");
        send(session, topic, "to each");
        assertThat(receiveText(durable)).isEqualTo("to each");
        assertThat(receiveText(shared)).isEqualTo("to each");
        durable.close();
        session.unsubscribe("name");
        send(session, topic, "again");
        assertThat(receiveText(shared)).isEqualTo("again");
    }

    @Test
    @Section("8.3.4")
    void unsubscribeWithAnActiveConsumerIsRefused() throws JMSException {
        Topic topic = newTopic();
        String name = newName();
        Session session = session();
        MessageConsumer consumer = session.createSharedDurableConsumer(topic, name);
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> session.unsubscribe(name));
        unsubscribeIfDurable(Kind.DURABLE, session, name, consumer);
        assertThatExceptionOfType(InvalidDestinationException.class).isThrownBy(() -> session.unsubscribe(name));
    }

    @Test
    @Section("8.3.4")
    void whatOneConsumerLeavesUnacknowledgedAnotherReceives() throws JMSException {
        Topic topic = newTopic();
        String name = newName();
        Session leaving = session(Session.CLIENT_ACKNOWLEDGE);
        Session staying = session();
        MessageConsumer consumer = leaving.createSharedDurableConsumer(topic, name);
        send(staying, topic, "left");
        assertThat(receiveText(consumer)).isEqualTo("left");
        MessageConsumer other = staying.createSharedDurableConsumer(topic, name);
        leaving.close();
        Message again = other.receive(GUARD_MILLIS);
        assertThat(textOf(again)).isEqualTo("left");
        assertThat(again.getJMSRedelivered()).isTrue();
        unsubscribeIfDurable(Kind.DURABLE, staying, name, other);
    }
}
