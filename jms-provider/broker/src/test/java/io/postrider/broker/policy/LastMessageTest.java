package io.postrider.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.core.topic.LastMessage;
import io.postrider.broker.link.TestConsumer;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.ConsumerRequest.Subscription;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.DestinationName;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Topics that keep their last message for new subscriptions. */
class LastMessageTest {
    private static final DestinationName GOLD = DestinationName.topic("prices.gold");
    private static final DestinationName TIN = DestinationName.topic("prices.tin");
    private static final DestinationName ALL_PRICES = DestinationName.topic("prices.>");
    private static final Subscription LEDGER = new Subscription("ledger", true, true);
    private static final String RULES = "topic://prices.> retainLastMessage=true";

    private static TestConsumer subscribed(SteppedPolicies broker, DestinationName topic) {
        return broker.link().subscribe(topic, Subscription.OWN, 100);
    }

    @Test
    void aNewSubscriptionGetsTheLastMessageMarkedAsSuch() {
        SteppedPolicies broker = new SteppedPolicies(RULES);
        TestConsumer early = subscribed(broker, GOLD);
        broker.link().send(GOLD, "one", "two");
        assertThat(early.textsSoFar()).containsExactly("one", "two");
        TestConsumer late = subscribed(broker, GOLD);
        Delivery given = late.next();
        assertThat(given.message().properties()).containsEntry(LastMessage.MARK, true);
        assertThat(given.deliveryCount()).isEqualTo(1);
        broker.link().send(GOLD, "three");
        assertThat(late.next().message().properties()).doesNotContainKey(LastMessage.MARK);
        assertThat(early.textsSoFar()).containsExactly("three");
    }

    @Test
    void withoutThePolicyNothingIsKept() {
        SteppedPolicies broker = new SteppedPolicies(RULES);
        broker.link().send(DestinationName.topic("news"), "old");
        assertThat(subscribed(broker, DestinationName.topic("news")).textsSoFar())
                .isEmpty();
    }

    @Test
    void whatIsPersistentIsKeptOverCrashesAndRestarts() {
        SteppedPolicies broker = new SteppedPolicies(RULES);
        broker.link().send(GOLD, "one", "two");
        broker.crash();
        assertThat(subscribed(broker, GOLD).textsSoFar()).containsExactly("two");
        broker.link().send(GOLD, "passing", builder -> builder.persistent(false));
        assertThat(subscribed(broker, GOLD).textsSoFar()).containsExactly("passing");
        broker.restart();
        assertThat(subscribed(broker, GOLD).textsSoFar()).isEmpty();
    }

    @Test
    void aDurableSubscriptionHasItOnceAndOverACrash() {
        SteppedPolicies broker = new SteppedPolicies(RULES);
        broker.link().send(GOLD, "one");
        broker.link().subscribe(GOLD, LEDGER, 0).close(0);
        broker.link().send(GOLD, "two");
        broker.crash();
        TestConsumer again = broker.link().subscribe(GOLD, LEDGER, 10);
        assertThat(again.textsSoFar()).containsExactly("one", "two");
        again.acknowledge(1, 2);
        again.close(2);
        assertThat(broker.link().subscribe(GOLD, LEDGER, 10).textsSoFar()).isEmpty();
    }

    @Test
    void aPatternGetsTheLastMessageOfEachTopicItStandsFor() {
        SteppedPolicies broker = new SteppedPolicies(RULES);
        broker.link().send(GOLD, "gold 1", "gold 2");
        broker.link().send(TIN, "tin 1");
        TestConsumer all = subscribed(broker, ALL_PRICES);
        assertThat(all.textsSoFar()).containsExactlyInAnyOrder("gold 2", "tin 1");
        broker.link().send(DestinationName.topic("prices.new"), "new");
        assertThat(all.textsSoFar()).containsExactly("new");
    }

    @Test
    void selectorsDecideAndNoLocalGetsNone() {
        SteppedPolicies broker = new SteppedPolicies(RULES);
        broker.link().sendWith(GOLD, "cheap", "price", 5);
        assertThat(opened(broker, "price > 10", false).textsSoFar()).isEmpty();
        assertThat(opened(broker, "price < 10", false).textsSoFar()).containsExactly("cheap");
        assertThat(opened(broker, null, true).textsSoFar()).isEmpty();
    }

    private static TestConsumer opened(SteppedPolicies broker, String selector, boolean noLocal) {
        return broker.link()
                .open(new ConsumerRequest(broker.link().newNumber(), GOLD, selector, noLocal, Subscription.OWN), 10);
    }

    @Test
    void aMessageMaySayThatNothingIsKept() {
        SteppedPolicies broker = new SteppedPolicies(RULES);
        TestConsumer early = subscribed(broker, GOLD);
        broker.link().send(GOLD, "one");
        broker.link().sendWith(GOLD, "closed", LastMessage.KEEP, false);
        assertThat(early.textsSoFar()).containsExactly("one", "closed");
        assertThat(subscribed(broker, GOLD).textsSoFar()).isEmpty();
        broker.crash();
        assertThat(subscribed(broker, GOLD).textsSoFar()).isEmpty();
    }

    @Test
    void itExpiresAndIsDelayedAsAnyOther() {
        SteppedPolicies broker = new SteppedPolicies(RULES + " expiryQueue=late");
        long now = broker.nowMillis();
        broker.link().send(GOLD, "short", builder -> builder.expirationMillis(now + 100));
        assertThat(subscribed(broker, GOLD).textsSoFar()).containsExactly("short");
        broker.link().subscribe(GOLD, Subscription.OWN, 0);
        broker.advance(100);
        assertThat(subscribed(broker, GOLD).textsSoFar()).isEmpty();
        broker.link().send(GOLD, "now");
        broker.link().send(GOLD, "soon", builder -> builder.deliveryTimeMillis(now + 200));
        TestConsumer between = subscribed(broker, GOLD);
        assertThat(between.textsSoFar()).containsExactly("now");
        broker.advance(100);
        assertThat(between.textsSoFar()).containsExactly("soon");
        assertThat(subscribed(broker, GOLD).textsSoFar()).containsExactly("soon");
        assertThat(broker.texts("late")).hasSize(1);
    }

    @Test
    void aTransactionIsKeptAtItsCommit() {
        SteppedPolicies broker = new SteppedPolicies(RULES);
        broker.link().send(GOLD, "one");
        broker.link().sendIn(7, GOLD, "two");
        assertThat(subscribed(broker, GOLD).textsSoFar()).containsExactly("one");
        broker.link().commit(7);
        assertThat(subscribed(broker, GOLD).textsSoFar()).containsExactly("two");
        broker.link().sendIn(8, GOLD, "three");
        broker.link().rollback(8);
        assertThat(subscribed(broker, GOLD).textsSoFar()).containsExactly("two");
    }

    @Test
    void whoSubscribesWhileAMessageIsOnItsWayGetsItOnce() {
        SteppedPolicies broker = new SteppedPolicies(RULES);
        broker.link().send(GOLD, "one");
        broker.hold();
        broker.link().link().send(broker.link().message(GOLD, "two", builder -> builder), 0, null);
        TestConsumer between = subscribed(broker, GOLD);
        assertThat(between.textsSoFar()).containsExactly("one");
        broker.flush();
        assertThat(between.textsSoFar()).containsExactly("two");
        assertThat(subscribed(broker, GOLD).textsSoFar()).containsExactly("two");
    }

    @Test
    void whatThePolicyKeepsNoLongerIsGoneForGood() {
        SteppedPolicies broker = new SteppedPolicies(RULES);
        broker.link().send(GOLD, "one");
        broker.restartWith("> maxDeliveryAttempts=3");
        assertThat(subscribed(broker, GOLD).textsSoFar()).isEmpty();
        broker.restartWith(RULES);
        assertThat(subscribed(broker, GOLD).textsSoFar()).isEmpty();
    }

    @Test
    void operatorsSeeItAndClearIt() {
        SteppedPolicies broker = new SteppedPolicies(RULES);
        broker.link().send(GOLD, "one");
        Map<String, Object> row = broker.rows("topic-list").get(0);
        assertThat(String.valueOf(row.get("last-message"))).startsWith("ID:");
        assertThat(row).containsEntry("policy", "retainLastMessage=true");
        assertThat(broker.rows("topic-clear", "prices.gold")).hasSize(1);
        assertThat(subscribed(broker, GOLD).textsSoFar()).isEmpty();
        assertThat(broker.rows("topic-list").get(0)).containsEntry("last-message", null);
        broker.crash();
        assertThat(subscribed(broker, GOLD).textsSoFar()).isEmpty();
    }
}
