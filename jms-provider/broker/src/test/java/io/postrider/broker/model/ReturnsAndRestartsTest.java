package io.postrider.broker.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.link.Awaited;
import io.postrider.broker.link.TestConsumer;
import io.postrider.broker.link.TestLink;
import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.ConsumerRequest.Subscription;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.EndMode;
import io.postrider.protocol.link.StartMode;
import io.postrider.protocol.message.DestinationName;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What random commands have shown to go wrong once: how messages come back, from consumers and over restarts. */
class ReturnsAndRestartsTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");
    private static final DestinationName NEWS = DestinationName.topic("news");
    private static final BranchId BRANCH = new BranchId(1, new byte[] {1}, new byte[] {2});

    private final LogStore store = new LogStore();
    private final VirtualTime time = new VirtualTime();
    private SteppedBroker broker;
    private TestLink link;

    @BeforeEach
    void start() {
        broker = new SteppedBroker(store, time);
        link = connect();
    }

    private TestLink connect() {
        return new TestLink().on(broker.connect(null));
    }

    private void stopAndStart() {
        broker.stop();
        start();
    }

    private void crashAndStart() {
        store.crash(0);
        broker.abandon();
        start();
    }

    @Test
    void aBrowserShowsWhatAClosedConsumerStillHolds() {
        link.send(ORDERS, "held", "waiting");
        TestConsumer consumer = link.consume(ORDERS, 1);
        consumer.close(1);

        assertThat(link.browse(ORDERS, null)).containsExactly("held", "waiting");

        consumer.acknowledge(1, 1);
        assertThat(link.browse(ORDERS, null)).containsExactly("waiting");
    }

    @Test
    void messagesThatFailTogetherAreBuriedInOrder() {
        link.send(ORDERS, "a", "b", "c");
        TestConsumer consumer = link.consume(ORDERS, 3);
        for (int attempt = 0; attempt < ModelPolicy.MAX_ATTEMPTS; attempt++) {
            consumer.release(1 + 3 * attempt, 3 + 3 * attempt, true);
            consumer.credit(3);
        }

        assertThat(link.browse(ModelPolicy.DEAD_LETTERS, null)).containsExactly("a", "b", "c");
    }

    @Test
    void anAttemptAfterAPossibleOneCountsOnceMore() {
        link.send(ORDERS, "a");
        TestLink gone = connect();
        TestConsumer lost = gone.consume(ORDERS, 1);
        assertThat(lost.next().deliveryCount()).isEqualTo(1);
        gone.close();

        TestConsumer consumer = link.consume(ORDERS, 1);
        assertThat(consumer.next().deliveryCount()).isEqualTo(2);
        consumer.release(1, 1, true);
        consumer.credit(1);
        assertThat(consumer.next().deliveryCount()).isEqualTo(3);
    }

    @Test
    void whatAnEndingConnectionGivesBackDoesNotGoToItsOtherConsumers() {
        link.send(ORDERS, "a");
        TestLink ending = connect();
        ending.consume(ORDERS, 1);
        TestConsumer idle = ending.consume(ORDERS, 1);

        ending.close();

        assertThat(idle.textsSoFar()).isEmpty();
        assertThat(link.consume(ORDERS, 1).nextText()).isEqualTo("a");
    }

    @Test
    void aBranchThatEndedUnpreparedIsRolledBackByAStop() {
        link.send(ORDERS, "a");
        acknowledgeInBranch(link.consume(ORDERS, 1));

        stopAndStart();

        assertThat(link.consume(ORDERS, 1).next().redelivered()).isTrue();
    }

    @Test
    void whatAPreparedBranchTookCountsOneAttemptWhenItIsRolledBackAfterAStart() {
        link.send(ORDERS, "a");
        acknowledgeInBranch(link.consume(ORDERS, 1));
        assertThat(Awaited.of(link.link().prepareBranch(BRANCH))).isTrue();

        stopAndStart();
        Awaited.of(link.link().rollbackBranch(BRANCH));

        assertThat(link.consume(ORDERS, 1).next().deliveryCount()).isEqualTo(2);
    }

    @Test
    void whatAPreparedBranchTookFindsItsOldPlaceWhenItIsRolledBackAfterAStart() {
        link.send(ORDERS, "a", "b", "c");
        TestConsumer consumer = link.consume(ORDERS, 2);
        consumer.release(1, 1, false);
        acknowledgeInBranch(consumer, 2);
        assertThat(Awaited.of(link.link().prepareBranch(BRANCH))).isTrue();

        crashAndStart();
        Awaited.of(link.link().rollbackBranch(BRANCH));

        assertThat(link.browse(ORDERS, null)).containsExactly("a", "b", "c");
    }

    private void acknowledgeInBranch(TestConsumer consumer) {
        acknowledgeInBranch(consumer, 1);
    }

    private void acknowledgeInBranch(TestConsumer consumer, long tag) {
        long transaction = link.newNumber();
        Awaited.of(link.link().startBranch(transaction, BRANCH, StartMode.NEW, 0));
        consumer.acknowledgeIn(transaction, tag, tag);
        Awaited.of(link.link().endBranch(transaction, BRANCH, EndMode.SUCCESS));
    }

    @Test
    void whatWasSeenBeforeACrashStaysRedeliveredAfterAStopInOrder() {
        link.send(ORDERS, "a");
        link.consume(ORDERS, 1).next();

        crashAndStart();
        stopAndStart();

        assertThat(link.consume(ORDERS, 1).next().redelivered()).isTrue();
    }

    @Test
    void whatOneSubscriptionAcknowledgedStaysGoneWhenTheJournalMovesTheMessage() {
        Subscription slow = new Subscription("slow", true, true);
        Subscription quick = new Subscription("quick", true, true);
        link.subscribe(NEWS, slow, 0);
        TestConsumer consumer = link.subscribe(NEWS, quick, 1);
        link.send(NEWS, "a");
        consumer.acknowledge(1, 1);
        store.flush();

        // more than once: the record is moved, then what told of the acknowledgement is behind it
        for (int i = 0; i < 20; i++) {
            store.reclaim(new Random(i));
        }
        crashAndStart();

        assertThat(link.subscribe(NEWS, quick, 1).textsSoFar()).isEmpty();
        Delivery waiting = link.subscribe(NEWS, slow, 1).next();
        assertThat(waiting.message().destination()).isEqualTo(NEWS);
        link.close();
    }
}
