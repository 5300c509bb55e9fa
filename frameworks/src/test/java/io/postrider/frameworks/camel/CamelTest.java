package io.postrider.frameworks.camel;

import static io.postrider.frameworks.Depths.awaitDepth;
import static io.postrider.frameworks.Depths.awaitNothingLeft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.junit5.PostriderTest;
import jakarta.jms.ConnectionFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Apache Camel's jms component. */
@PostriderTest(maxDeliveryAttempts = 3)
class CamelTest {
    private final CamelContext camel = new DefaultCamelContext();
    private Broker broker;
    private ProducerTemplate producer;

    @BeforeEach
    void addComponents(ConnectionFactory factory, Broker broker) {
        this.broker = broker;
        camel.addComponent("jms", JmsComponent.jmsComponentAutoAcknowledge(factory));
        camel.addComponent("transacted", JmsComponent.jmsComponentTransacted(factory));
        camel.getShutdownStrategy().setTimeout(10);
        producer = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void start(RouteBuilder routes) throws Exception {
        camel.addRoutes(routes);
        camel.start();
    }

    private static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jms:queue:in",
                "jms:queue:in?concurrentConsumers=4",
                "jms:queue:in?asyncConsumer=true",
                "jms:queue:in?consumerType=Simple",
                "jms:queue:in?cacheLevelName=CACHE_NONE",
                "transacted:queue:in?concurrentConsumers=2"
            })
    void messagesPassThroughARoute(String source) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from(source).to("mock:end");
            }
        });
        MockEndpoint end = camel.getEndpoint("mock:end", MockEndpoint.class);
        end.expectedBodiesReceivedInAnyOrder(numbers(30));
        numbers(30).forEach(number -> producer.sendBody("jms:queue:in", number));

        end.assertIsSatisfied();
        awaitNothingLeft(broker);
    }

    @Test
    void aTransactedRouteThatFailsSendsNothingAndIsTriedAgain() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("transacted:queue:in")
                        .to("transacted:queue:out")
                        .to("mock:attempts")
                        .throwException(new IllegalStateException("cannot be processed"));
            }
        });
        producer.sendBody("jms:queue:in", "poison");

        awaitDepth(broker, "DLQ", 1);
        awaitDepth(broker, "in", 0);
        assertThat(camel.getEndpoint("mock:attempts", MockEndpoint.class).getReceivedExchanges())
                .extracting(exchange -> exchange.getIn().getHeader("JMSXDeliveryCount", Integer.class))
                .containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jms:queue:questions",
                "jms:queue:questions?replyTo=answers&replyToType=Exclusive",
                "jms:queue:questions?replyTo=answers&replyToType=Shared"
            })
    void manyRequestsHaveTheirReplies(String target) throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:queue:questions?concurrentConsumers=3").setBody(simple("you said ${body}"));
                from("direct:ask").to(target + (target.contains("?") ? "&" : "?") + "requestTimeout=30000");
            }
        });
        List<CompletableFuture<String>> replies = numbers(20).stream()
                .map(number -> producer.asyncRequestBody("direct:ask", number, String.class))
                .toList();

        for (int i = 0; i < replies.size(); i++) {
            assertThat(replies.get(i).get()).isEqualTo("you said " + i);
        }
    }

    @Test
    void aDurableSubscriptionHoldsWhatComesWhileTheRouteIsStopped() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:topic:news?clientId=paper&durableSubscriptionName=reader")
                        .routeId("reader")
                        .to("mock:end");
            }
        });
        await().until(() -> broker.status().queues().stream().anyMatch(queue -> queue.consumers() == 1));
        camel.getRouteController().stopRoute("reader");
        MockEndpoint end = camel.getEndpoint("mock:end", MockEndpoint.class);
        end.expectedBodiesReceivedInAnyOrder(numbers(5));
        numbers(5).forEach(number -> producer.sendBody("jms:topic:news", number));
        assertThat(end.getReceivedCounter()).isZero();

        camel.getRouteController().startRoute("reader");
        end.assertIsSatisfied();
    }

    @Test
    void aSharedSubscriptionIsReadByManyConsumers() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:topic:news?subscriptionShared=true&subscriptionDurable=true&subscriptionName=readers"
                                + "&concurrentConsumers=3")
                        .to("mock:end");
            }
        });
        await().until(() -> broker.status().queues().stream().anyMatch(queue -> queue.consumers() == 3));
        MockEndpoint end = camel.getEndpoint("mock:end", MockEndpoint.class);
        end.expectedBodiesReceivedInAnyOrder(numbers(30));
        numbers(30).forEach(number -> producer.sendBody("jms:topic:news", number));

        end.assertIsSatisfied();
    }

    @Test
    void selectorsAndPrioritiesReachTheBroker() throws Exception {
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("jms:queue:in?selector=region='north'").to("mock:end");
            }
        });
        MockEndpoint end = camel.getEndpoint("mock:end", MockEndpoint.class);
        end.expectedBodiesReceived("north");
        end.message(0).header("JMSPriority").isEqualTo(7);
        producer.sendBodyAndHeader("jms:queue:in?priority=7", "south", "region", "south");
        producer.sendBodyAndHeader("jms:queue:in?priority=7", "north", "region", "north");

        end.assertIsSatisfied();
        awaitDepth(broker, "in", 1);
    }
}
