package io.postrider.frameworks.spring;

import static io.postrider.frameworks.Depths.awaitDepth;
import static io.postrider.frameworks.Depths.awaitNothingLeft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.junit5.PostriderTest;
import io.postrider.ra.PostriderResourceAdapter;
import io.postrider.ra.inbound.PostriderActivationSpec;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jca.support.ResourceAdapterFactoryBean;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.listener.endpoint.JmsActivationSpecConfig;
import org.springframework.jms.listener.endpoint.JmsMessageEndpointManager;
import org.springframework.jms.listener.endpoint.StandardJmsActivationSpecFactory;

/** Spring's JmsMessageEndpointManager: message endpoints by the resource adapter, without an application server. */
@PostriderTest(maxDeliveryAttempts = 3)
class EndpointTest {
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final ResourceAdapterFactoryBean adapter = new ResourceAdapterFactoryBean();
    private final JmsMessageEndpointManager endpoint = new JmsMessageEndpointManager();
    private Broker broker;
    private JmsTemplate template;

    @BeforeEach
    void startAdapter(ConnectionFactory factory, Broker broker) throws Exception {
        this.broker = broker;
        template = new JmsTemplate(factory);
        PostriderResourceAdapter postrider = new PostriderResourceAdapter();
        postrider.setUrl("vm://" + broker.name() + "?create=false");
        adapter.setResourceAdapter(postrider);
        adapter.setWorkManager(new ThreadedWork());
        adapter.afterPropertiesSet();
    }

    @AfterEach
    void stop() {
        endpoint.destroy();
        adapter.destroy();
    }

    private void listen(MessageListener listener) throws Exception {
        StandardJmsActivationSpecFactory specs = new StandardJmsActivationSpecFactory();
        specs.setActivationSpecClass(PostriderActivationSpec.class);
        JmsActivationSpecConfig config = new JmsActivationSpecConfig();
        config.setDestinationName("orders");
        endpoint.setResourceAdapter(adapter.getObject());
        endpoint.setActivationSpecFactory(specs);
        endpoint.setActivationSpecConfig(config);
        endpoint.setMessageListener(listener);
        endpoint.afterPropertiesSet();
        endpoint.start();
    }

    private static String text(Message message) {
        try {
            return message.getBody(String.class) + ", attempt " + message.getIntProperty("JMSXDeliveryCount");
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void eachMessageIsProcessedOnce() throws Exception {
        listen(message -> seen.add(text(message)));
        List<String> numbers =
                IntStream.range(0, 30).mapToObj(Integer::toString).toList();
        numbers.forEach(number -> template.convertAndSend("orders", number));

        await().untilAsserted(() -> assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        numbers.stream().map(number -> number + ", attempt 1").toList()));
        awaitNothingLeft(broker);
    }

    @Test
    void whatFailsComesAgainAndThenLiesInTheDeadLetterQueue() throws Exception {
        listen(message -> {
            seen.add(text(message));
            throw new IllegalStateException("cannot be processed");
        });
        template.convertAndSend("orders", "poison");

        awaitDepth(broker, "DLQ", 1);
        assertThat(seen).containsExactly("poison, attempt 1", "poison, attempt 2", "poison, attempt 3");
    }
}
