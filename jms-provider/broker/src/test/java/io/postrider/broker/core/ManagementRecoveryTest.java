package io.postrider.broker.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.link.Awaited;
import io.postrider.broker.link.TestConsumer;
import io.postrider.broker.link.TestLink;
import io.postrider.broker.vm.VmBrokers;
import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.EndMode;
import io.postrider.protocol.link.ManagementArgument;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.link.ManagementVerb;
import io.postrider.protocol.link.StartMode;
import io.postrider.protocol.message.DestinationName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators did is there after a crash, against a store that tells every record twice. */
class ManagementRecoveryTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");
    private static final DestinationName OTHER = DestinationName.queue("other");
    private static final DestinationName NEWS = DestinationName.topic("news");
    private static final BranchId BRANCH = new BranchId(1, new byte[] {1}, new byte[] {2});

    private final ReplayedJournals store = new ReplayedJournals();
    private final BrokerSettings settings = VmBrokers.defaults("recovery");
    private TestLink link;

    /** The broker before, if any, dies as it is, and another one starts on what was committed. */
    @BeforeEach
    void crash() throws BrokerException {
        BrokerCore broker = BrokerCore.start(settings, store);
        TestLink made = new TestLink();
        link = made.on(broker.connect(new ConnectRequest(null, null, null, null), made));
    }

    private List<Map<String, Object>> manage(ManagementVerb verb, Object... arguments) {
        ManagementRequest request = ManagementRequest.of(verb);
        for (int i = 0; i < arguments.length; i += 2) {
            request = request.with((ManagementArgument) arguments[i], arguments[i + 1]);
        }
        return Awaited.of(link.link().manage(request)).rows();
    }

    @Test
    void aPausedQueueStaysPausedAndAResumedOneDoesNot() throws BrokerException {
        link.send(ORDERS, "a");
        link.send(OTHER, "b");
        manage(ManagementVerb.QUEUE_PAUSE, ManagementArgument.NAME, "orders");
        manage(ManagementVerb.QUEUE_PAUSE, ManagementArgument.NAME, "other");
        manage(ManagementVerb.QUEUE_RESUME, ManagementArgument.NAME, "other");

        crash();

        assertThat(link.drain(ORDERS)).isEmpty();
        assertThat(link.drain(OTHER)).containsExactly("b");
        manage(ManagementVerb.QUEUE_RESUME, ManagementArgument.NAME, "orders");
        crash();
        assertThat(link.drain(ORDERS)).containsExactly("a");
    }

    @Test
    void aDeletedQueueStaysDeletedAndANewOneOfItsNameHasItsOwnMessages() throws BrokerException {
        link.send(ORDERS, "old");
        manage(ManagementVerb.QUEUE_PAUSE, ManagementArgument.NAME, "orders");
        manage(ManagementVerb.QUEUE_DELETE, ManagementArgument.NAME, "orders");
        crash();
        assertThat(manage(ManagementVerb.QUEUE_LIST)).isEmpty();

        link.send(ORDERS, "new");
        crash();
        assertThat(link.drain(ORDERS)).containsExactly("new");
    }

    @Test
    void movedAndPurgedMessagesDoNotComeBack() throws BrokerException {
        link.send(ORDERS, "a", "b", "c");
        manage(
                ManagementVerb.MESSAGE_MOVE,
                ManagementArgument.FROM,
                "orders",
                ManagementArgument.TO,
                "other",
                ManagementArgument.LIMIT,
                2);
        manage(ManagementVerb.QUEUE_PURGE, ManagementArgument.NAME, "orders");
        crash();
        assertThat(link.drain(OTHER)).containsExactly("a", "b");
        assertThat(link.drain(ORDERS)).isEmpty();
    }

    @Test
    void aSubscriptionMadeByAnOperatorHoldsWhatItsConsumerFindsLater() throws BrokerException {
        manage(
                ManagementVerb.SUBSCRIPTION_CREATE,
                ManagementArgument.TOPIC,
                "news",
                ManagementArgument.NAME,
                "ledger",
                ManagementArgument.SHARED,
                true);
        link.send(NEWS, "a");
        crash();
        TestConsumer consumer = link.subscribe(NEWS, new ConsumerRequest.Subscription("ledger", true, true), 1);
        assertThat(consumer.nextText()).isEqualTo("a");
    }

    @Test
    void anOperatorsDecisionOutlivesTheBrokerUntilItIsForgotten() throws BrokerException {
        Awaited.of(link.link().startBranch(50, BRANCH, StartMode.NEW, 0));
        link.sendIn(50, ORDERS, "in doubt");
        Awaited.of(link.link().endBranch(50, BRANCH, EndMode.SUCCESS));
        assertThat(Awaited.of(link.link().prepareBranch(BRANCH))).isTrue();
        crash();
        manage(ManagementVerb.TRANSACTION_COMMIT, ManagementArgument.BRANCH, BRANCH);
        crash();

        assertThat(link.browse(ORDERS, null)).containsExactly("in doubt");
        assertThat(Awaited.of(link.link().recoverBranches())).containsExactly(BRANCH);
        assertThat(Awaited.errorOf(link.link().rollbackBranch(BRANCH))).isEqualTo(BrokerError.XA_HEURISTIC_COMMIT);
        Awaited.of(link.link().forgetBranch(BRANCH));
        crash();
        assertThat(Awaited.of(link.link().recoverBranches())).isEmpty();
        assertThat(link.browse(ORDERS, null)).containsExactly("in doubt");
    }
}
