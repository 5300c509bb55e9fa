package io.postrider.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.link.Awaited;
import io.postrider.broker.link.TestConsumer;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.message.DestinationName;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What queues hold at most: last values, rings, and the ways to treat what is too much. */
class LimitsTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");
    private static final DestinationName NEWS = DestinationName.topic("news");

    private static void sendPrice(SteppedPolicies broker, String symbol, String price) {
        broker.link().send(ORDERS, symbol + " " + price, builder -> builder.properties(Map.of("symbol", symbol)));
    }

    @Test
    void theLatestMessageOfEachValueIsKeptOverCrashes() {
        SteppedPolicies broker = new SteppedPolicies("orders lastValueKey=symbol");
        sendPrice(broker, "gold", "1");
        sendPrice(broker, "tin", "1");
        sendPrice(broker, "gold", "2");
        broker.link().send(ORDERS, "no symbol");
        sendPrice(broker, "gold", "3");
        assertThat(broker.texts("orders")).containsExactly("tin 1", "no symbol", "gold 3");
        broker.crash();
        assertThat(broker.texts("orders")).containsExactly("tin 1", "no symbol", "gold 3");
        sendPrice(broker, "tin", "2");
        broker.restart();
        assertThat(broker.texts("orders")).containsExactly("no symbol", "gold 3", "tin 2");
    }

    @Test
    void aValueThatIsOutMakesWayWhenItComesBack() {
        SteppedPolicies broker = new SteppedPolicies("orders lastValueKey=symbol");
        sendPrice(broker, "gold", "1");
        TestConsumer consumer = broker.link().consume(ORDERS, 1);
        assertThat(consumer.nextText()).isEqualTo("gold 1");
        sendPrice(broker, "gold", "2");
        consumer.acknowledgeIn(3, 1, 1);
        broker.link().rollback(3);
        consumer.close(0);
        assertThat(broker.texts("orders")).containsExactly("gold 2");
        assertThat(broker.link().drain(ORDERS)).containsExactly("gold 2");
        sendPrice(broker, "gold", "3");
        assertThat(broker.texts("orders")).containsExactly("gold 3");
    }

    @Test
    void aRingKeepsTheLatestThatWait() {
        SteppedPolicies broker = new SteppedPolicies("orders maxMessages=3 whenFull=drop-oldest");
        broker.link().send(ORDERS, "a", "b", "c", "d", "e");
        assertThat(broker.texts("orders")).containsExactly("c", "d", "e");
        TestConsumer consumer = broker.link().consume(ORDERS, 1);
        broker.link().send(ORDERS, "f", "g");
        assertThat(broker.texts("orders")).containsExactly("c", "e", "f", "g");
        consumer.release(1, 1, false);
        assertThat(broker.texts("orders")).containsExactly("e", "f", "g");
        broker.flush();
        broker.crash();
        assertThat(broker.texts("orders")).containsExactly("e", "f", "g");
    }

    @Test
    void aFullQueueRefusesWithTheFigureAndTheOption() {
        SteppedPolicies broker = new SteppedPolicies("orders maxMessages=2 whenFull=fail");
        broker.link().send(ORDERS, "a", "b");
        var failure = broker.link().sendFailure(ORDERS, "c");
        assertThat(failure.error()).isEqualTo(BrokerError.RESOURCE_LIMIT);
        assertThat(failure)
                .hasMessageContaining("queue://orders holds 2 messages")
                .hasMessageContaining("maxMessages=2");
        Awaited commit = new Awaited();
        broker.link().link().send(broker.link().message(ORDERS, "d", builder -> builder), 9, null);
        broker.link().link().commit(9, null, commit);
        assertThat(commit.failure().error()).isEqualTo(BrokerError.TRANSACTION_ROLLED_BACK);
        broker.link().consume(ORDERS, 1).acknowledge(1, 1);
        broker.link().send(ORDERS, "e");
        assertThat(broker.texts("orders")).containsExactly("b", "e");
    }

    @Test
    void aLimitInBytesAdmitsOneMessageOfAnySize() {
        SteppedPolicies broker = new SteppedPolicies("orders maxBytes=100 whenFull=fail");
        broker.link().send(ORDERS, "x".repeat(1_000));
        assertThat(broker.link().sendFailure(ORDERS, "y")).hasMessageContaining("maxBytes=100");
    }

    @Test
    void aBlockedSendGoesOnInOrderOnceThereIsRoom() {
        SteppedPolicies broker = new SteppedPolicies("orders maxMessages=1 blockTimeoutMillis=500");
        broker.link().send(ORDERS, "a");
        Awaited b = send(broker, "b", BrokerLink.NO_TRANSACTION);
        Awaited c = send(broker, "c", BrokerLink.NO_TRANSACTION);
        assertThat(b.isDone()).isFalse();
        TestConsumer consumer = broker.link().consume(ORDERS, 10);
        assertThat(consumer.textsSoFar()).containsExactly("a");
        consumer.acknowledge(1, 1);
        b.await();
        assertThat(c.isDone()).isFalse();
        consumer.acknowledge(2, 2);
        c.await();
        assertThat(consumer.textsSoFar()).containsExactly("b", "c");
    }

    @Test
    void aBlockedSendFailsInTimeWithTheFigures() {
        SteppedPolicies broker = new SteppedPolicies("orders maxMessages=1 blockTimeoutMillis=500");
        broker.link().send(ORDERS, "a");
        Awaited b = send(broker, "b", BrokerLink.NO_TRANSACTION);
        broker.advance(499);
        assertThat(b.isDone()).isFalse();
        broker.advance(1);
        assertThat(b.failure().error()).isEqualTo(BrokerError.RESOURCE_LIMIT);
        assertThat(b.failure()).hasMessageContaining("holds 1 messages").hasMessageContaining("blockTimeoutMillis=500");
        assertThat(broker.texts("orders")).containsExactly("a");
        broker.link().drain(ORDERS);
        send(broker, "d", BrokerLink.NO_TRANSACTION).await();
    }

    @Test
    void aCommitWaitsForRoomAndIsRolledBackWhereThereIsNoneInTime() {
        SteppedPolicies broker = new SteppedPolicies("orders maxMessages=1 blockTimeoutMillis=500");
        broker.link().send(ORDERS, "a");
        broker.link().sendIn(4, ORDERS, "b");
        Awaited commit = new Awaited();
        broker.link().link().commit(4, null, commit);
        assertThat(commit.isDone()).isFalse();
        assertThat(broker.link().drain(ORDERS)).containsExactly("a");
        commit.await();
        assertThat(broker.texts("orders")).containsExactly("b");

        broker.link().sendIn(5, ORDERS, "c");
        Awaited late = new Awaited();
        broker.link().link().commit(5, null, late);
        broker.advance(500);
        assertThat(late.failure().error()).isEqualTo(BrokerError.TRANSACTION_ROLLED_BACK);
        assertThat(broker.texts("orders")).containsExactly("b");
    }

    @Test
    void whatIsPagedIsDeliveredAndGoneAfterTheBrokersEnd() {
        SteppedPolicies broker = new SteppedPolicies("> maxMessages=1 whenFull=page");
        for (String text : new String[] {"a", "b", "c"}) {
            broker.link().send(ORDERS, text, builder -> builder.persistent(false));
        }
        broker.link().send(ORDERS, "kept");
        assertThat(broker.texts("orders")).containsExactly("a", "b", "c", "kept");
        assertThat(broker.link().drain(ORDERS)).containsExactly("a", "b", "c", "kept");
        for (String text : new String[] {"d", "e", "f"}) {
            broker.link().send(ORDERS, text, builder -> builder.persistent(false));
        }
        broker.link().send(ORDERS, "kept");
        broker.flush();
        broker.crash();
        assertThat(broker.link().drain(ORDERS)).containsExactly("kept");
        broker.restart();
        assertThat(broker.texts("orders")).isEmpty();
    }

    @Test
    void whatIsPagedTakesNoMemoryWhetherPersistentOrNot() {
        for (boolean persistent : new boolean[] {true, false}) {
            SteppedPolicies broker = new SteppedPolicies("> maxMessages=1 whenFull=page");
            for (int i = 0; i < 20; i++) {
                broker.link().send(ORDERS, i + "x".repeat(10_000), builder -> builder.persistent(persistent));
            }
            assertThat(((Number) broker.rows("broker-status").get(0).get("memory-used-bytes")).longValue())
                    .as("persistent: %s", persistent)
                    .isLessThan(30_000);
            assertThat(broker.link().drain(ORDERS)).hasSize(20);
        }
    }

    @Test
    void aSlowSubscriberIsPagedAndOthersAreNotHeldBack() {
        SteppedPolicies broker = new SteppedPolicies("topic://news maxMessages=2 whenFull=page");
        TestConsumer slow = broker.link().subscribe(NEWS, ConsumerRequest.Subscription.OWN, 0);
        TestConsumer fast = broker.link().subscribe(NEWS, ConsumerRequest.Subscription.OWN, 100);
        for (int i = 1; i <= 10; i++) {
            broker.link().send(NEWS, "news " + i, builder -> builder.persistent(false));
            fast.acknowledge(i, i);
        }
        assertThat(fast.textsSoFar()).hasSize(10);
        slow.credit(100);
        assertThat(slow.textsSoFar()).hasSize(10).startsWith("news 1").endsWith("news 10");
    }

    @Test
    void oneConsumerTooManyIsRefused() {
        SteppedPolicies broker = new SteppedPolicies("orders maxConsumers=1");
        TestConsumer first = broker.link().consume(ORDERS, 1);
        assertThatThrownBy(() -> broker.link().consume(ORDERS, 1))
                .hasStackTraceContaining(
                        "queue://orders has 1 consumers, and the policy maxConsumers=1 permits no more");
        first.close(0);
        broker.link().consume(ORDERS, 1);
    }

    private static Awaited send(SteppedPolicies broker, String text, long transaction) {
        Awaited sent = new Awaited();
        broker.link().link().send(broker.link().message(ORDERS, text, builder -> builder), transaction, sent);
        return sent;
    }
}
