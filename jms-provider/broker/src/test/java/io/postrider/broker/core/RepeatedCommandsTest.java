package io.postrider.broker.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.link.Awaited;
import io.postrider.broker.link.TestConsumer;
import io.postrider.broker.link.TestLink;
import io.postrider.broker.vm.VmBrokers;
import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.CommitId;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.EndMode;
import io.postrider.protocol.link.StartMode;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a client says again on a new link, as the former was lost before the answer: in the same life of the broker, or in its next. */
class RepeatedCommandsTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");
    private static final long ALL = Long.MAX_VALUE;

    private final ReplayedJournals store = new ReplayedJournals();
    private BrokerCore broker;
    private TestLink link;

    @BeforeEach
    void start() throws BrokerException {
        broker = BrokerCore.start(VmBrokers.defaults("repeated"), store);
        link = connect();
    }

    private TestLink connect() throws BrokerException {
        TestLink made = new TestLink();
        return made.on(broker.connect(new ConnectRequest(null, null, null, null, true), made));
    }

    private void crash() throws BrokerException {
        start();
    }

    private Message message(String text) {
        return link.message(ORDERS, text, builder -> builder);
    }

    private static void commit(TestLink link, long transaction, CommitId id) {
        Awaited committed = new Awaited();
        link.link().commit(transaction, id, committed);
        committed.await();
    }

    private static BrokerError commitFailure(TestLink link, long transaction, CommitId id) {
        Awaited committed = new Awaited();
        link.link().commit(transaction, id, committed);
        return committed.failure().error();
    }

    @Test
    void aMessageThatTheJournalHasIsNotSentAgain() throws BrokerException {
        Message first = message("first");
        Message second = message("second");
        link.send(0, first);
        link.send(0, second);
        connect().send(0, first);

        crash();
        link.send(0, second);
        link.send(0, first);
        link.send(0, message("third"));

        assertThat(link.drain(ORDERS)).containsExactly("first", "second", "third");
    }

    @Test
    void norIsOneThatWasConsumedMeanwhile() throws BrokerException {
        Message message = message("consumed");
        link.send(0, message);
        TestConsumer consumer = link.consume(ORDERS, 1);
        consumer.next();
        consumer.acknowledge(1, 1);
        link.send(ORDERS, "flushes the acknowledgement");
        link.drain(ORDERS);
        broker.stop();
        start();

        link.send(0, message);

        assertThat(link.drain(ORDERS)).isEmpty();
    }

    @Test
    void oneThatTheJournalDidNotGetIsSent() throws BrokerException {
        Message message = message("uncommitted");
        store.hold();
        link.link().send(message, 0, null);

        crash();
        link.send(0, message);

        assertThat(link.drain(ORDERS)).containsExactly("uncommitted");
    }

    @Test
    void oneThatIsUnderWayIsAnsweredWhenItIsCommitted() throws BrokerException {
        Message message = message("slow");
        store.hold();
        link.link().send(message, 0, new Awaited());
        Awaited again = new Awaited();
        connect().link().send(message, 0, again);
        assertThat(again.isDone()).isFalse();

        store.commitHeld();

        again.await();
        assertThat(link.drain(ORDERS)).containsExactly("slow");
    }

    @Test
    void nonPersistentMessagesAreRecognisedForAsLongAsTheBrokerLives() throws BrokerException {
        Message message = link.message(ORDERS, "volatile", builder -> builder.persistent(false));
        link.send(0, message);
        connect().send(0, message);

        assertThat(link.drain(ORDERS)).containsExactly("volatile");
    }

    @Test
    void aCommitIsDoneOnceHoweverOftenItIsAskedFor() throws BrokerException {
        CommitId id = new CommitId(99, 1);
        Message message = message("in a transaction");
        link.send(5, message);
        commit(link, 5, id);

        TestLink other = connect();
        other.send(8, message);
        commit(other, 8, id);
        crash();
        link.send(3, message);
        commit(link, 3, id);
        commit(link, BrokerLink.NO_TRANSACTION, id);

        assertThat(link.drain(ORDERS)).containsExactly("in a transaction");
    }

    @Test
    void aCommitOfAcknowledgementsAloneIsRemembered() throws BrokerException {
        CommitId id = new CommitId(99, 1);
        link.send(ORDERS, "taken");
        TestConsumer consumer = link.consume(ORDERS, 1);
        consumer.next();
        link.link().acknowledge(consumer.number(), 1, 1, 5, null);
        commit(link, 5, id);

        crash();

        commit(link, BrokerLink.NO_TRANSACTION, id);
        assertThat(link.drain(ORDERS)).isEmpty();
    }

    @Test
    void aCommitThatTheJournalDidNotGetWasRolledBack() throws BrokerException {
        CommitId id = new CommitId(99, 1);
        link.send(ORDERS, "taken");
        TestConsumer consumer = link.consume(ORDERS, 1);
        consumer.next();
        link.link().acknowledge(consumer.number(), 1, 1, 5, null);
        store.hold();
        link.link().commit(5, id, new Awaited());

        crash();

        assertThat(commitFailure(link, BrokerLink.NO_TRANSACTION, id)).isEqualTo(BrokerError.TRANSACTION_ROLLED_BACK);
        assertThat(link.drain(ORDERS)).containsExactly("taken");
    }

    @Test
    void whoAsksOfACommitThatIsUnderWayWaitsForItsOutcome() throws BrokerException {
        CommitId id = new CommitId(99, 1);
        link.send(5, message("slow"));
        store.hold();
        link.link().commit(5, id, new Awaited());
        Awaited asked = new Awaited();
        connect().link().commit(BrokerLink.NO_TRANSACTION, id, asked);
        assertThat(asked.isDone()).isFalse();

        store.commitHeld();

        asked.await();
    }

    private static BranchId branch(int number) {
        return new BranchId(1, new byte[] {(byte) number}, new byte[0]);
    }

    private void workInBranch(TestLink link, long number, BranchId branch, Message message) throws BrokerException {
        Awaited.of(link.link().startBranch(number, branch, StartMode.NEW, 0));
        link.send(number, message);
        Awaited.of(link.link().endBranch(number, branch, EndMode.SUCCESS));
    }

    @Test
    void aBranchIsCommittedInOnePhaseOnceHoweverOftenItIsAskedFor() throws BrokerException {
        CommitId id = new CommitId(99, 1);
        workInBranch(link, 5, branch(1), message("in a branch"));
        Awaited.of(link.link().commitBranch(branch(1), true, id));
        Awaited.of(connect().link().commitBranch(branch(1), true, id));

        crash();
        Awaited.of(link.link().commitBranch(branch(1), true, id));

        assertThat(link.drain(ORDERS)).containsExactly("in a branch");
    }

    @Test
    void aBranchWhoseCommitTheJournalDidNotGetIsUnknown() throws BrokerException {
        CommitId id = new CommitId(99, 1);
        workInBranch(link, 5, branch(1), message("in a branch"));
        store.hold();
        CompletionStage<Void> lost = link.link().commitBranch(branch(1), true, id);

        crash();

        assertThat(lost.toCompletableFuture()).isNotDone();
        assertThat(Awaited.errorOf(link.link().commitBranch(branch(1), true, id)))
                .isEqualTo(BrokerError.XA_UNKNOWN_BRANCH);
        assertThat(link.drain(ORDERS)).isEmpty();
        workInBranch(link, 6, branch(1), message("another try"));
        Awaited.of(link.link().commitBranch(branch(1), true, id));
        assertThat(link.drain(ORDERS)).containsExactly("another try");
    }

    @Test
    void whoAsksOfABranchThatIsBeingCommittedWaitsForItsOutcome() throws BrokerException {
        CommitId id = new CommitId(99, 1);
        workInBranch(link, 5, branch(1), message("slow"));
        store.hold();
        CompletionStage<Void> first = link.link().commitBranch(branch(1), true, id);
        CompletionStage<Void> again = connect().link().commitBranch(branch(1), true, id);
        assertThat(again.toCompletableFuture()).isNotDone();

        store.commitHeld();

        Awaited.of(first);
        Awaited.of(again);
        assertThat(link.drain(ORDERS)).containsExactly("slow");
    }

    @Test
    void aTemporaryDestinationHasItsNameAgainForWhoHasTheKey() throws BrokerException {
        byte[] key = "a key of sixteen".getBytes(StandardCharsets.UTF_8);
        TemporaryRequest request = new TemporaryRequest(DestinationName.Kind.TEMPORARY_QUEUE, key, 4);
        DestinationName made = Awaited.of(link.link().createTemporary(request));
        assertThat(Awaited.failureOf(connect().link().createTemporary(request)).error())
                .isEqualTo(BrokerError.DESTINATION_IN_USE);

        crash();

        assertThat(Awaited.of(link.link().createTemporary(request))).isEqualTo(made);
        link.send(made, "a reply");
        assertThat(link.drain(made)).containsExactly("a reply");
    }

    /** Clients of the former life come back in any order: who replies may be faster than who has asked. */
    @Test
    void aReplyWaitsForItsTemporaryDestination() throws BrokerException {
        byte[] key = "a key of sixteen".getBytes(StandardCharsets.UTF_8);
        TemporaryRequest queue = new TemporaryRequest(DestinationName.Kind.TEMPORARY_QUEUE, key, 1);
        TemporaryRequest topic = new TemporaryRequest(DestinationName.Kind.TEMPORARY_TOPIC, key, 2);
        DestinationName replies = Awaited.of(link.link().createTemporary(queue));
        DestinationName news = Awaited.of(link.link().createTemporary(topic));

        crash();
        TestLink replier = connect();
        replier.send(replies, "alone");
        replier.send(news, "heard by nobody");
        replier.sendIn(7, replies, "in a transaction");
        commit(replier, 7, new CommitId(98, 1));
        assertThat(replier.sendFailure(new DestinationName(replies.kind(), "invented"), "x")
                        .error())
                .isEqualTo(BrokerError.INVALID_DESTINATION);
        assertThat(Awaited.errorOf(
                        replier.link().openConsumer(new ConsumerRequest(3, replies, null, false, null), null)))
                .isEqualTo(BrokerError.INVALID_DESTINATION);

        assertThat(Awaited.of(link.link().createTemporary(queue))).isEqualTo(replies);
        Awaited.of(link.link().createTemporary(topic));
        assertThat(link.drain(replies)).containsExactly("alone", "in a transaction");
        Awaited.of(link.link().deleteTemporary(news));
        assertThat(replier.sendFailure(news, "too late").error()).isEqualTo(BrokerError.INVALID_DESTINATION);
    }
}
