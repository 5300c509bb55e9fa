package io.postrider.frameworks.spring;

import static io.postrider.frameworks.Depths.awaitDepth;
import static io.postrider.frameworks.Depths.awaitNothingLeft;
import static io.postrider.frameworks.Depths.depth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.Broker;
import io.postrider.junit5.PostriderTest;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;
import org.springframework.jms.core.JmsClient;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring's JmsTemplate, JmsClient, CachingConnectionFactory and JmsTransactionManager. */
@PostriderTest
class TemplateTest {
    private Broker broker;
    private CachingConnectionFactory caching;
    private JmsTemplate template;
    private TransactionTemplate transaction;

    @BeforeEach
    void connect(ConnectionFactory factory, Broker broker) {
        this.broker = broker;
        caching = new CachingConnectionFactory(factory);
        caching.setSessionCacheSize(5);
        caching.setCacheConsumers(true);
        template = new JmsTemplate(caching);
        template.setReceiveTimeout(JmsTemplate.RECEIVE_TIMEOUT_NO_WAIT);
        transaction = new TransactionTemplate(new JmsTransactionManager(caching));
    }

    @AfterEach
    void disconnect() {
        caching.destroy();
    }

    @Test
    void oneCachedConnectionServesAll() {
        for (int i = 0; i < 50; i++) {
            template.convertAndSend("letters", "number " + i);
        }
        for (int i = 0; i < 50; i++) {
            assertThat(template.receiveAndConvert("letters")).isEqualTo("number " + i);
        }
        assertThat(template.receiveAndConvert("letters")).isNull();
        assertThat(broker.status().connections()).isEqualTo(1);
        awaitNothingLeft(broker);
    }

    @Test
    void valuesOfAllKindsArriveAsTheyWere() {
        List<Object> values = List.of("text", Map.of("loaves", 2), new ArrayList<>(List.of("a", "b")));
        values.forEach(value -> template.convertAndSend("letters", value));
        template.convertAndSend("letters", new byte[] {1, 2, 3});

        values.forEach(
                value -> assertThat(template.receiveAndConvert("letters")).isEqualTo(value));
        assertThat((byte[]) template.receiveAndConvert("letters")).containsExactly(1, 2, 3);
    }

    @Test
    void selectorsReceiveWhatTheyWant() {
        for (String region : List.of("south", "north")) {
            template.convertAndSend("letters", region, message -> {
                message.setStringProperty("region", region);
                return message;
            });
        }

        assertThat(template.receiveSelectedAndConvert("letters", "region = 'north'"))
                .isEqualTo("north");
        assertThat(template.receiveSelectedAndConvert("letters", "region = 'north'"))
                .isNull();
    }

    @Test
    void browsingLeavesAllWhereItIs() {
        template.convertAndSend("letters", "one");
        template.convertAndSend("letters", "two");

        List<?> bodies = template.browse("letters", (session, browser) -> {
            List<String> texts = new ArrayList<>();
            Enumeration<?> messages = browser.getEnumeration();
            while (messages.hasMoreElements()) {
                texts.add(((TextMessage) messages.nextElement()).getText());
            }
            return texts;
        });

        assertThat(bodies).hasToString("[one, two]");
        awaitDepth(broker, "letters", 2);
    }

    @Test
    void qualityOfServiceReachesTheBroker() {
        template.setExplicitQosEnabled(true);
        template.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        template.setPriority(7);
        template.setTimeToLive(60_000);
        template.convertAndSend("letters", "urgent");
        template.setPriority(1);
        template.setDeliveryDelay(60_000);
        template.convertAndSend("letters", "later");

        assertThat(template.receive("letters")).satisfies(message -> {
            assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
            assertThat(message.getJMSPriority()).isEqualTo(7);
            assertThat(message.getJMSExpiration()).isPositive();
        });
        assertThat(template.receive("letters")).isNull();
        assertThat(broker.status().queue("queue://letters").delayed()).isEqualTo(1);
    }

    @Test
    void theClientOfSpring7SendsAndReceives() {
        JmsClient client = JmsClient.create(caching);
        client.destination("letters").withPriority(8).send("hello");

        assertThat(client.destination("letters").withReceiveTimeout(1_000).receive(String.class))
                .contains("hello");
    }

    @Test
    void aTransactionSendsAllOrNothing() {
        transaction.executeWithoutResult(status -> {
            template.convertAndSend("letters", "one");
            template.convertAndSend("others", "two");
            assertThat(depth(broker, "queue://letters")).isZero();
        });
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    template.convertAndSend("letters", "never");
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");

        assertThat(template.receiveAndConvert("letters")).isEqualTo("one");
        assertThat(template.receiveAndConvert("others")).isEqualTo("two");
        assertThat(template.receiveAndConvert("letters")).isNull();
    }

    @Test
    void whatWasReceivedInATransactionThatRolledBackComesAgain() {
        template.convertAndSend("letters", "one");
        transaction.executeWithoutResult(status -> {
            assertThat(template.receiveAndConvert("letters")).isEqualTo("one");
            status.setRollbackOnly();
        });

        transaction.executeWithoutResult(
                status -> assertThat(template.receive("letters")).satisfies(message -> {
                    assertThat(message.getBody(String.class)).isEqualTo("one");
                    assertThat(message.getJMSRedelivered()).isTrue();
                }));
        awaitNothingLeft(broker);
    }

    @Test
    void aCachedTransactedSessionIsCleanForTheNextOne() {
        for (int i = 0; i < 20; i++) {
            int number = i;
            transaction.executeWithoutResult(status -> {
                template.convertAndSend("letters", number);
                if (number % 2 == 1) {
                    status.setRollbackOnly();
                }
            });
        }

        awaitDepth(broker, "letters", 10);
        for (int i = 0; i < 20; i += 2) {
            assertThat(template.receiveAndConvert("letters")).isEqualTo(i);
        }
    }
}
