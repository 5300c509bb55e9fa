package io.postrider.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.link.TestConsumer;
import io.postrider.broker.link.TestLink;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.ConsumerRequest.Subscription;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import org.junit.jupiter.api.Test;

/** Consumers that are slow by their queue's policy: who is, who is told, and what becomes of them. */
class SlowConsumerTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");
    private static final DestinationName NEWS = DestinationName.topic("news");
    private static final DestinationName EVENTS = DestinationName.topic("postrider.events.slow-consumer");
    private static final String BY_AGE = "orders slowConsumerAgeMillis=1000 slowConsumerCheckMillis=100";
    private static final String BY_RATE = "> slowConsumerRate=2 slowConsumerCheckMillis=1000";

    private static long slowOnes(SteppedPolicies broker) {
        return ((Number) broker.rows("queue-list").get(0).get("slow-consumers")).longValue();
    }

    private static long found(SteppedPolicies broker) {
        return ((Number) broker.rows("broker-status").get(0).get("slow-consumers-found")).longValue();
    }

    @Test
    void whoHoldsADeliveryForTooLongIsToldOfOnce() {
        SteppedPolicies broker = new SteppedPolicies(BY_AGE);
        TestConsumer news = broker.link().subscribe(EVENTS, Subscription.OWN, 10);
        TestConsumer consumer = broker.link().consume(ORDERS, 1);
        broker.link().send(ORDERS, "a", "b");
        broker.advance(1_000);
        assertThat(news.textsSoFar()).isEmpty();
        assertThat(slowOnes(broker)).isZero();
        broker.advance(100);
        Message told = news.next().message();
        assertThat(told.properties())
                .containsEntry("postrider_destination", "queue://orders")
                .containsEntry("postrider_action", "notified");
        assertThat(String.valueOf(told.properties().get("postrider_reason")))
                .contains("1000 ms")
                .contains("slowConsumerAgeMillis=1000");
        broker.advance(5_000);
        assertThat(news.textsSoFar()).isEmpty();
        assertThat(slowOnes(broker)).isEqualTo(1);
        consumer.acknowledge(1, 1);
        broker.advance(100);
        assertThat(slowOnes(broker)).isZero();
        assertThat(found(broker)).isEqualTo(1);
    }

    @Test
    void theOldestDeliveryCountsThoughOthersAreAcknowledged() {
        SteppedPolicies broker = new SteppedPolicies(BY_AGE);
        TestConsumer consumer = broker.link().consume(ORDERS, 1_000);
        for (int i = 1; i <= 20; i++) {
            broker.link().send(ORDERS, "text " + i);
        }
        for (int i = 1; i <= 10; i++) {
            consumer.acknowledge(i, i);
            broker.advance(100);
        }
        broker.advance(100);
        assertThat(found(broker))
                .as("the 11th has been there from the beginning")
                .isEqualTo(1);
    }

    @Test
    void whoAcknowledgesInTimeIsNotSlow() {
        SteppedPolicies broker = new SteppedPolicies(BY_AGE);
        TestConsumer consumer = broker.link().consume(ORDERS, 1_000);
        for (int i = 1; i <= 50; i++) {
            broker.link().send(ORDERS, "text " + i);
            broker.advance(500);
            consumer.acknowledge(i, i);
        }
        broker.advance(10_000);
        assertThat(found(broker)).isZero();
    }

    @Test
    void whoTakesTooFewWhileMoreWaitIsSlow() {
        SteppedPolicies broker = new SteppedPolicies(BY_RATE);
        TestConsumer slow = broker.link().consume(ORDERS, 1);
        broker.link().send(ORDERS, "a", "b", "c", "d", "e", "f", "g", "h");
        broker.advance(1_000);
        assertThat(found(broker)).as("one look says nothing").isZero();
        slow.acknowledge(1, 1);
        slow.credit(1);
        broker.advance(1_000);
        assertThat(found(broker)).isEqualTo(1);
        for (int tag = 2; tag <= 4; tag++) {
            slow.acknowledge(tag, tag);
            slow.credit(1);
        }
        broker.advance(1_000);
        assertThat(slowOnes(broker)).isZero();
    }

    @Test
    void whoHasNothingToDoOrIsNotWantedIsNotSlow() {
        SteppedPolicies broker = new SteppedPolicies(BY_RATE + "; orders exclusiveConsumer=true");
        broker.link().consume(ORDERS, 10);
        broker.link().consume(ORDERS, 0);
        TestConsumer picky = broker.link().consume(DestinationName.queue("other"), "wanted = 1", 0);
        broker.link().send(ORDERS, "a", "b");
        broker.link().send(DestinationName.queue("other"), "not wanted");
        broker.advance(10_000);
        assertThat(found(broker)).isZero();
        broker.link().sendWith(DestinationName.queue("other"), "wanted", "wanted", 1);
        broker.advance(2_000);
        assertThat(found(broker)).isEqualTo(1);
        picky.close(0);
    }

    @Test
    void aSlowSubscriberIsDisconnectedWithTheReasonAndNobodyElse() {
        SteppedPolicies broker = new SteppedPolicies(BY_RATE + " slowConsumerAction=disconnect");
        TestLink slowLink = broker.connect(null);
        TestConsumer fast = broker.link().subscribe(NEWS, Subscription.OWN, 1_000);
        TestConsumer slow = slowLink.subscribe(NEWS, Subscription.OWN, 1);
        for (int i = 1; i <= 40; i++) {
            broker.link().send(NEWS, "news " + i);
            fast.acknowledge(i, i);
            broker.advance(100);
        }
        assertThat(slowLink.lostBecause().error()).isEqualTo(BrokerError.SLOW_CONSUMER);
        assertThat(slowLink.lostBecause())
                .hasMessageContaining("topic://news")
                .hasMessageContaining("slowConsumerRate=2.0")
                .hasMessageContaining("slowConsumerAction=disconnect");
        assertThat(slow.textsSoFar()).containsExactly("news 1");
        assertThat(fast.textsSoFar()).hasSize(40);
        assertThat(broker.link().lostBecause()).isNull();
    }

    @Test
    void whatADisconnectedConsumerHeldGoesToOthers() {
        SteppedPolicies broker = new SteppedPolicies(BY_AGE + " slowConsumerAction=disconnect");
        TestLink slowLink = broker.connect(null);
        TestConsumer slow = slowLink.consume(ORDERS, 1);
        broker.link().send(ORDERS, "a");
        assertThat(slow.textsSoFar()).containsExactly("a");
        broker.advance(1_200);
        assertThat(slowLink.lostBecause()).isNotNull();
        TestConsumer other = broker.link().consume(ORDERS, 1);
        assertThat(other.next().deliveryCount()).isEqualTo(2);
    }
}
