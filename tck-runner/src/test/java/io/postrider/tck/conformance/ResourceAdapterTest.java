package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.postrider.tck.Section;
import io.postrider.tck.connector.ConnectorContainer;
import io.postrider.tck.connector.ServerDirectory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.resource.ResourceException;
import java.beans.PropertyDescriptor;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Message-driven beans and the activation properties that the specification defines for them. */
@Section("13.1")
class ResourceAdapterTest extends ConnectorTest {
    private static final String QUEUE = "jakarta.jms.Queue";
    private static final String TOPIC = "jakarta.jms.Topic";

    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** Properties for a queue, and further ones: names and values in turn. */
    private static Map<String, String> of(Queue queue, String... more) {
        return properties(ServerDirectory.bind(queue), QUEUE, more);
    }

    private static Map<String, String> of(Topic topic, String... more) {
        return properties(ServerDirectory.bind(topic), TOPIC, more);
    }

    private static Map<String, String> properties(String lookup, String type, String... more) {
        Map<String, String> properties = new TreeMap<>(Map.of("destinationLookup", lookup, "destinationType", type));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return properties;
    }

    private static String described(Message message) {
        try {
            return textOf(message) + (message.getJMSRedelivered() ? " again" : "");
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private MessageListener hearing() {
        heard.clear();
        return message -> heard.add(described(message));
    }

    private MessageListener failingOnce() {
        heard.clear();
        return message -> {
            heard.add(described(message));
            if (heard.size() == 1) {
                throw new IllegalStateException("fails once, as the test has it");
            }
        };
    }

    private void awaitHeard(String... texts) {
        await().atMost(GUARD).untilAsserted(() -> assertThat(heard).containsExactly(texts));
    }

    /** Publishes until something of it is heard: a subscription that is not durable begins some time after its activation. */
    private void publishUntilHeard(Topic topic, String text) throws JMSException {
        Session session = session();
        await().atMost(GUARD).until(() -> {
            send(session, topic, text);
            return !heard.isEmpty();
        });
    }

    // The properties --------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "destinationLookup",
                "connectionFactoryLookup",
                "acknowledgeMode",
                "messageSelector",
                "destinationType",
                "subscriptionDurability",
                "clientId",
                "subscriptionName"
            })
    void anActivationHasTheProperty(String name) throws Exception {
        Class<?> bean = container().activationSpec(Map.of()).getClass();
        PropertyDescriptor property = ConnectorContainer.property(bean, name);
        assertThat(property.getPropertyType()).isEqualTo(String.class);
        assertThat(property.getReadMethod()).isNotNull();
        assertThat(property.getWriteMethod()).isNotNull();
    }

    @Test
    void messagesComeFromTheQueueThatIsLookedUp() throws Exception {
        Queue queue = newQueue();
        send(session(), queue, "before");
        container().activateInTransactions(hearing(), of(queue));
        awaitHeard("before");
        send(session(), queue, "after");
        awaitHeard("before", "after");
        container().deactivate();
        assertThat(drain(queue)).isEmpty();
    }

    @Test
    void messagesComeFromTheTopicThatIsLookedUp() throws Exception {
        Topic topic = newTopic();
        container().activateInTransactions(hearing(), of(topic));
        publishUntilHeard(topic, "news");
        assertThat(heard).containsOnly("news");
    }

    @Test
    void theFactoryThatIsLookedUpConnects() throws Exception {
        Queue queue = newQueue();
        String lookup = ServerDirectory.bind(provider().connectionFactory());
        container().activateInTransactions(hearing(), of(queue, "connectionFactoryLookup", lookup));
        send(session(), queue, "message");
        awaitHeard("message");
    }

    @Test
    void aSelectorChooses() throws Exception {
        Queue queue = newQueue();
        Session session = session();
        for (String kind : new String[] {"wanted", "other"}) {
            Message message = session.createTextMessage(kind);
            message.setStringProperty("kind", kind);
            session.createProducer(queue).send(message);
        }
        container().activateInTransactions(hearing(), of(queue, "messageSelector", "kind = 'wanted'"));
        awaitHeard("wanted");
        container().deactivate();
        assertThat(drain(queue)).containsExactly("other");
    }

    @Test
    void withoutASelectorAllMessagesCome() throws Exception {
        Queue queue = newQueue();
        send(session(), queue, "a", "b", "c");
        container().activateInTransactions(hearing(), of(queue));
        await().atMost(GUARD).untilAsserted(() -> assertThat(heard).containsExactlyInAnyOrder("a", "b", "c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Auto-acknowledge", "Dups-ok-acknowledge"})
    void outsideOfATransactionMessagesAreAcknowledgedInEitherMode(String mode) throws Exception {
        Queue queue = newQueue();
        send(session(), queue, "a", "b");
        container().activate(hearing(), mode.isEmpty() ? of(queue) : of(queue, "acknowledgeMode", mode));
        await().atMost(GUARD).untilAsserted(() -> assertThat(heard).containsExactlyInAnyOrder("a", "b"));
        container().deactivate();
        assertThat(drain(queue)).isEmpty();
    }

    @Test
    void aDurableSubscriptionKeepsWhatIsPublishedMeanwhile() throws Exception {
        Topic topic = newTopic();
        Map<String, String> durable =
                of(topic, "subscriptionDurability", "Durable", "clientId", newName(), "subscriptionName", "readers");
        container().activateInTransactions(hearing(), durable);
        publishUntilHeard(topic, "first");
        container().deactivate();
        send(session(), topic, "meanwhile");
        container().activateInTransactions(hearing(), durable);
        await().atMost(GUARD).until(() -> heard.contains("meanwhile"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NonDurable"})
    void anyOtherSubscriptionDoesNot(String durability) throws Exception {
        Topic topic = newTopic();
        Map<String, String> properties =
                durability.isEmpty() ? of(topic) : of(topic, "subscriptionDurability", durability);
        container().activateInTransactions(hearing(), properties);
        publishUntilHeard(topic, "first");
        container().deactivate();
        send(session(), topic, "meanwhile");
        container().activateInTransactions(hearing(), properties);
        publishUntilHeard(topic, "later");
        assertThat(heard).containsOnly("later");
    }

    @Test
    void theClientIdentifierIsTheOneThatIsGiven() throws Exception {
        Topic topic = newTopic();
        String client = newName();
        container()
                .activateInTransactions(
                        hearing(),
                        of(topic, "subscriptionDurability", "Durable", "clientId", client, "subscriptionName", "s"));
        publishUntilHeard(topic, "first");
        container().deactivate();
        send(session(), topic, "meanwhile");
        Session other = connection(client).createSession();
        MessageConsumer kept = other.createDurableConsumer(topic, "s");
        String text = receiveText(kept);
        while ("first".equals(text)) {
            // more of these may have been published than were heard
            text = receiveText(kept);
        }
        assertThat(text).isEqualTo("meanwhile");
    }

    @ParameterizedTest
    @ValueSource(strings = {"destinationType", "acknowledgeMode", "subscriptionDurability"})
    void aValueThatIsNoneOfThoseDefinedIsRefused(String property) throws Exception {
        Map<String, String> properties = of(newTopic(), "subscriptionName", "s", "clientId", newName());
        properties.put(property, "sometimes");
        assertThatExceptionOfType(ResourceException.class)
                .isThrownBy(() -> container().activateInTransactions(hearing(), properties));
    }

    // The beans -------------------------------------------------------------------------------------------------------

    @Test
    @Section("12.3")
    void aMessageWhoseTransactionIsRolledBackComesAgainAndNothingElseIsLeftOfIt() throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        MessageListener failing = failingOnce();
        container()
                .activateInTransactions(
                        message -> {
                            try (JMSContext context = factory().createContext()) {
                                context.createProducer().send(out, "seen: " + described(message));
                            }
                            failing.onMessage(message);
                        },
                        of(in));
        send(session(), in, "message");
        awaitHeard("message", "message again");
        container().deactivate();
        assertThat(drain(in)).isEmpty();
        assertThat(drain(out)).containsExactly("seen: message again");
    }

    @Test
    @Section("8.7")
    void withoutATransactionAMessageWhoseBeanFailsComesAgain() throws Exception {
        Queue queue = newQueue();
        send(session(), queue, "message");
        container().activate(failingOnce(), of(queue));
        awaitHeard("message", "message again");
        container().deactivate();
        assertThat(drain(queue)).isEmpty();
    }

    @Test
    @Section("13")
    void nothingIsDeliveredAfterTheDeactivation() throws Exception {
        Queue queue = newQueue();
        container().activateInTransactions(hearing(), of(queue));
        send(session(), queue, "before");
        awaitHeard("before");
        container().deactivate();
        send(session(), queue, "after");
        assertThat(drain(queue)).containsExactly("after");
        assertThat(heard).containsExactly("before");
    }
}
