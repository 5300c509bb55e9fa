package io.postrider.broker.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.link.Awaited;
import io.postrider.broker.link.TestConsumer;
import io.postrider.broker.link.TestLink;
import io.postrider.broker.policy.PolicyRules;
import io.postrider.broker.vm.VmBrokers;
import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.EndMode;
import io.postrider.protocol.link.StartMode;
import io.postrider.protocol.message.DestinationName;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is there after a restart: after a crash, where the broker just ends, and after a stop in order. */
class RecoveryTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");
    private static final DestinationName PRICES = DestinationName.topic("prices");
    private static final ConsumerRequest.Subscription LEDGER = new ConsumerRequest.Subscription("ledger", true, true);
    private static final BranchId BRANCH = new BranchId(1, new byte[] {1}, new byte[] {2});
    private static final long ALL = Long.MAX_VALUE;

    private final ReplayedJournals store = new ReplayedJournals();
    private BrokerSettings settings = VmBrokers.defaults("recovery");
    private BrokerCore broker;
    private TestLink link;

    @BeforeEach
    void start() throws BrokerException {
        broker = BrokerCore.start(settings, store);
        link = connect(null);
    }

    private TestLink connect(String clientId) throws BrokerException {
        TestLink made = new TestLink();
        return made.on(broker.connect(new ConnectRequest(null, null, null, clientId), made));
    }

    /** The broker dies as it is, and another one starts on what was committed. */
    private void crash() throws BrokerException {
        start();
    }

    private void restartInOrder() throws BrokerException {
        broker.stop();
        start();
    }

    @Test
    void confirmedMessagesSurviveInOrderAndOthersDoNot() throws BrokerException {
        link.send(ORDERS, "a", "b");
        link.send(ORDERS, "volatile", builder -> builder.persistent(false));
        store.hold();
        link.link().send(link.message(ORDERS, "unconfirmed", builder -> builder), 0, null);

        crash();

        assertThat(link.drain(ORDERS)).containsExactly("a", "b");
    }

    @Test
    void aBrokerWhoseLastRecordFailsGivesItsJournalUp() throws BrokerException {
        link.send(ORDERS, "a");
        store.failAtNextCommit();

        broker.stop();

        assertThat(store.isClosed()).isTrue();
        start();
        assertThat(link.drain(ORDERS)).containsExactly("a");
    }

    @Test
    void nothingIsDeliveredBeforeItIsCommitted() {
        TestConsumer consumer = link.consume(ORDERS, 10);
        store.hold();
        Awaited sent = new Awaited();
        link.link().send(link.message(ORDERS, "a", builder -> builder), 0, sent);
        assertThat(consumer.textsSoFar()).isEmpty();
        assertThat(sent.isDone()).isFalse();

        store.commitHeld();

        assertThat(consumer.nextText()).isEqualTo("a");
        sent.await();
    }

    @Test
    void acknowledgedMessagesDoNotComeBack() throws BrokerException {
        link.send(ORDERS, "a", "b", "c");
        TestConsumer consumer = link.consume(ORDERS, 3);
        consumer.acknowledge(2, 2);

        crash();

        assertThat(link.drain(ORDERS)).containsExactly("a", "c");
        crash();
        assertThat(link.drain(ORDERS)).isEmpty();
    }

    @Test
    void priorityExpiryAndDelaySurvive() throws BrokerException {
        long now = System.currentTimeMillis();
        link.send(ORDERS, "low", builder -> builder.priority(1));
        link.send(ORDERS, "high", builder -> builder.priority(8));
        link.send(ORDERS, "expired", builder -> builder.expirationMillis(now + 1));
        link.send(ORDERS, "delayed", builder -> builder.priority(0).deliveryTimeMillis(now + 1_500));

        crash();
        await().until(() -> System.currentTimeMillis() > now + 1);

        TestConsumer consumer = link.consume(ORDERS, 10);
        assertThat(consumer.received().nextTexts(3)).containsExactly("high", "low", "delayed");
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(now + 1_500);
    }

    @Test
    void afterACrashOnlyWhatAConsumerMayHaveSeenIsRedelivered() throws BrokerException {
        link.send(ORDERS, "seen");
        link.consume(ORDERS, 1).next();
        DestinationName quiet = DestinationName.queue("quiet");
        link.send(quiet, "unseen");

        crash();

        assertThat(link.consume(ORDERS, 1).next().deliveryCount()).isEqualTo(2);
        assertThat(link.consume(quiet, 1).next().deliveryCount()).isEqualTo(1);
    }

    @Test
    void aBacklogIsNotDeliveredBeforeTheJournalKnowsOfTheConsumer() throws BrokerException {
        link.send(ORDERS, "a");
        store.hold();
        TestConsumer consumer = link.consume(ORDERS, 0);
        Awaited offered = new Awaited();
        link.link().credit(consumer.number(), 1, offered);
        assertThat(consumer.textsSoFar()).isEmpty();
        assertThat(offered.isDone()).isFalse();

        store.commitHeld();

        offered.await();
        assertThat(consumer.textsSoFar()).containsExactly("a");
    }

    @Test
    void afterAStopInOrderWhatWasNotDeliveredIsNotRedelivered() throws BrokerException {
        TestConsumer waiting = link.consume(ORDERS, 0);
        link.send(ORDERS, "a");
        waiting.close(0);

        restartInOrder();
        crash();

        assertThat(link.consume(ORDERS, 1).next().redelivered()).isFalse();
    }

    @Test
    void afterAStopInOrderWhatWasDeliveredIsRedelivered() throws BrokerException {
        link.send(ORDERS, "a");
        link.consume(ORDERS, 1).next();

        restartInOrder();

        assertThat(link.consume(ORDERS, 1).next().redelivered()).isTrue();
    }

    @Test
    void attemptsAreCountedOverRestarts() throws BrokerException {
        link.send(ORDERS, "a");
        TestConsumer consumer = link.consume(ORDERS, 1);
        consumer.release(1, 1, true);
        consumer.credit(1);
        consumer.release(2, 2, true);

        crash();

        assertThat(link.consume(ORDERS, 1).next().deliveryCount()).isEqualTo(3);
    }

    @Test
    void aMoveToTheDeadLetterQueueIsWhole() throws BrokerException {
        settings = settings.withPolicies(PolicyRules.none().with("> maxDeliveryAttempts=1"));
        crash();
        link.send(ORDERS, "poison");
        TestConsumer consumer = link.consume(ORDERS, 1);
        store.hold();
        consumer.release(1, 1, true);

        crash();
        assertThat(link.browse(ORDERS, null)).containsExactly("poison");
        assertThat(link.browse(DestinationName.queue("DLQ"), null)).isEmpty();

        TestConsumer again = link.consume(ORDERS, 1);
        again.release(1, 1, true);
        crash();
        assertThat(link.browse(ORDERS, null)).isEmpty();
        assertThat(link.drain(DestinationName.queue("DLQ"))).containsExactly("poison");
    }

    @Test
    void aCommittedTransactionIsThereWhole() throws BrokerException {
        link.send(ORDERS, "a");
        TestConsumer consumer = link.consume(ORDERS, 1);
        long transaction = link.newNumber();
        consumer.acknowledgeIn(transaction, 1, 1);
        link.sendIn(transaction, ORDERS, "b");
        link.sendIn(transaction, DestinationName.queue("other"), "c");
        link.commit(transaction);

        crash();

        assertThat(link.drain(ORDERS)).containsExactly("b");
        assertThat(link.drain(DestinationName.queue("other"))).containsExactly("c");
    }

    @Test
    void aTransactionThatWasNotCommittedLeavesNothing() throws BrokerException {
        link.send(ORDERS, "a");
        TestConsumer consumer = link.consume(ORDERS, 1);
        long transaction = link.newNumber();
        consumer.acknowledgeIn(transaction, 1, 1);
        link.sendIn(transaction, ORDERS, "b");
        store.hold();
        link.link().commit(transaction, null, new Awaited());

        crash();

        assertThat(link.drain(ORDERS)).containsExactly("a");
    }

    @Test
    void durableSubscriptionsSurviveWithWhatTheyHold() throws BrokerException {
        ConsumerRequest request = new ConsumerRequest(link.newNumber(), PRICES, "n > 0", false, LEDGER);
        link.open(request, 0).close(0);
        link.sendWith(PRICES, "yes", "n", 1);
        link.sendWith(PRICES, "no", "n", 0);

        crash();
        link.sendWith(PRICES, "later", "n", 2);
        link.sendWith(PRICES, "later no", "n", 0);

        TestConsumer consumer = link.open(new ConsumerRequest(link.newNumber(), PRICES, "n > 0", false, LEDGER), 10);
        assertThat(consumer.textsSoFar()).containsExactly("yes", "later");
    }

    @Test
    void aMessageInTwoSubscriptionsLeavesThemOneByOne() throws BrokerException {
        ConsumerRequest.Subscription second = new ConsumerRequest.Subscription("second", true, true);
        link.subscribe(PRICES, second, 0).close(0);
        TestConsumer consumer = link.subscribe(PRICES, LEDGER, 10);
        link.send(PRICES, "a");
        consumer.acknowledge(1, 1);

        crash();

        assertThat(link.subscribe(PRICES, LEDGER, 10).textsSoFar()).isEmpty();
        assertThat(link.subscribe(PRICES, second, 10).textsSoFar()).containsExactly("a");
    }

    @Test
    void aDeletedSubscriptionIsGoneWithWhatItHeld() throws BrokerException {
        link.subscribe(PRICES, LEDGER, 0).close(0);
        link.send(PRICES, "a");
        Awaited.of(link.link().unsubscribe(LEDGER.name()));
        int retained = store.retained();

        crash();

        assertThat(Awaited.errorOf(link.link().unsubscribe(LEDGER.name()))).isEqualTo(BrokerError.NO_SUCH_SUBSCRIPTION);
        assertThat(link.subscribe(PRICES, LEDGER, 10).textsSoFar()).isEmpty();
        assertThat(store.retained()).isEqualTo(retained + 1);
    }

    @Test
    void aPreparedBranchWaitsForItsOutcomeOverRestarts() throws BrokerException {
        prepare();

        crash();
        restartInOrder();

        assertThat(Awaited.of(link.link().recoverBranches())).containsExactly(BRANCH);
        assertThat(link.browse(ORDERS, null)).isEmpty();
        Awaited.of(link.link().commitBranch(BRANCH, false, null));
        assertThat(link.browse(ORDERS, null)).containsExactly("b");
        crash();
        assertThat(link.drain(ORDERS)).containsExactly("b");
        assertThat(Awaited.of(link.link().recoverBranches())).isEmpty();
    }

    @Test
    void aPreparedBranchCanBeRolledBackAfterARestart() throws BrokerException {
        prepare();
        crash();

        Awaited.of(link.link().rollbackBranch(BRANCH));
        assertThat(link.browse(ORDERS, null)).containsExactly("a");
        crash();

        Delivery first = link.consume(ORDERS, 1).next();
        assertThat(first.redelivered()).isTrue();
        assertThat(link.browse(ORDERS, null)).containsExactly("a");
        assertThat(Awaited.of(link.link().recoverBranches())).isEmpty();
    }

    /** Prepares a branch that takes "a" from a queue and sends "b" to it. */
    private void prepare() {
        link.send(ORDERS, "a");
        TestConsumer consumer = link.consume(ORDERS, 1);
        long number = link.newNumber();
        Awaited.of(link.link().startBranch(number, BRANCH, StartMode.NEW, 60));
        consumer.acknowledgeIn(number, 1, 1);
        link.sendIn(number, ORDERS, "b");
        Awaited.of(link.link().endBranch(number, BRANCH, EndMode.SUCCESS));
        assertThat(Awaited.of(link.link().prepareBranch(BRANCH))).isTrue();
    }

    @Test
    void theStoreKeepsItsIdentity() throws BrokerException {
        String before = broker.brokerId();

        crash();
        assertThat(broker.brokerId()).isEqualTo(before);
        restartInOrder();
        assertThat(broker.brokerId()).isEqualTo(before);
    }

    @Test
    void aFailedJournalRefusesToWriteAndLetsRead() {
        link.send(ORDERS, "a", "b");
        store.fail();

        BrokerException refused = link.sendFailure(ORDERS, "c");
        assertThat(refused.error()).isEqualTo(BrokerError.JOURNAL_FAILED);
        assertThat(refused).hasRootCauseMessage("the disk is gone");
        link.send(ORDERS, "volatile", builder -> builder.persistent(false));
        TestConsumer consumer = link.consume(ORDERS, 10);
        assertThat(List.of(consumer.nextText(), consumer.nextText(), consumer.nextText()))
                .containsExactly("a", "b", "volatile");

        long transaction = link.newNumber();
        consumer.acknowledgeIn(transaction, 1, 1);
        link.sendIn(transaction, ORDERS, "d");
        Awaited committed = new Awaited();
        link.link().commit(transaction, null, committed);
        assertThat(committed.failure().error()).isEqualTo(BrokerError.TRANSACTION_ROLLED_BACK);
        assertThat(link.browse(ORDERS, null)).containsExactly("a", "b", "volatile");
    }

    @Test
    void whatIsServedFromAFailedJournalComesAgainFlaggedHoweverOftenTheBrokerIsStarted() throws BrokerException {
        link.send(ORDERS, "a");
        store.fail();
        assertThat(link.consume(ORDERS, 1).next().redelivered()).isFalse();

        crash();
        crash();
        restartInOrder();

        Delivery again = link.consume(ORDERS, 1).next();
        assertThat(again.redelivered()).isTrue();
        assertThat(again.deliveryCount()).isEqualTo(2);
    }

    @Test
    void aStartThatCannotWriteAfterAFailedJournalLeavesItsNoteToTheNextOne() throws BrokerException {
        link.send(ORDERS, "a");
        store.fail();
        link.consume(ORDERS, 1).next();
        store.failNextStart();
        assertThatThrownBy(this::start).isInstanceOf(BrokerException.class);

        start();

        assertThat(link.consume(ORDERS, 1).next().redelivered()).isTrue();
    }

    @Test
    void theNoteOfAFailedJournalIsNoLongerOfMeaningOnceAStartHasCountedWhatItFound() throws BrokerException {
        store.fail();
        assertThat(noteIsWritten()).isTrue();
        crash();
        link.send(ORDERS, "a");

        crash();

        assertThat(link.consume(ORDERS, 1).next().redelivered()).isFalse();
    }

    @Test
    void withoutANoteWhatTheFailedJournalDoesNotKnowAsDeliveredIsKeptBack() throws BrokerException {
        DestinationName known = DestinationName.queue("known");
        link.consume(known, 0);
        link.send(known, "k");
        link.send(ORDERS, "a");
        store.failForGood();
        assertThat(noteIsWritten()).isFalse();

        assertThat(link.consume(known, 1).nextText()).isEqualTo("k");
        assertThat(link.consume(ORDERS, 1).textsSoFar()).isEmpty();

        crash();
        assertThat(link.consume(known, 1).next().redelivered()).isTrue();
        assertThat(link.consume(ORDERS, 1).next().redelivered()).isFalse();
    }

    /** Tries it, and waits until that is done: what a queue asks for afterwards is known at once. */
    private boolean noteIsWritten() {
        return broker.store().servedNote().write().toCompletableFuture().join();
    }

    @Test
    void whatIsConsumedLeavesNothingInTheJournal() {
        link.send(ORDERS, "warm");
        link.drain(ORDERS);
        int before = store.retained();
        link.send(ORDERS, "a", "b", "c");
        TestConsumer consumer = link.consume(ORDERS, 3);
        consumer.release(1, 1, true);
        consumer.acknowledge(1, ALL);
        link.drain(ORDERS);

        assertThat(store.retained()).isEqualTo(before);
    }
}
