package io.postrider.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.link.TestConsumer;
import io.postrider.broker.link.TestLink;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.DestinationName;
import org.junit.jupiter.api.Test;

/** Failed deliveries: how often, after which rest, where to in the end, and what is known of them then. */
class FailedMessagesTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");

    private static void fail(TestConsumer consumer, long tag) {
        consumer.release(tag, tag, true);
        consumer.credit(1);
    }

    @Test
    void aFailedMessageRestsLongerEachTimeWhileOthersGoOn() {
        SteppedPolicies broker = new SteppedPolicies("orders redeliveryDelayMillis=100 redeliveryFactor=3");
        broker.link().send(ORDERS, "bad");
        TestConsumer consumer = broker.link().consume(ORDERS, 1);
        fail(consumer, 1);
        broker.link().send(ORDERS, "good");
        assertThat(consumer.textsSoFar()).containsExactly("bad", "good");
        consumer.acknowledge(2, 2);
        consumer.credit(1);

        broker.advance(99);
        assertThat(consumer.textsSoFar()).isEmpty();
        broker.advance(1);
        assertThat(consumer.textsSoFar()).containsExactly("bad");

        fail(consumer, 3);
        broker.advance(299);
        assertThat(consumer.textsSoFar()).isEmpty();
        broker.advance(1);
        assertThat(consumer.textsSoFar()).containsExactly("bad");
    }

    @Test
    void afterItsRestItTakesItsOldPlace() {
        SteppedPolicies broker = new SteppedPolicies("orders redeliveryDelayMillis=100");
        broker.link().send(ORDERS, "first", "second");
        TestConsumer consumer = broker.link().consume(ORDERS, 1);
        consumer.release(1, 1, true);
        consumer.close(0);
        broker.advance(100);
        assertThat(broker.texts("orders")).containsExactly("first", "second");
    }

    @Test
    void aRestAndItsCountSurviveACrash() {
        SteppedPolicies broker = new SteppedPolicies("orders redeliveryDelayMillis=100");
        broker.link().send(ORDERS, "bad");
        broker.link().consume(ORDERS, 1).release(1, 1, true);
        broker.flush();
        broker.advance(40);

        broker.crash();

        TestConsumer consumer = broker.link().consume(ORDERS, 1);
        broker.advance(59);
        assertThat(consumer.textsSoFar()).isEmpty();
        broker.advance(1);
        assertThat(consumer.next().deliveryCount()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void messagesThatFailTogetherDoNotAllComeAgainTogether() {
        SteppedPolicies broker = new SteppedPolicies("orders redeliveryDelayMillis=100 redeliveryJitterPercent=100");
        int messages = 20;
        for (int i = 0; i < messages; i++) {
            broker.link().send(ORDERS, "m" + i);
        }
        TestConsumer consumer = broker.link().consume(ORDERS, messages);
        consumer.release(1, messages, true);
        consumer.credit(messages);
        broker.advance(99);
        assertThat(consumer.textsSoFar()).hasSize(messages);

        broker.advance(51);
        int early = consumer.textsSoFar().size();
        assertThat(early).as("in the first half of the spread").isBetween(3, messages - 3);

        broker.advance(51);
        assertThat(consumer.textsSoFar()).hasSize(messages - early);
    }

    @Test
    void eachQueueHasItsOwnCapAndDeadLetterQueue() {
        SteppedPolicies broker = new SteppedPolicies(
                "> maxDeliveryAttempts=1; orders maxDeliveryAttempts=2 deadLetterQueue={name}.dead");
        DestinationName other = DestinationName.queue("other");
        broker.link().send(ORDERS, "order");
        broker.link().send(other, "other");
        TestConsumer orders = broker.link().consume(ORDERS, 1);
        broker.link().consume(other, 1).release(1, 1, true);
        fail(orders, 1);
        assertThat(broker.texts("DLQ")).containsExactly("other");
        assertThat(orders.textsSoFar()).containsExactly("order", "order");
        orders.release(2, 2, true);
        assertThat(broker.texts("orders.dead")).containsExactly("order");

        broker.restart();
        assertThat(broker.texts("orders.dead")).containsExactly("order");
        TestConsumer grave = broker.link().consume(DestinationName.queue("orders.dead"), 1);
        for (int i = 1; i <= 20; i++) {
            fail(grave, i);
        }
        assertThat(grave.textsSoFar()).hasSize(21);
    }

    @Test
    void withoutADeadLetterQueueTheMessageIsDeletedForGood() {
        SteppedPolicies broker = new SteppedPolicies("orders maxDeliveryAttempts=1 deadLetterQueue=none");
        broker.link().send(ORDERS, "bad");
        broker.link().consume(ORDERS, 1).release(1, 1, true);
        assertThat(broker.texts("orders")).isEmpty();
        assertThat(broker.texts("DLQ")).isEmpty();
        broker.flush();
        broker.crash();
        assertThat(broker.texts("orders")).isEmpty();
    }

    @Test
    void aDeadLetterKnowsWhenWhomAndWhyOverARestart() {
        SteppedPolicies broker = new SteppedPolicies("orders maxDeliveryAttempts=3");
        broker.link().send(ORDERS, "bad");
        TestLink first = broker.connect("first");
        first.consume(ORDERS, 1).release(1, 1, true);
        first.close();
        broker.restart();

        TestLink second = broker.connect("second");
        TestConsumer transacted = second.consume(ORDERS, 1);
        transacted.acknowledgeIn(7, 1, 1);
        second.rollback(7);
        transacted.close(0);
        TestLink third = broker.connect("third");
        TestConsumer closed = third.consume(ORDERS, 1);
        closed.close(1);
        third.close();

        String failures = (String) broker.properties("DLQ").get(0).get("postrider_dlq_failures");
        assertThat(failures.split("\n"))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("1970-01-01T00:16:40Z", "of client first", "given back by the client"),
                        line -> assertThat(line).contains("of client second", "transaction that was rolled back"),
                        line -> assertThat(line).contains("of client third", "when the connection ended"));
    }

    @Test
    void expiredMessagesMoveWhereThePolicySays() {
        SteppedPolicies broker = new SteppedPolicies("orders expiryQueue=late defaultTimeToLiveMillis=100");
        broker.link().send(ORDERS, "a");
        broker.link().send(ORDERS, "b", builder -> builder.expirationMillis(broker.nowMillis() + 50));
        broker.advance(50);
        assertThat(broker.texts("late")).containsExactly("b");
        TestConsumer consumer = broker.link().consume(ORDERS, 1);
        Delivery held = consumer.next();
        assertThat(held.message().expirationMillis()).isEqualTo(broker.nowMillis() + 50);
        broker.advance(60);
        assertThat(broker.texts("late")).containsExactly("b");
        consumer.close(0);
        broker.advance(1);
        assertThat(broker.texts("late")).containsExactly("b", "a");
        assertThat(broker.properties("late").get(0))
                .containsEntry("postrider_dlq_origin", "queue://orders")
                .containsEntry("postrider_dlq_reason", "its time to live was over");
        broker.crash();
        assertThat(broker.texts("late")).containsExactly("b", "a");
        assertThat(broker.texts("orders")).isEmpty();
    }
}
