package io.postrider.ra.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.ra.container.Endpoints;
import io.postrider.ra.container.PlainContainer;
import io.postrider.ra.container.Transactions;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.transaction.TransactionManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Message-driven beans, from the destination to the bean and back. */
class ActivationTest {
    private static final TransactionManager TRANSACTIONS = Transactions.forThisProcess();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<String> got = new CopyOnWriteArrayList<>();
    private PlainContainer container;
    private ConnectionFactory factory;

    @BeforeEach
    void deploy() throws Exception {
        container = new PlainContainer("vm://activated?journal=memory", TRANSACTIONS);
        factory = container.connectionFactory();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    private static PostriderActivationSpec onQueue(String name) {
        PostriderActivationSpec spec = new PostriderActivationSpec();
        spec.setDestination(name);
        spec.setDestinationType("jakarta.jms.Queue");
        spec.setReconnectIntervalMillis(50L);
        return spec;
    }

    private static PostriderActivationSpec onTopic(String name) {
        PostriderActivationSpec spec = onQueue(name);
        spec.setDestinationType("jakarta.jms.Topic");
        return spec;
    }

    private interface Naming {
        Destination in(JMSContext context);
    }

    private void send(Naming destination, String... texts) {
        try (JMSContext context = factory.createContext()) {
            for (String text : texts) {
                context.createProducer().setProperty("kind", text).send(destination.in(context), text);
            }
        }
    }

    private void sendToQueue(String name, String... texts) {
        send(context -> context.createQueue(name), texts);
    }

    private String received(String queue) {
        try (JMSContext context = factory.createContext()) {
            return context.createConsumer(context.createQueue(queue)).receiveBody(String.class, PATIENCE.toMillis());
        }
    }

    private static String text(Message message) {
        try {
            return message.getBody(String.class) + "#" + message.getIntProperty("JMSXDeliveryCount");
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    private final MessageListener noting = message -> got.add(text(message));

    private MessageListener failing(int times) {
        return message -> {
            got.add(text(message));
            if (got.size() <= times) {
                throw new IllegalStateException("failure " + got.size() + ", as the test has it");
            }
        };
    }

    private void awaitGot(String... texts) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(got).containsExactly(texts));
    }

    // Outcomes --------------------------------------------------------------------------------------------------------

    @Test
    void aFailedDeliveryInATransactionComesAgainInItsOrder() throws Exception {
        sendToQueue("in", "a", "b", "c");
        PostriderActivationSpec spec = onQueue("in");
        spec.setMaxSessions(1);
        container.deploy(Endpoints.transacted(TRANSACTIONS, failing(2)), spec);
        awaitGot("a#1", "a#2", "a#3", "b#1", "c#1");
    }

    @Test
    void whatABeanDoesIsUndoneWithAFailedDelivery() throws Exception {
        AtomicBoolean failed = new AtomicBoolean();
        container.deploy(
                Endpoints.transacted(TRANSACTIONS, message -> {
                    sendToQueue("replies", "reply to " + text(message));
                    if (failed.compareAndSet(false, true)) {
                        throw new IllegalStateException("fails once");
                    }
                }),
                onQueue("in"));
        sendToQueue("in", "question");
        assertThat(received("replies")).isEqualTo("reply to question#2");
    }

    @Test
    void withoutATransactionAFailedDeliveryComesAgain() throws Exception {
        sendToQueue("in", "a", "b");
        PostriderActivationSpec spec = onQueue("in");
        spec.setMaxSessions(1);
        container.deploy(Endpoints.plain(failing(1)), spec);
        awaitGot("a#1", "a#2", "b#1");
    }

    @Test
    void withoutATransactionMessagesMayBeAcknowledgedLazilyAndComeOnceAllTheSame() throws Exception {
        PostriderActivationSpec spec = onQueue("in");
        spec.setMaxSessions(1);
        spec.setAcknowledgeMode("Dups-ok-acknowledge");
        Endpoints endpoints = container.deploy(Endpoints.plain(noting), spec);
        sendToQueue("in", "a", "b", "c");
        awaitGot("a#1", "b#1", "c#1");
        container.adapter().endpointDeactivation(endpoints, spec);
        try (JMSContext context = factory.createContext()) {
            assertThat(context.createConsumer(context.createQueue("in")).receiveNoWait())
                    .isNull();
        }
    }

    @Test
    void afterSoManyFailuresAMessageMovesToTheDeadLetterQueue() throws Exception {
        sendToQueue("in", "poison", "meat");
        PostriderActivationSpec spec = onQueue("in");
        spec.setMaxSessions(1);
        spec.setMaxDeliveries(3);
        spec.setDeadLetterQueue("dead");
        container.deploy(Endpoints.transacted(TRANSACTIONS, failing(3)), spec);
        awaitGot("poison#1", "poison#2", "poison#3", "meat#1");
        try (JMSContext context = factory.createContext()) {
            Message dead = context.createConsumer(context.createQueue("dead")).receive(PATIENCE.toMillis());
            assertThat(dead.getBody(String.class)).isEqualTo("poison");
            assertThat(dead.getStringProperty("kind")).isEqualTo("poison");
            assertThat(dead.getIntProperty("postrider_dlq_attempts")).isEqualTo(3);
            assertThat(dead.getStringProperty("postrider_dlq_origin")).isEqualTo("queue://in");
        }
    }

    // Sessions and subscriptions --------------------------------------------------------------------------------------

    @Test
    void asManyMessagesAreDeliveredAtTheSameTimeAsThereAreSessions() throws Exception {
        CyclicBarrier all = new CyclicBarrier(4);
        PostriderActivationSpec spec = onQueue("in");
        spec.setMaxSessions(4);
        container.deploy(
                Endpoints.transacted(TRANSACTIONS, message -> {
                    try {
                        all.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                        got.add(text(message));
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }),
                spec);
        sendToQueue("in", "a", "b", "c", "d");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(got).containsExactlyInAnyOrder("a#1", "b#1", "c#1", "d#1"));
    }

    @Test
    void aSelectorChooses() throws Exception {
        sendToQueue("in", "a", "b", "c");
        PostriderActivationSpec spec = onQueue("in");
        spec.setMessageSelector("kind = 'b'");
        container.deploy(Endpoints.transacted(TRANSACTIONS, noting), spec);
        awaitGot("b#1");
    }

    @Test
    void aDurableSubscriptionKeepsWhatComesWhileNobodyListens() throws Exception {
        PostriderActivationSpec spec = onTopic("news");
        spec.setSubscriptionDurability("Durable");
        spec.setSubscriptionName("readers");
        spec.setClientId("paper");
        Endpoints first = container.deploy(Endpoints.transacted(TRANSACTIONS, noting), spec);
        awaitOpen(first, 1);
        container.adapter().endpointDeactivation(first, spec);
        send(context -> context.createTopic("news"), "headline");
        container.deploy(Endpoints.transacted(TRANSACTIONS, noting), spec);
        awaitGot("headline#1");
    }

    @Test
    void aSharedSubscriptionGivesEachMessageToOneSession() throws Exception {
        for (String durability : List.of("Durable", "NonDurable")) {
            got.clear();
            PostriderActivationSpec spec = onTopic("news");
            spec.setShareSubscriptions(true);
            spec.setSubscriptionDurability(durability);
            spec.setSubscriptionName("desk" + durability);
            spec.setMaxSessions(3);
            Endpoints endpoints = container.deploy(Endpoints.transacted(TRANSACTIONS, noting), spec);
            awaitOpen(endpoints, 3);
            send(context -> context.createTopic("news"), "a", "b", "c");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(got).containsExactlyInAnyOrder("a#1", "b#1", "c#1"));
            container.adapter().endpointDeactivation(endpoints, spec);
        }
    }

    private static void awaitOpen(Endpoints endpoints, int count) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(endpoints.open()).isEqualTo(count));
    }

    // Endpoints come and go -------------------------------------------------------------------------------------------

    @Test
    void deliveryWaitsForEndpointsAndCountsNoAttempt() throws Exception {
        sendToQueue("in", "a");
        Endpoints endpoints = Endpoints.transacted(TRANSACTIONS, noting);
        endpoints.setAvailable(0);
        container.deploy(endpoints, onQueue("in"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(endpoints.refusals()).isGreaterThan(20));
        assertThat(got).isEmpty();
        endpoints.setAvailable(Integer.MAX_VALUE);
        awaitGot("a#1");
    }

    @Test
    void aServerThatBeginsNoDeliveryGetsTheMessageLaterAndUncounted() throws Exception {
        Endpoints endpoints = Endpoints.transacted(TRANSACTIONS, noting);
        endpoints.setPaused(true);
        PostriderActivationSpec spec = onQueue("in");
        spec.setMaxSessions(1);
        container.deploy(endpoints, spec);
        sendToQueue("in", "a", "b");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(endpoints.refusals()).isGreaterThan(2));
        endpoints.setPaused(false);
        awaitGot("a#1", "b#1");
    }

    @Test
    void aDeactivatedEndpointGetsNothingMoreAndIsGivenBack() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        PostriderActivationSpec spec = onQueue("in");
        spec.setMaxSessions(1);
        Endpoints endpoints = container.deploy(
                Endpoints.transacted(TRANSACTIONS, message -> {
                    begun.countDown();
                    try {
                        mayEnd.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    got.add(text(message));
                }),
                spec);
        sendToQueue("in", "a", "b");
        begun.await();
        Thread stopping = new Thread(() -> container.adapter().endpointDeactivation(endpoints, spec));
        stopping.start();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(stopping.getState())
                .as("waits for the delivery that runs")
                .isIn(Thread.State.WAITING, Thread.State.TIMED_WAITING));
        mayEnd.countDown();
        stopping.join();
        awaitOpen(endpoints, 0);
        assertThat(got).containsExactly("a#1");
        assertThat(received("in")).isEqualTo("b");
    }

    // The broker comes and goes ---------------------------------------------------------------------------------------

    @Test
    void aBrokerThatIsAwayAtDeploymentOrLaterIsTriedAgain() throws Exception {
        PostriderActivationSpec spec = onQueue("in");
        spec.setUrl("vm://comes-and-goes?create=false");
        container.deploy(Endpoints.transacted(TRANSACTIONS, noting), spec);
        for (String text : List.of("first", "second")) {
            try (Broker broker =
                    Broker.named("comes-and-goes").journal("memory").start()) {
                try (JMSContext context =
                        new io.postrider.client.PostriderConnectionFactory("vm://" + broker.name()).createContext()) {
                    context.createProducer().send(context.createQueue("in"), text);
                }
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(got).contains(text + "#1"));
            }
        }
        assertThat(got).containsExactly("first#1", "second#1");
    }

    @Test
    void anActivationGivesUpAfterSoManyTries() throws Exception {
        PostriderActivationSpec spec = onQueue("in");
        spec.setUrl("vm://never-there?create=false");
        spec.setReconnectAttempts(2);
        Endpoints endpoints = container.deploy(Endpoints.transacted(TRANSACTIONS, noting), spec);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(endpoints.questions()).isEqualTo(3));
        try (Broker broker = Broker.named("never-there").journal("memory").start()) {
            await().during(Duration.ofMillis(500))
                    .untilAsserted(() -> assertThat(endpoints.questions()).isEqualTo(3));
            assertThat(broker.name()).isEqualTo("never-there");
        }
    }
}
