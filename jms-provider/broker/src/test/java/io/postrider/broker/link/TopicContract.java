package io.postrider.broker.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.ConsumerRequest.Subscription;
import io.postrider.protocol.message.DestinationName;
import org.junit.jupiter.api.Test;

/** Topics and all kinds of subscriptions. */
public abstract class TopicContract extends BrokerLinkContract {
    private static final long ALL = Long.MAX_VALUE;
    private static final DestinationName NEWS = DestinationName.topic("news");
    private static final Subscription DURABLE = new Subscription("ledger", true, false);
    private static final Subscription SHARED = new Subscription("pool", false, true);
    private static final Subscription SHARED_DURABLE = new Subscription("pool", true, true);

    private static BrokerError refusal(TestLink by, DestinationName topic, String selector, Subscription subscription) {
        ConsumerRequest request = new ConsumerRequest(by.newNumber(), topic, selector, false, subscription);
        return Awaited.errorOf(by.link().openConsumer(request, new Received()));
    }

    private static TestConsumer open(TestLink by, DestinationName topic, String selector, Subscription subscription) {
        return by.open(new ConsumerRequest(by.newNumber(), topic, selector, false, subscription), 100);
    }

    @Test
    void everySubscriptionGetsEachMessageSentSinceItWasMade() {
        link.send(PRICES, "before");
        TestConsumer first = link.subscribe(PRICES, Subscription.OWN, 10);
        TestConsumer second = link.subscribe(PRICES, Subscription.OWN, 10);

        link.send(PRICES, "a", "b");

        assertThat(first.received().nextTexts(2)).containsExactly("a", "b");
        assertThat(second.received().nextTexts(2)).containsExactly("a", "b");
    }

    @Test
    void aSelectorDecidesWhatASubscriptionGets() {
        TestConsumer some = open(link, PRICES, "n > 1", Subscription.OWN);

        for (int n = 0; n < 4; n++) {
            link.sendWith(PRICES, "m" + n, "n", n);
        }

        assertThat(some.received().nextTexts(2)).containsExactly("m2", "m3");
    }

    @Test
    void noLocalLeavesOutWhatItsOwnConnectionSends() throws BrokerException {
        TestConsumer consumer =
                link.open(new ConsumerRequest(link.newNumber(), PRICES, null, true, Subscription.OWN), 10);

        link.send(PRICES, "own");
        connect(null).send(PRICES, "foreign");

        assertThat(consumer.nextText()).isEqualTo("foreign");
        assertThat(consumer.textsSoFar()).isEmpty();
    }

    @Test
    void noLocalOfADurableSubscriptionGoesByTheClientIdentifier() throws BrokerException {
        TestLink client = connect("client");
        ConsumerRequest request = new ConsumerRequest(client.newNumber(), PRICES, null, true, DURABLE);
        client.open(request, 0).close(0);
        client.close();
        TestLink again = connect("client");
        again.send(PRICES, "own");
        link.send(PRICES, "foreign");

        TestConsumer consumer = again.open(new ConsumerRequest(again.newNumber(), PRICES, null, true, DURABLE), 10);

        assertThat(consumer.textsSoFar()).containsExactly("foreign");
    }

    @Test
    void consumersOfASharedSubscriptionTakeTurns() throws BrokerException {
        TestConsumer first = link.subscribe(PRICES, SHARED, 10);
        TestConsumer second = connect(null).subscribe(PRICES, SHARED, 10);

        link.send(PRICES, "a", "b", "c", "d");

        assertThat(first.received().nextTexts(2)).containsExactly("a", "c");
        assertThat(second.received().nextTexts(2)).containsExactly("b", "d");
    }

    @Test
    void aSharedSubscriptionEndsWithItsLastConsumer() {
        TestConsumer first = link.subscribe(PRICES, SHARED, 0);
        TestConsumer second = link.subscribe(PRICES, SHARED, 0);
        link.send(PRICES, "a");
        first.close(0);
        second.close(0);

        assertThat(link.subscribe(PRICES, SHARED, 10).textsSoFar()).isEmpty();
    }

    @Test
    void aDurableSubscriptionHoldsMessagesWhileItHasNoConsumer() throws BrokerException {
        TestLink client = connect("client");
        client.subscribe(PRICES, DURABLE, 0).close(0);
        client.close();
        link.send(PRICES, "a", "b");

        TestConsumer consumer = connect("client").subscribe(PRICES, DURABLE, 10);

        assertThat(consumer.textsSoFar()).containsExactly("a", "b");
    }

    @Test
    void anUnsharedDurableSubscriptionNeedsAClientIdentifierAndASharedOneDoesNot() {
        assertThat(refusal(link, PRICES, null, DURABLE)).isEqualTo(BrokerError.ILLEGAL_STATE);

        link.subscribe(PRICES, SHARED_DURABLE, 0).close(0);
        link.send(PRICES, "a");

        assertThat(link.subscribe(PRICES, SHARED_DURABLE, 10).textsSoFar()).containsExactly("a");
    }

    @Test
    void anUnsharedDurableSubscriptionHasOneConsumer() throws BrokerException {
        TestLink client = connect("client");
        client.subscribe(PRICES, DURABLE, 0);

        assertThat(refusal(client, PRICES, null, DURABLE)).isEqualTo(BrokerError.SUBSCRIPTION_IN_USE);
    }

    @Test
    void sharedAndUnsharedDurableSubscriptionsShareTheirNames() throws BrokerException {
        TestLink client = connect("client");
        client.subscribe(PRICES, DURABLE, 0).close(0);

        assertThat(refusal(client, PRICES, null, new Subscription(DURABLE.name(), true, true)))
                .isEqualTo(BrokerError.SUBSCRIPTION_IN_USE);
    }

    @Test
    void durableAndOtherSharedSubscriptionsDoNotShareTheirNames() {
        TestConsumer durable = link.subscribe(PRICES, SHARED_DURABLE, 10);
        TestConsumer other = link.subscribe(PRICES, SHARED, 10);

        link.send(PRICES, "a");

        assertThat(durable.nextText()).isEqualTo("a");
        assertThat(other.nextText()).isEqualTo("a");
    }

    @Test
    void anInactiveDurableSubscriptionWithAnotherSelectorOrTopicIsMadeAnew() throws BrokerException {
        TestLink client = connect("client");
        client.subscribe(PRICES, DURABLE, 0).close(0);
        link.send(PRICES, "held");

        open(client, PRICES, "n = 1", DURABLE).close(0);
        TestConsumer onNews = open(client, NEWS, null, DURABLE);
        link.send(PRICES, "price");
        link.send(NEWS, "news");

        assertThat(onNews.nextText()).isEqualTo("news");
        assertThat(onNews.textsSoFar()).isEmpty();
    }

    @Test
    void anActiveSharedSubscriptionKeepsItsTopicAndSelector() {
        link.subscribe(PRICES, SHARED, 0);
        link.subscribe(PRICES, SHARED_DURABLE, 0);

        for (Subscription subscription : new Subscription[] {SHARED, SHARED_DURABLE}) {
            assertThat(refusal(link, NEWS, null, subscription)).isEqualTo(BrokerError.SUBSCRIPTION_IN_USE);
            assertThat(refusal(link, PRICES, "n = 1", subscription)).isEqualTo(BrokerError.SUBSCRIPTION_IN_USE);
        }
    }

    @Test
    void unsubscribingDeletesWhatADurableSubscriptionHeld() throws BrokerException {
        TestLink client = connect("client");
        client.subscribe(PRICES, DURABLE, 0).close(0);
        link.send(PRICES, "held");

        Awaited.of(client.link().unsubscribe(DURABLE.name()));

        assertThat(client.subscribe(PRICES, DURABLE, 10).textsSoFar()).isEmpty();
    }

    @Test
    void aSubscriptionInUseCannotBeDeleted() throws BrokerException {
        TestLink client = connect("client");
        TestConsumer consumer = client.subscribe(PRICES, DURABLE, 10);
        link.send(PRICES, "a");
        consumer.next();
        assertThat(Awaited.errorOf(client.link().unsubscribe(DURABLE.name())))
                .isEqualTo(BrokerError.SUBSCRIPTION_IN_USE);

        consumer.close(1);
        assertThat(Awaited.errorOf(client.link().unsubscribe(DURABLE.name())))
                .isEqualTo(BrokerError.SUBSCRIPTION_IN_USE);

        consumer.acknowledge(1, ALL);
        Awaited.of(client.link().unsubscribe(DURABLE.name()));
    }

    @Test
    void anUnknownSubscriptionCannotBeDeleted() {
        assertThat(Awaited.errorOf(link.link().unsubscribe("nobody"))).isEqualTo(BrokerError.NO_SUCH_SUBSCRIPTION);
    }
}
