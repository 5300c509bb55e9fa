package io.postrider.frameworks.spring;

import static io.postrider.frameworks.Depths.awaitDepth;
import static io.postrider.frameworks.Depths.awaitNothingLeft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.junit5.PostriderTest;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.listener.DefaultMessageListenerContainer;
import org.springframework.jms.listener.SessionAwareMessageListener;

/** Spring's DefaultMessageListenerContainer, in the ways that applications configure it. */
@PostriderTest(maxDeliveryAttempts = 3)
class DefaultContainerTest {
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final List<DefaultMessageListenerContainer> containers = new ArrayList<>();

    private ConnectionFactory factory;
    private Broker broker;
    private JmsTemplate template;

    @BeforeEach
    void connect(ConnectionFactory factory, Broker broker) {
        this.factory = factory;
        this.broker = broker;
        template = new JmsTemplate(factory);
    }

    @AfterEach
    void stop() {
        containers.forEach(DefaultMessageListenerContainer::shutdown);
    }

    private DefaultMessageListenerContainer container(String destination) {
        DefaultMessageListenerContainer container = new DefaultMessageListenerContainer();
        container.setConnectionFactory(factory);
        container.setDestinationName(destination);
        container.setReceiveTimeout(100);
        containers.add(container);
        return container;
    }

    private DefaultMessageListenerContainer started(DefaultMessageListenerContainer container) {
        container.afterPropertiesSet();
        container.start();
        return container;
    }

    private SessionAwareMessageListener<Message> collecting() {
        return (message, session) -> seen.add(message.getBody(String.class));
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private void awaitSeen(List<String> expected) {
        await().untilAsserted(() -> assertThat(seen).containsExactlyInAnyOrderElementsOf(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "CACHE_NONE, true",
        "CACHE_CONNECTION, true",
        "CACHE_SESSION, true",
        "CACHE_CONSUMER, true",
        "CACHE_NONE, false",
        "CACHE_CONSUMER, false"
    })
    void eachMessageIsProcessedOnceAtEachLevelOfCaching(String cacheLevel, boolean transacted) {
        DefaultMessageListenerContainer container = container("orders");
        container.setCacheLevelName(cacheLevel);
        container.setSessionTransacted(transacted);
        container.setConcurrency("3-5");
        container.setMessageListener(collecting());
        started(container);
        numbers(60).forEach(number -> template.convertAndSend("orders", number));

        awaitSeen(numbers(60));
        awaitNothingLeft(broker);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "2, false"}) // in a transaction; CLIENT_ACKNOWLEDGE
    void whatFailsComesAgainAndThenLiesInTheDeadLetterQueue(int acknowledgeMode, boolean transacted) {
        DefaultMessageListenerContainer container = container("orders");
        container.setSessionTransacted(transacted);
        container.setSessionAcknowledgeMode(acknowledgeMode);
        container.setMessageListener((SessionAwareMessageListener<Message>) (message, session) -> {
            seen.add(message.getIntProperty("JMSXDeliveryCount") + " " + message.getJMSRedelivered());
            throw new IllegalStateException("cannot be processed");
        });
        container.setErrorHandler(expected -> {});
        started(container);
        template.convertAndSend("orders", "poison");

        awaitDepth(broker, "DLQ", 1);
        assertThat(seen).containsExactly("1 false", "2 true", "3 true");
    }

    @Test
    void whatAListenerSendsIsPartOfItsTransaction() {
        CachingConnectionFactory caching = new CachingConnectionFactory(factory);
        JmsTemplate answers = new JmsTemplate(caching);
        AtomicInteger attempts = new AtomicInteger();
        DefaultMessageListenerContainer container = container("orders");
        container.setConnectionFactory(caching);
        container.setTransactionManager(new JmsTransactionManager(caching));
        container.setMessageListener((SessionAwareMessageListener<Message>) (message, session) -> {
            answers.convertAndSend("answers", "answer " + attempts.incrementAndGet());
            if (attempts.get() == 1) {
                throw new IllegalStateException("the first attempt fails");
            }
        });
        container.setErrorHandler(expected -> {});
        started(container);
        template.convertAndSend("orders", "order");

        awaitDepth(broker, "answers", 1);
        template.setReceiveTimeout(5_000);
        assertThat(template.receiveAndConvert("answers")).isEqualTo("answer 2");
        container.shutdown();
        caching.destroy();
        awaitNothingLeft(broker);
    }

    @Test
    void itScalesUpUnderLoadAndBackAgain() {
        DefaultMessageListenerContainer container = container("orders");
        container.setConcurrency("1-4");
        container.setIdleConsumerLimit(1);
        container.setIdleTaskExecutionLimit(2);
        AtomicInteger most = new AtomicInteger();
        container.setMessageListener((SessionAwareMessageListener<Message>) (message, session) -> {
            most.accumulateAndGet(container.getActiveConsumerCount(), Math::max);
            // a busy consumer, so that others are needed
            await().until(() -> most.get() > 1 || broker.status().queues().isEmpty());
            seen.add(message.getBody(String.class));
        });
        started(container);
        numbers(200).forEach(number -> template.convertAndSend("orders", number));

        awaitSeen(numbers(200));
        assertThat(most.get()).isGreaterThan(1);
        await().until(() -> container.getScheduledConsumerCount() == 1);
    }

    @Test
    void aSelectorLeavesTheOthersAlone() {
        DefaultMessageListenerContainer container = container("orders");
        container.setMessageSelector("region = 'north'");
        container.setMessageListener(collecting());
        started(container);
        for (String region : List.of("south", "north")) {
            template.convertAndSend("orders", region, message -> {
                message.setStringProperty("region", region);
                return message;
            });
        }

        awaitSeen(List.of("north"));
        awaitDepth(broker, "orders", 1);
    }

    @Test
    void aDurableSubscriptionHoldsWhatComesWhileTheContainerIsStopped() {
        template.setPubSubDomain(true);
        DefaultMessageListenerContainer first = started(subscriber());
        awaitConsumers(1);
        first.shutdown();
        numbers(5).forEach(number -> template.convertAndSend("news", number));
        assertThat(seen).isEmpty();

        started(subscriber());
        awaitSeen(numbers(5));
    }

    private void awaitConsumers(int count) {
        await().until(() -> broker.status().queues().stream().anyMatch(queue -> queue.consumers() == count));
    }

    private DefaultMessageListenerContainer subscriber() {
        DefaultMessageListenerContainer container = container("news");
        container.setPubSubDomain(true);
        container.setSubscriptionDurable(true);
        container.setSubscriptionName("reader");
        container.setClientId("paper");
        container.setMessageListener(collecting());
        return container;
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void aSharedSubscriptionIsReadByManyConsumers(boolean durable) {
        DefaultMessageListenerContainer container = container("news");
        container.setPubSubDomain(true);
        container.setSubscriptionShared(true);
        container.setSubscriptionDurable(durable);
        container.setSubscriptionName("readers");
        container.setConcurrency("3-3");
        container.setMessageListener(collecting());
        started(container);
        awaitConsumers(3);
        template.setPubSubDomain(true);
        numbers(30).forEach(number -> template.convertAndSend("news", number));

        awaitSeen(numbers(30));
    }

    @Test
    void nothingIsLostWhenAContainerStopsAndAnotherStarts() {
        numbers(100).forEach(number -> template.convertAndSend("orders", number));
        for (int run = 0; run < 4; run++) {
            int enough = 20 * (run + 1);
            DefaultMessageListenerContainer container = container("orders");
            container.setSessionTransacted(true);
            container.setConcurrency("2");
            container.setMessageListener(collecting());
            started(container);
            await().until(() -> seen.size() >= enough);
            container.shutdown();
        }
        DefaultMessageListenerContainer last = container("orders");
        last.setMessageListener(collecting());
        started(last);

        awaitSeen(numbers(100));
    }

    @Test
    void aReplyGoesToWhereTheMessageSays() {
        DefaultMessageListenerContainer container = container("questions");
        container.setSessionAcknowledgeMode(Session.AUTO_ACKNOWLEDGE);
        container.setMessageListener((SessionAwareMessageListener<Message>) (message, session) -> {
            try (var producer = session.createProducer(message.getJMSReplyTo())) {
                producer.send(session.createTextMessage("you said " + message.getBody(String.class)));
            }
        });
        started(container);
        template.setReceiveTimeout(10_000);

        Message reply = template.sendAndReceive("questions", session -> session.createTextMessage("hello"));

        assertThat(reply)
                .satisfies(message -> assertThat(message.getBody(String.class)).isEqualTo("you said hello"));
    }
}
