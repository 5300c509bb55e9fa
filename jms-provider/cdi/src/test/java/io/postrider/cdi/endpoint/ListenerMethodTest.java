package io.postrider.cdi.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.BrokerStatus;
import io.postrider.cdi.TestApplication;
import io.postrider.cdi.listener.AutoAcknowledge;
import io.postrider.cdi.listener.ClientId;
import io.postrider.cdi.listener.Concurrency;
import io.postrider.cdi.listener.DupsOKAcknowledge;
import io.postrider.cdi.listener.DurableSubscription;
import io.postrider.cdi.listener.MessageHeader;
import io.postrider.cdi.listener.MessageProperty;
import io.postrider.cdi.listener.MessageSelector;
import io.postrider.cdi.listener.QueueListener;
import io.postrider.cdi.listener.Retry;
import io.postrider.cdi.listener.SharedSubscription;
import io.postrider.cdi.listener.SubscriptionName;
import io.postrider.cdi.listener.TopicListener;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Listener methods without JTA. One application for all tests; each has destinations of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ListenerMethodTest {
    private TestApplication application;
    private JMSContext sender;

    /** What the listeners saw. */
    @ApplicationScoped
    static class Seen {
        private final List<String> all = new CopyOnWriteArrayList<>();

        void add(String text) {
            all.add(text);
        }

        List<String> all() {
            return all;
        }
    }

    @RequestScoped
    static class Request {
        private int calls;

        @Inject
        Seen seen;

        int count() {
            return ++calls;
        }

        @PreDestroy
        void end() {
            seen.add("request ended");
        }
    }

    @ApplicationScoped
    static class Listeners {
        private final AtomicInteger failures = new AtomicInteger();
        private final CyclicBarrier three = new CyclicBarrier(3);

        @Inject
        Seen seen;

        @Inject
        JMSContext context;

        @QueueListener("bodies")
        void body(String text) {
            seen.add("body " + text);
        }

        @QueueListener("messages")
        protected void message(TextMessage message) throws Exception {
            seen.add("message " + message.getText());
        }

        @QueueListener("maps")
        public void map(Map<String, Object> map) {
            seen.add("map " + map);
        }

        @QueueListener("headers")
        void headers(
                @MessageHeader(MessageHeader.Header.JMSCorrelationID) String correlation,
                @MessageHeader(MessageHeader.Header.JMSPriority) int priority,
                @MessageHeader(MessageHeader.Header.JMSReplyTo) Destination replyTo,
                @MessageProperty("count") Integer count,
                @MessageProperty("absent") Long absent,
                @MessageProperty("region") String region,
                Message message) {
            seen.add("headers " + correlation + " " + priority + " " + replyTo + " " + count + " " + absent + " "
                    + region + " " + (message != null));
        }

        @QueueListener("requests")
        void inRequest(String text, Request request, Seen injected) {
            injected.add(text + " " + request.count() + request.count());
        }

        @QueueListener("selected")
        @MessageSelector("region = '${test.region:north}'")
        void selected(String text) {
            seen.add("selected " + text);
        }

        @QueueListener("failing")
        @Retry(delayMillis = 30, multiplier = 2, maxDelayMillis = 100)
        void failing(String text) {
            context.createProducer().send(context.createQueue("results"), text + failures.get());
            if (failures.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
            }
            seen.add("done after " + failures.get());
        }

        @QueueListener("automatic")
        @AutoAcknowledge
        void automatic(String text, @MessageHeader(MessageHeader.Header.JMSRedelivered) boolean again) {
            if (!again) {
                throw new IllegalStateException("not at once");
            }
            seen.add("automatic " + text);
        }

        @QueueListener("lazy")
        @DupsOKAcknowledge
        void lazy(String text) {
            seen.add("lazy " + text);
        }

        @QueueListener("concurrent")
        @Concurrency(3)
        void concurrent(String text) throws Exception {
            three.await(TestApplication.SOON_MILLIS, TimeUnit.MILLISECONDS);
            seen.add("concurrent " + text);
        }

        @TopicListener("news")
        void news(String text) {
            seen.add("news " + text);
        }

        @TopicListener("prices")
        @DurableSubscription
        @SubscriptionName("archive")
        @ClientId("archivist")
        void durable(String text) {
            seen.add("durable " + text);
        }

        @TopicListener("work")
        @SharedSubscription
        @DurableSubscription
        @SubscriptionName("workers")
        @Concurrency(2)
        void shared(String text) {
            seen.add("shared " + text);
        }
    }

    @Dependent
    static class PerCall {
        @Inject
        Seen seen;

        @QueueListener("dependents")
        void take(String text) {
            seen.add("dependent " + text);
        }

        @PreDestroy
        void end() {
            seen.add("dependent destroyed");
        }
    }

    @BeforeAll
    void start() throws Exception {
        application = TestApplication.withBroker().start(Seen.class, Request.class, Listeners.class, PerCall.class);
        sender = new PostriderConnectionFactory(application.url()).createContext();
    }

    @AfterAll
    void stop() {
        sender.close();
        application.close();
    }

    private void awaitSeen(String... texts) {
        await().untilAsserted(
                        () -> assertThat(application.get(Seen.class).all()).contains(texts));
    }

    private long inFlight(String queue) {
        return application.broker().status().queues().stream()
                .filter(figures -> figures.name().endsWith(queue))
                .mapToLong(BrokerStatus.Queue::inFlight)
                .sum();
    }

    private void publish(String topic, String text) {
        sender.createProducer().send(sender.createTopic(topic), text);
    }

    @Test
    void takesBodies() {
        application.send("bodies", "a", "b");
        awaitSeen("body a", "body b");
    }

    @Test
    void takesMessages() {
        application.send("messages", "whole");
        awaitSeen("message whole");
    }

    @Test
    void takesMaps() {
        sender.createProducer().send(sender.createQueue("maps"), Map.of("k", 1));
        awaitSeen("map {k=1}");
    }

    @Test
    void takesHeadersAndProperties() {
        sender.createProducer()
                .setJMSCorrelationID("c1")
                .setPriority(7)
                .setProperty("count", "12")
                .setProperty("region", "north")
                .send(sender.createQueue("headers"), "x");
        awaitSeen("headers c1 7 null 12 null north true");
    }

    @Test
    void eachMessageIsARequestAndBeansAreInjected() {
        application.send("requests", "first", "second");
        awaitSeen("first 12", "second 12", "request ended");
    }

    @Test
    void dependentBeansLiveForTheCall() {
        application.send("dependents", "one");
        awaitSeen("dependent one", "dependent destroyed");
    }

    @Test
    void takesWhatIsSelected() {
        for (String region : List.of("south", "north")) {
            sender.createProducer().setProperty("region", region).send(sender.createQueue("selected"), region);
        }
        awaitSeen("selected north");
        assertThat(application.take("selected")).containsExactly("south");
    }

    @Test
    void aFailedMessageComesAgainAndWhatWasSentIsRolledBackWithIt() {
        application.send("failing", "job");
        awaitSeen("done after 3");
        await().untilAsserted(() -> assertThat(inFlight("failing")).isZero());
        assertThat(application.take("results")).containsExactly("job2");
    }

    @Test
    void acknowledgesWhenTheMethodHasReturned() {
        application.send("automatic", "x");
        awaitSeen("automatic x");
    }

    @Test
    void mayAcknowledgeLazily() {
        application.send("lazy", "x", "y");
        awaitSeen("lazy x", "lazy y");
        await().untilAsserted(() -> assertThat(inFlight("lazy")).isZero());
    }

    @Test
    void isCalledConcurrently() {
        application.send("concurrent", "a", "b", "c");
        awaitSeen("concurrent a", "concurrent b", "concurrent c");
    }

    @Test
    void takesWhatIsPublished() {
        publish("news", "headline");
        awaitSeen("news headline");
    }

    @Test
    void subscribesDurably() {
        publish("prices", "12");
        awaitSeen("durable 12");
    }

    @Test
    void aSharedSubscriptionGetsEachMessageOnce() {
        for (int i = 0; i < 10; i++) {
            publish("work", "w" + i);
        }
        awaitSeen("shared w0", "shared w9");
        await().untilAsserted(() -> assertThat(
                        application.get(Seen.class).all().stream().filter(text -> text.startsWith("shared")))
                .hasSize(10));
    }
}
