package io.postrider.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.SendTo;

/** A whole Spring Boot application, as users write them, with nothing but the starter and its properties. */
@SpringBootTest(
        properties = {
            "spring.application.name=bakery",
            "postrider.embedded.persistent=false",
            "postrider.embedded.queues=orders"
        })
class ApplicationTest {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Application {
        @Bean
        Bakery bakery() {
            return new Bakery();
        }

        @Bean
        PostriderBrokerCustomizer attempts() {
            return broker -> broker.maxDeliveryAttempts(3);
        }
    }

    static class Bakery {
        final List<Integer> attempts = new CopyOnWriteArrayList<>();
        final BlockingQueue<String> baked = new LinkedBlockingQueue<>();

        @JmsListener(destination = "orders", concurrency = "1-3")
        @SendTo("deliveries")
        String bake(String order) {
            return "a fresh " + order;
        }

        @JmsListener(destination = "deliveries")
        void deliver(String bread) {
            baked.add(bread);
        }

        @JmsListener(destination = "impossible")
        void fail(String order, @Header("JMSXDeliveryCount") int attempt) {
            attempts.add(attempt);
            throw new IllegalStateException("the oven is cold");
        }
    }

    @Autowired
    private JmsTemplate template;

    @Autowired
    private Bakery bakery;

    @Autowired
    private Broker broker;

    @Test
    void listenersAnswerWhatTheTemplateSends() throws InterruptedException {
        template.convertAndSend("orders", "rye bread");

        assertThat(bakery.baked.poll(10, TimeUnit.SECONDS)).isEqualTo("a fresh rye bread");
        assertThat(broker.name()).isEqualTo("bakery");
    }

    @Test
    void whatAListenerCannotProcessIsRetriedAndThenLiesInTheDeadLetterQueue() {
        template.convertAndSend("impossible", "a wedding cake");

        await().untilAsserted(
                        () -> assertThat(broker.status().queue("queue://DLQ")).isNotNull());
        await().untilAsserted(() ->
                assertThat(broker.status().queue("queue://DLQ").depth()).isEqualTo(1));
        assertThat(bakery.attempts).containsExactly(1, 2, 3);
        assertThat(template.receiveAndConvert("DLQ")).isEqualTo("a wedding cake");
    }
}
