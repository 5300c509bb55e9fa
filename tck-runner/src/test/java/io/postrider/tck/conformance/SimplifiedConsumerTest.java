package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simplified API's consumer, and its subscriptions. */
@Section("8.6")
class SimplifiedConsumerTest extends ConformanceTest {

    private static <T> T body(String form, JMSConsumer consumer, Class<T> type) {
        return switch (form) {
            case "receiveBody" -> consumer.receiveBody(type);
            case "receiveBodyNoWait" -> consumer.receiveBodyNoWait(type);
            default -> consumer.receiveBody(type, GUARD_MILLIS);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"receiveBody", "receiveBody with time-out", "receiveBodyNoWait"})
    void receivesBodiesOfEachKind(String form) throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        JMSConsumer consumer = context.createConsumer(queue);
        context.createProducer()
                .send(queue, "text")
                .send(queue, new ArrayList<>(List.of(1)))
                .send(queue, Map.of("k", "v"))
                .send(queue, new byte[] {1, 2})
                .send(queue, "as its interface");
        assertThat(body(form, consumer, String.class)).isEqualTo("text");
        assertThat(body(form, consumer, Serializable.class)).isEqualTo(List.of(1));
        Map<?, ?> map = body(form, consumer, Map.class);
        assertThat(map).isEqualTo(Map.of("k", "v"));
        assertThat(body(form, consumer, byte[].class)).containsExactly(1, 2);
        assertThat(body(form, consumer, CharSequence.class)).isEqualTo("as its interface");
        assertThat(consumer.receiveBodyNoWait(String.class)).isNull();
        assertThat(consumer.receiveBody(String.class, 1)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "message", "text without body", "object without body"})
    void whatHasNoBodyToGiveIsRefused(String kind) throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        Message message =
                switch (kind) {
                    case "stream" -> context.createStreamMessage();
                    case "text without body" -> context.createTextMessage();
                    case "object without body" -> context.createObjectMessage();
                    default -> context.createMessage();
                };
        context.createProducer().send(queue, message);
        JMSConsumer consumer = context.createConsumer(queue);
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> consumer.receiveBody(String.class, GUARD_MILLIS));
    }

    @ParameterizedTest
    @ValueSource(ints = {JMSContext.AUTO_ACKNOWLEDGE, JMSContext.DUPS_OK_ACKNOWLEDGE})
    void aBodyOfTheWrongTypeCanBeReceivedAgain(int mode) throws JMSException {
        JMSContext context = context(mode);
        Queue queue = newQueue();
        context.createProducer().send(queue, "first").send(queue, "second");
        JMSConsumer consumer = context.createConsumer(queue);
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> consumer.receiveBody(Map.class, GUARD_MILLIS));
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> consumer.receiveBodyNoWait(byte[].class));
        Message first = consumer.receive(GUARD_MILLIS);
        assertThat(first.getBody(String.class)).isEqualTo("first");
        assertThat(first.getJMSRedelivered()).isFalse();
        assertThat(first.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
        assertThat(consumer.receiveBody(String.class, GUARD_MILLIS)).isEqualTo("second");
    }

    @ParameterizedTest
    @ValueSource(ints = {JMSContext.CLIENT_ACKNOWLEDGE, JMSContext.SESSION_TRANSACTED})
    void aBodyOfTheWrongTypeCountsAsDeliveredWhereTheApplicationAcknowledges(int mode) throws JMSException {
        Queue queue = newQueue();
        context().createProducer().send(queue, "first").send(queue, "second");
        JMSContext context = context(mode);
        JMSConsumer consumer = context.createConsumer(queue);
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> consumer.receiveBody(Map.class, GUARD_MILLIS));
        assertThat(consumer.receiveBody(String.class, GUARD_MILLIS)).isEqualTo("second");
        if (mode == JMSContext.SESSION_TRANSACTED) {
            context.rollback();
        } else {
            context.recover();
        }
        Message again = consumer.receive(GUARD_MILLIS);
        assertThat(again.getBody(String.class)).isEqualTo("first");
        assertThat(again.getJMSRedelivered()).isTrue();
    }

    @Test
    @Section("8.5")
    void receivesMessagesInAllThreeForms() throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        JMSConsumer consumer = context.createConsumer(queue);
        assertThat(consumer.receiveNoWait()).isNull();
        assertThat(consumer.receive(1)).isNull();
        context.createProducer().send(queue, "a").send(queue, "b").send(queue, "c");
        assertThat(consumer.receive().getBody(String.class)).isEqualTo("a");
        assertThat(consumer.receive(GUARD_MILLIS).getBody(String.class)).isEqualTo("b");
        assertThat(consumer.receiveNoWait().getBody(String.class)).isEqualTo("c");
    }

    @Test
    @Section("8.7")
    void listens() throws Exception {
        JMSContext context = context();
        Queue queue = newQueue();
        CompletableFuture<String> heard = new CompletableFuture<>();
        MessageListener listener = message -> {
            try {
                heard.complete(message.getBody(String.class));
            } catch (JMSException e) {
                heard.completeExceptionally(e);
            }
        };
        JMSConsumer consumer = context.createConsumer(queue);
        assertThat(consumer.getMessageListener()).isNull();
        consumer.setMessageListener(listener);
        assertThat(consumer.getMessageListener()).isSameAs(listener);
        context().createProducer().send(queue, "heard");
        assertThat(heard.get(GUARD_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo("heard");
        assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(() -> consumer.receive(1));
    }

    @Test
    @Section("6.2.6")
    void aSecondListenerCanBeSetWhileTheFirstIsAtWork() throws Exception {
        JMSContext context = context();
        List<CompletableFuture<String>> heard = new ArrayList<>();
        List<Queue> queues = List.of(newQueue(), newQueue(), newQueue());
        for (Queue queue : queues) {
            context().createProducer().send(queue, "for " + queue.getQueueName());
            CompletableFuture<String> text = new CompletableFuture<>();
            heard.add(text);
            context.createConsumer(queue).setMessageListener(message -> {
                try {
                    text.complete(message.getBody(String.class));
                } catch (JMSException e) {
                    text.completeExceptionally(e);
                }
            });
        }
        for (int i = 0; i < queues.size(); i++) {
            assertThat(heard.get(i).get(GUARD_MILLIS, TimeUnit.MILLISECONDS))
                    .isEqualTo("for " + queues.get(i).getQueueName());
        }
    }

    @Test
    @Section("8.8")
    void aClosedConsumerRefusesCallsAndIsClosedAgainWithoutEffect() throws JMSException {
        JMSConsumer consumer = context().createConsumer(newQueue());
        consumer.close();
        assertThatCode(consumer::close).doesNotThrowAnyException();
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(consumer::getMessageSelector);
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(consumer::getMessageListener);
        assertThatExceptionOfType(IllegalStateRuntimeException.class)
                .isThrownBy(() -> consumer.setMessageListener(m -> {}));
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(consumer::receiveNoWait);
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(() -> consumer.receive(1));
        assertThatExceptionOfType(IllegalStateRuntimeException.class)
                .isThrownBy(() -> consumer.receiveBodyNoWait(String.class));
    }

    @Test
    @Section("8.1")
    void aSelectorIsToldAndApplied() throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        JMSConsumer consumer = context.createConsumer(queue, "n = 2");
        assertThat(consumer.getMessageSelector()).isEqualTo("n = 2");
        context.createProducer().setProperty("n", 1).send(queue, "one");
        context.createProducer().setProperty("n", 2).send(queue, "two");
        assertThat(consumer.receiveBody(String.class, GUARD_MILLIS)).isEqualTo("two");
        assertThat(context.createConsumer(newQueue()).getMessageSelector()).isNull();
    }

    @Test
    @Section("10.3")
    void aDestinationIsNeeded() throws JMSException {
        JMSContext context = context();
        assertThatExceptionOfType(InvalidDestinationRuntimeException.class)
                .isThrownBy(() -> context.createConsumer((Destination) null));
        assertThatExceptionOfType(InvalidDestinationRuntimeException.class)
                .isThrownBy(() -> context.createConsumer(null, "a = 1"));
        assertThatExceptionOfType(InvalidDestinationRuntimeException.class)
                .isThrownBy(() -> context.createConsumer(null, "a = 1", true));
        assertThatExceptionOfType(InvalidDestinationRuntimeException.class)
                .isThrownBy(() -> context.createSharedConsumer(null, "s"));
        assertThatExceptionOfType(InvalidDestinationRuntimeException.class)
                .isThrownBy(() -> context.createSharedDurableConsumer(null, "s"));
        assertThatExceptionOfType(InvalidDestinationRuntimeException.class)
                .isThrownBy(() -> context.createSharedDurableConsumer(null, "s", "a = 1"));
    }

    @Test
    @Section("8.3.3")
    void aDurableSubscriptionNeedsAClientIdentifierAndATopic() throws JMSException {
        JMSContext without = context();
        Topic topic = newTopic();
        assertThatExceptionOfType(IllegalStateRuntimeException.class)
                .isThrownBy(() -> without.createDurableConsumer(topic, "d"));
        assertThatExceptionOfType(IllegalStateRuntimeException.class)
                .isThrownBy(() -> without.createDurableConsumer(topic, "d", null, false));
        JMSContext with = context();
        with.setClientID(newName());
        assertThatExceptionOfType(InvalidDestinationRuntimeException.class)
                .isThrownBy(() -> with.createDurableConsumer(null, "d"));
        assertThatExceptionOfType(InvalidDestinationRuntimeException.class).isThrownBy(() -> with.unsubscribe("none"));
    }

    @Test
    @Section("8.3.3")
    void aDurableSubscriptionRetains() throws JMSException {
        JMSContext context = context();
        context.setClientID(newName());
        Topic topic = newTopic();
        context.createDurableConsumer(topic, "d", "n > 0", true).close();
        JMSContext other = context();
        other.createProducer().setProperty("n", 0).send(topic, "not selected");
        other.createProducer().setProperty("n", 1).send(topic, "retained");
        context.createProducer().setProperty("n", 1).send(topic, "own");
        JMSConsumer consumer = context.createDurableConsumer(topic, "d", "n > 0", true);
        assertThat(consumer.receiveBody(String.class, GUARD_MILLIS)).isEqualTo("retained");
        assertThat(consumer.receiveNoWait()).isNull();
        assertThatExceptionOfType(JMSRuntimeException.class)
                .isThrownBy(() -> context.createDurableConsumer(topic, "d", "n > 0", true));
        assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(() -> context.unsubscribe("d"));
        consumer.close();
        context.unsubscribe("d");
    }

    @ParameterizedTest
    @Section("8.3.4")
    @ValueSource(booleans = {true, false})
    void aSharedSubscriptionGivesEachMessageToOneConsumer(boolean durable) throws JMSException {
        Topic topic = newTopic();
        String name = newName();
        JMSContext one = context();
        JMSContext other = context();
        JMSConsumer oneConsumer =
                durable ? one.createSharedDurableConsumer(topic, name) : one.createSharedConsumer(topic, name);
        JMSConsumer otherConsumer =
                durable ? other.createSharedDurableConsumer(topic, name) : other.createSharedConsumer(topic, name);
        context().createProducer().send(topic, "once");
        String first = oneConsumer.receiveBody(String.class, 200);
        String second = otherConsumer.receiveBody(String.class, first == null ? GUARD_MILLIS : STAYS_AWAY_MILLIS);
        assertThat(new String[] {first, second}).containsExactlyInAnyOrder("once", null);
        assertThatExceptionOfType(JMSRuntimeException.class)
                .isThrownBy(() -> createShared(one, durable, newTopic(), name));
        oneConsumer.close();
        otherConsumer.close();
        if (durable) {
            one.unsubscribe(name);
        }
    }

    private static JMSConsumer createShared(JMSContext context, boolean durable, Topic topic, String name) {
        return durable
                ? context.createSharedDurableConsumer(topic, name, null)
                : context.createSharedConsumer(topic, name, null);
    }
}
