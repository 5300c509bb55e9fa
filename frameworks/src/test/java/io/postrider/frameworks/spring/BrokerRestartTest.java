package io.postrider.frameworks.spring;

import static io.postrider.frameworks.Depths.awaitNothingLeft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.Message;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.listener.DefaultMessageListenerContainer;
import org.springframework.jms.listener.SessionAwareMessageListener;

/** The broker stops under running applications and comes back: they go on by themselves. */
class BrokerRestartTest {
    private static final String NAME = "restarted-under-spring";

    @TempDir
    private Path directory;

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final PostriderConnectionFactory factory = new PostriderConnectionFactory("vm://" + NAME + "?create=false");
    private Broker broker;

    @BeforeEach
    void start() throws Exception {
        broker = Broker.named(NAME).dataDirectory(directory).start();
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private void restart() throws Exception {
        broker.close();
        start();
    }

    @Test
    void aDefaultContainerListensAgain() throws Exception {
        DefaultMessageListenerContainer container = new DefaultMessageListenerContainer();
        container.setConnectionFactory(factory);
        container.setDestinationName("orders");
        container.setSessionTransacted(true);
        container.setRecoveryInterval(50);
        container.setReceiveTimeout(100);
        container.setMessageListener(
                (SessionAwareMessageListener<Message>) (message, session) -> seen.add(message.getBody(String.class)));
        container.afterPropertiesSet();
        container.start();
        try {
            new JmsTemplate(factory).convertAndSend("orders", "before");
            await().untilAsserted(() -> assertThat(seen).containsExactly("before"));
            awaitNothingLeft(broker);
            restart();
            new JmsTemplate(factory).convertAndSend("orders", "after");
            await().untilAsserted(() -> assertThat(seen).containsExactly("before", "after"));
        } finally {
            container.shutdown();
        }
    }

    @Test
    void aCachingFactoryConnectsAgain() throws Exception {
        CachingConnectionFactory caching = new CachingConnectionFactory(factory);
        JmsTemplate template = new JmsTemplate(caching);
        template.convertAndSend("orders", "kept");
        restart();

        await().ignoreExceptions().untilAsserted(() -> template.convertAndSend("orders", "after"));
        assertThat(template.receiveAndConvert("orders")).isEqualTo("kept");
        assertThat(template.receiveAndConvert("orders")).isEqualTo("after");
        caching.destroy();
    }

    @Test
    void aPoolConnectsAgain() throws Exception {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(factory);
        JmsTemplate template = new JmsTemplate(pool);
        template.convertAndSend("orders", "kept");
        restart();

        await().ignoreExceptions().untilAsserted(() -> template.convertAndSend("orders", "after"));
        assertThat(template.receiveAndConvert("orders")).isEqualTo("kept");
        pool.stop();
    }
}
