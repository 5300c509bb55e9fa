package io.postrider.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The simplified API. */
class ContextTest extends EndToEndTest {

    @Test
    void bodiesOfEveryKindGoThroughAndComeBack() {
        try (JMSContext context = factory.createContext()) {
            Queue queue = context.createQueue("q");
            context.createProducer()
                    .send(queue, "text")
                    .send(queue, Map.<String, Object>of("n", 7))
                    .send(queue, new byte[] {1, 2})
                    .send(queue, Long.valueOf(5));
            JMSConsumer consumer = context.createConsumer(queue);
            assertThat(consumer.receiveBody(String.class, SOON_MILLIS)).isEqualTo("text");
            Map<?, ?> entries = consumer.receiveBody(Map.class, SOON_MILLIS);
            assertThat(entries.get("n")).isEqualTo(7);
            assertThat(consumer.receiveBody(byte[].class, SOON_MILLIS)).containsExactly(1, 2);
            assertThat(consumer.receiveBody(Long.class, SOON_MILLIS)).isEqualTo(5);
            assertThat(consumer.receiveBodyNoWait(String.class)).isNull();
        }
    }

    @Test
    void aListenerAtWorkWhileItsContextIsClosedMayStillSendAndCommit() throws Exception {
        JMSContext context = factory.createContext(JMSContext.SESSION_TRANSACTED);
        Thread closer = new Thread(context::close);
        CompletableFuture<String> outcome = new CompletableFuture<>();
        context.createConsumer(context.createQueue("q")).setMessageListener(message -> {
            try {
                closer.start();
                await().until(() ->
                        Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING).contains(closer.getState()));
                context.createProducer().send(context.createQueue("done"), text(message));
                context.commit();
                outcome.complete("committed");
            } catch (RuntimeException e) {
                outcome.completeExceptionally(e);
            }
        });
        try (Session session = connection.createSession()) {
            send(session, "q", "work");
            assertThat(soon(outcome)).isEqualTo("committed");
            closer.join(SOON_MILLIS);
            assertThat(receive(consumer(session, "done"), 1)).containsExactly("work");
        }
    }

    @Test
    void aBodyThatDoesNotFitStaysTheNextMessageAndIsNotRedelivered() throws Exception {
        try (JMSContext context = factory.createContext()) {
            Queue queue = context.createQueue("q");
            context.createProducer().send(queue, "first").send(queue, "second");
            JMSConsumer consumer = context.createConsumer(queue);
            assertThatThrownBy(() -> consumer.receiveBody(Map.class, SOON_MILLIS))
                    .isInstanceOf(MessageFormatRuntimeException.class);
            Message again = consumer.receive(SOON_MILLIS);
            assertThat(((TextMessage) again).getText()).isEqualTo("first");
            assertThat(again.getJMSRedelivered()).isFalse();
            assertThat(consumer.receiveBody(String.class, SOON_MILLIS)).isEqualTo("second");
        }
    }

    @Test
    void withClientAcknowledgeABodyThatDoesNotFitCountsAsDelivered() {
        try (JMSContext context = factory.createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            Queue queue = context.createQueue("q");
            context.createProducer().send(queue, "first").send(queue, "second");
            JMSConsumer consumer = context.createConsumer(queue);
            assertThatThrownBy(() -> consumer.receiveBody(Map.class, SOON_MILLIS))
                    .isInstanceOf(MessageFormatRuntimeException.class);
            assertThat(consumer.receiveBody(String.class, SOON_MILLIS)).isEqualTo("second");
            context.recover();
            assertThat(consumer.receiveBody(String.class, SOON_MILLIS)).isEqualTo("first");
            context.acknowledge();
        }
    }

    @Test
    void contextsShareAConnectionUntilTheLastIsClosed() {
        JMSContext first = factory.createContext();
        JMSContext second = first.createContext(JMSContext.SESSION_TRANSACTED);
        Queue queue = first.createQueue("q");
        first.close();
        first.close();
        assertThatThrownBy(() -> first.createQueue("q")).isInstanceOf(IllegalStateRuntimeException.class);
        second.createProducer().send(queue, "still here");
        second.commit();
        assertThat(second.createConsumer(queue).receiveBody(String.class, SOON_MILLIS))
                .isEqualTo("still here");
        second.close();
        assertThatThrownBy(second::createProducer).isInstanceOf(IllegalStateRuntimeException.class);
    }

    @Test
    void theClientIdentifierIsSetFirstOrNotAtAll() {
        try (JMSContext context = factory.createContext()) {
            context.setClientID("me");
            assertThat(context.getClientID()).isEqualTo("me");
            assertThatThrownBy(() -> context.setClientID("you")).isInstanceOf(IllegalStateRuntimeException.class);
        }
        try (JMSContext context = factory.createContext()) {
            context.createProducer();
            assertThatThrownBy(() -> context.setClientID("late")).isInstanceOf(IllegalStateRuntimeException.class);
        }
    }

    @Test
    void withoutAutoStartAContextWaitsToBeStarted() {
        try (JMSContext context = factory.createContext()) {
            context.setAutoStart(false);
            Queue queue = context.createQueue("q");
            context.createProducer().send(queue, "hello");
            JMSConsumer consumer = context.createConsumer(queue);
            assertThat(consumer.receiveNoWait()).isNull();
            context.start();
            assertThat(consumer.receiveBody(String.class, SOON_MILLIS)).isEqualTo("hello");
        }
    }

    @Test
    void whatIsSetOnTheProducerGoesBeforeWhatTheMessageHas() throws Exception {
        try (JMSContext context = factory.createContext()) {
            Queue queue = context.createQueue("q");
            TextMessage message = context.createTextMessage("hello");
            message.setStringProperty("who", "message");
            message.setJMSType("of the message");
            JMSProducer producer = context.createProducer()
                    .setProperty("who", "producer")
                    .setProperty("size", 3)
                    .setJMSType("of the producer")
                    .setJMSCorrelationID("c1")
                    .setJMSReplyTo(queue)
                    .setPriority(9);
            producer.send(queue, message);
            Message received = context.createConsumer(queue).receive(SOON_MILLIS);
            assertThat(received.getStringProperty("who")).isEqualTo("producer");
            assertThat(received.getIntProperty("size")).isEqualTo(3);
            assertThat(received.getJMSType()).isEqualTo("of the producer");
            assertThat(received.getJMSCorrelationID()).isEqualTo("c1");
            assertThat(received.getJMSReplyTo()).isEqualTo(queue);
            assertThat(received.getJMSPriority()).isEqualTo(9);
        }
    }

    @Test
    void aContextIsNotStoppedOrClosedByItsOwnListener() throws Exception {
        try (JMSContext context = factory.createContext()) {
            Queue queue = context.createQueue("q");
            CompletableFuture<Void> checked = new CompletableFuture<>();
            context.createConsumer(queue).setMessageListener(message -> {
                try {
                    assertThatThrownBy(context::stop).isInstanceOf(IllegalStateRuntimeException.class);
                    assertThatThrownBy(context::close).isInstanceOf(IllegalStateRuntimeException.class);
                    checked.complete(null);
                } catch (Throwable e) {
                    checked.completeExceptionally(e);
                }
            });
            try (JMSContext other = context.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
                other.createProducer().send(queue, "go");
            }
            soon(checked);
        }
    }

    @Test
    void anUnknownSessionModeIsRefused() {
        assertThatThrownBy(() -> factory.createContext(17)).isInstanceOf(JMSRuntimeException.class);
    }
}
