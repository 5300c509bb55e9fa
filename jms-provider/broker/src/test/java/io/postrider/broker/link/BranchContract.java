package io.postrider.broker.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.EndMode;
import io.postrider.protocol.link.StartMode;
import org.junit.jupiter.api.Test;

/** Branches of distributed transactions. */
public abstract class BranchContract extends BrokerLinkContract {
    private static final BranchId BRANCH = new BranchId(7, new byte[] {1, 2}, new byte[] {3});

    private long start(StartMode mode) {
        long number = link.newNumber();
        Awaited.of(link.link().startBranch(number, BRANCH, mode, 60));
        return number;
    }

    private void end(long number, EndMode mode) {
        Awaited.of(link.link().endBranch(number, BRANCH, mode));
    }

    /** Sends "b" and takes "a" from a queue, on a branch that is ended then. */
    private TestConsumer work() {
        link.send(ORDERS, "a");
        TestConsumer consumer = link.consume(ORDERS, 1);
        long number = start(StartMode.NEW);
        consumer.acknowledgeIn(number, 1, 1);
        link.sendIn(number, ORDERS, "b");
        end(number, EndMode.SUCCESS);
        return consumer;
    }

    @Test
    void aPreparedBranchIsInvisibleUntilItIsCommitted() {
        TestConsumer consumer = work();
        consumer.credit(10);
        assertThat(Awaited.of(link.link().prepareBranch(BRANCH))).isTrue();
        assertThat(Awaited.of(link.link().recoverBranches())).containsExactly(BRANCH);
        assertThat(consumer.received().nextTexts(1)).containsExactly("a");
        assertThat(consumer.textsSoFar()).isEmpty();

        Awaited.of(link.link().commitBranch(BRANCH, false, null));

        assertThat(consumer.nextText()).isEqualTo("b");
        assertThat(Awaited.of(link.link().recoverBranches())).isEmpty();
    }

    @Test
    void aPreparedBranchCanBeRolledBack() {
        TestConsumer consumer = work();
        Awaited.of(link.link().prepareBranch(BRANCH));

        Awaited.of(link.link().rollbackBranch(BRANCH));
        consumer.close(1);

        assertThat(link.drain(ORDERS)).containsExactly("a");
        assertThat(Awaited.errorOf(link.link().commitBranch(BRANCH, false, null)))
                .isEqualTo(BrokerError.XA_UNKNOWN_BRANCH);
    }

    @Test
    void aBranchCanBeCommittedInOnePhase() {
        TestConsumer consumer = work();

        Awaited.of(link.link().commitBranch(BRANCH, true, null));
        consumer.close(1);

        assertThat(link.drain(ORDERS)).containsExactly("b");
    }

    @Test
    void aBranchWithoutWorkIsReadOnly() {
        end(start(StartMode.NEW), EndMode.SUCCESS);

        assertThat(Awaited.of(link.link().prepareBranch(BRANCH))).isFalse();
        assertThat(Awaited.errorOf(link.link().commitBranch(BRANCH, false, null)))
                .isEqualTo(BrokerError.XA_UNKNOWN_BRANCH);
    }

    @Test
    void workCanBeSuspendedAndResumed() {
        long number = start(StartMode.NEW);
        link.sendIn(number, ORDERS, "in");
        end(number, EndMode.SUSPEND);
        link.send(ORDERS, "outside");
        long resumed = start(StartMode.RESUME);
        link.sendIn(resumed, ORDERS, "in again");
        end(resumed, EndMode.SUCCESS);

        Awaited.of(link.link().commitBranch(BRANCH, true, null));

        assertThat(link.drain(ORDERS)).containsExactly("outside", "in", "in again");
    }

    @Test
    void othersCanJoinTheWork() throws Exception {
        long number = start(StartMode.NEW);
        link.sendIn(number, ORDERS, "one");
        TestLink other = connect(null);
        long joined = other.newNumber();
        Awaited.of(other.link().startBranch(joined, BRANCH, StartMode.JOIN, 0));
        other.sendIn(joined, ORDERS, "two");
        end(number, EndMode.SUCCESS);
        assertThat(Awaited.errorOf(link.link().prepareBranch(BRANCH))).isEqualTo(BrokerError.XA_PROTOCOL);
        Awaited.of(other.link().endBranch(joined, BRANCH, EndMode.SUCCESS));

        Awaited.of(other.link().commitBranch(BRANCH, true, null));

        assertThat(link.drain(ORDERS)).containsExactly("one", "two");
    }

    @Test
    void failedWorkCanOnlyBeRolledBack() {
        long number = start(StartMode.NEW);
        link.sendIn(number, ORDERS, "a");
        end(number, EndMode.FAIL);

        assertThat(Awaited.errorOf(link.link().prepareBranch(BRANCH))).isEqualTo(BrokerError.TRANSACTION_ROLLED_BACK);
        assertThat(link.drain(ORDERS)).isEmpty();
    }

    @Test
    void aBranchBeginsOnce() {
        start(StartMode.NEW);

        assertThat(Awaited.errorOf(link.link().startBranch(link.newNumber(), BRANCH, StartMode.NEW, 0)))
                .isEqualTo(BrokerError.XA_DUPLICATE_BRANCH);
    }

    @Test
    void anUnknownBranchIsRefused() {
        assertThat(Awaited.errorOf(link.link().startBranch(link.newNumber(), BRANCH, StartMode.JOIN, 0)))
                .isEqualTo(BrokerError.XA_UNKNOWN_BRANCH);
        assertThat(Awaited.errorOf(link.link().forgetBranch(BRANCH))).isEqualTo(BrokerError.XA_UNKNOWN_BRANCH);
        assertThat(Awaited.errorOf(link.link().rollbackBranch(BRANCH))).isEqualTo(BrokerError.XA_UNKNOWN_BRANCH);
    }

    @Test
    void aBranchThatTakesTooLongIsRolledBackAndSaysSo() {
        link.send(ORDERS, "a");
        TestConsumer consumer = link.consume(ORDERS, 1);
        long number = link.newNumber();
        Awaited.of(link.link().startBranch(number, BRANCH, StartMode.NEW, 1));
        consumer.acknowledgeIn(number, 1, 1);
        consumer.next();
        consumer.credit(1);

        assertThat(consumer.next().deliveryCount()).isEqualTo(2);
        assertThat(Awaited.errorOf(link.link().endBranch(number, BRANCH, EndMode.SUCCESS)))
                .isEqualTo(BrokerError.XA_TIMED_OUT);
        Awaited.of(link.link().rollbackBranch(BRANCH));
    }

    @Test
    void anEndedLinkRollsItsOpenBranchesBackAndLeavesPreparedOnes() throws Exception {
        TestLink other = connect(null);
        BranchId open = new BranchId(7, new byte[] {9}, new byte[] {9});
        long number = other.newNumber();
        Awaited.of(other.link().startBranch(number, open, StartMode.NEW, 60));
        other.sendIn(number, ORDERS, "open");
        long prepared = other.newNumber();
        Awaited.of(other.link().startBranch(prepared, BRANCH, StartMode.NEW, 60));
        other.sendIn(prepared, ORDERS, "prepared");
        Awaited.of(other.link().endBranch(prepared, BRANCH, EndMode.SUCCESS));
        Awaited.of(other.link().prepareBranch(BRANCH));

        other.close();
        Awaited.of(link.link().commitBranch(BRANCH, false, null));

        assertThat(Awaited.errorOf(link.link().rollbackBranch(open))).isEqualTo(BrokerError.XA_UNKNOWN_BRANCH);
        await().until(() -> link.drain(ORDERS).equals(java.util.List.of("prepared")));
    }

    @Test
    void aNumberThatStandsForABranchIsNotCommittedAsATransaction() {
        long number = start(StartMode.NEW);
        Awaited committed = new Awaited();

        link.link().commit(number, null, committed);

        assertThat(committed.failure().error()).isEqualTo(BrokerError.ILLEGAL_STATE);
    }
}
