package io.postrider.frameworks.spring;

import static io.postrider.frameworks.Depths.awaitDepth;
import static io.postrider.frameworks.Depths.awaitNothingLeft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.junit5.PostriderTest;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Message;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.listener.SessionAwareMessageListener;
import org.springframework.jms.listener.SimpleMessageListenerContainer;

/** Spring's SimpleMessageListenerContainer: it sets message listeners, and the provider's threads run them. */
@PostriderTest(maxDeliveryAttempts = 3)
class SimpleContainerTest {
    private static final List<String> THIRTY =
            IntStream.range(0, 30).mapToObj(Integer::toString).toList();

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final SimpleMessageListenerContainer container = new SimpleMessageListenerContainer();
    private Broker broker;
    private JmsTemplate template;

    @BeforeEach
    void connect(ConnectionFactory factory, Broker broker) {
        this.broker = broker;
        template = new JmsTemplate(factory);
        container.setConnectionFactory(factory);
        container.setDestinationName("orders");
        container.setMessageListener(
                (SessionAwareMessageListener<Message>) (message, session) -> seen.add(message.getBody(String.class)));
    }

    @AfterEach
    void stop() {
        container.shutdown();
    }

    private void start() {
        container.afterPropertiesSet();
        container.start();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachMessageIsProcessedOnce(boolean transacted) {
        container.setConcurrency("3");
        container.setSessionTransacted(transacted);
        start();
        THIRTY.forEach(number -> template.convertAndSend("orders", number));

        await().untilAsserted(() -> assertThat(seen).containsExactlyInAnyOrderElementsOf(THIRTY));
        awaitNothingLeft(broker);
    }

    @Test
    void whatFailsComesAgainAndThenLiesInTheDeadLetterQueue() {
        container.setSessionTransacted(true);
        container.setMessageListener((SessionAwareMessageListener<Message>) (message, session) -> {
            seen.add("attempt " + message.getIntProperty("JMSXDeliveryCount"));
            throw new IllegalStateException("cannot be processed");
        });
        container.setErrorHandler(expected -> {});
        start();
        template.convertAndSend("orders", "poison");

        awaitDepth(broker, "DLQ", 1);
        assertThat(seen).containsExactly("attempt 1", "attempt 2", "attempt 3");
    }

    @Test
    void aDurableSubscriptionHoldsWhatComesWhileTheContainerIsStopped() {
        container.setPubSubDomain(true);
        container.setSubscriptionDurable(true);
        container.setDurableSubscriptionName("reader");
        container.setClientId("paper");
        start();
        container.stop();
        template.setPubSubDomain(true);
        THIRTY.forEach(number -> template.convertAndSend("orders", number));
        container.start();

        await().untilAsserted(() -> assertThat(seen).containsExactlyElementsOf(THIRTY));
    }
}
