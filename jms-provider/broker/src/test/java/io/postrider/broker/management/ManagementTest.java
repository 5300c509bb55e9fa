package io.postrider.broker.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.Broker;
import io.postrider.broker.link.Awaited;
import io.postrider.broker.link.TestConsumer;
import io.postrider.broker.link.TestLink;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every verb of an operator, by the link, on a broker in memory. */
class ManagementTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");
    private static final DestinationName OTHER = DestinationName.queue("other");
    private static final DestinationName DLQ = DestinationName.queue("DLQ");
    private static final DestinationName NEWS = DestinationName.topic("news");
    private static final BranchId BRANCH = new BranchId(7, new byte[] {1, -2}, new byte[] {3});
    private static final long ALL = Long.MAX_VALUE;

    private Broker broker;
    private TestLink link;

    @BeforeEach
    void start() throws BrokerException {
        broker =
                Broker.named("managed").journal("memory").maxDeliveryAttempts(1).start();
        link = connect("client-1");
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private TestLink connect(String clientId) throws BrokerException {
        TestLink made = new TestLink();
        return made.on(broker.connect(new ConnectRequest(null, null, null, clientId), made));
    }

    private static ManagementRequest request(ManagementVerb verb, Object... arguments) {
        ManagementRequest request = ManagementRequest.of(verb);
        for (int i = 0; i < arguments.length; i += 2) {
            request = request.with((ManagementArgument) arguments[i], arguments[i + 1]);
        }
        return request;
    }

    private List<Map<String, Object>> manage(ManagementVerb verb, Object... arguments) {
        return Awaited.of(link.link().manage(request(verb, arguments))).rows();
    }

    private BrokerError refusal(ManagementVerb verb, Object... arguments) {
        return Awaited.errorOf(link.link().manage(request(verb, arguments)));
    }

    private Map<String, Object> figures(DestinationName queue) {
        return manage(ManagementVerb.QUEUE_LIST, ManagementArgument.PATTERN, queue.name())
                .get(0);
    }

    /** Lets messages fail until they are in the dead-letter queue. */
    private void fail(DestinationName queue, String... texts) {
        link.send(queue, texts);
        TestConsumer consumer = link.consume(queue, texts.length);
        consumer.release(1, texts.length, true);
        consumer.close(ALL);
    }

    @Test
    void showsTheBrokerItsConnectionsAndItsJournal() {
        link.send(ORDERS, "a");
        Map<String, Object> status = manage(ManagementVerb.BROKER_STATUS).get(0);
        assertThat(status).containsEntry("name", "managed").containsEntry("connections", 1);
        assertThat(manage(ManagementVerb.CONNECTION_LIST)).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("client-id", "client-1")
                .containsEntry("user", "(this VM)")
                .containsEntry("remote-address", null));
        assertThat(manage(ManagementVerb.JOURNAL_STATUS).get(0))
                .containsEntry("failure", null)
                .containsKey("store-bytes");
    }

    @Test
    void theProgramThatHoldsTheBrokerNeedsNoPermission() throws BrokerException {
        try (Broker guarded = Broker.named("guarded")
                .journal("memory")
                .user("clerk", "secret")
                .permissions((user, permission, destination) -> false)
                .start()) {
            ManagementRequest create = request(ManagementVerb.QUEUE_CREATE, ManagementArgument.NAME, "orders");
            Awaited.of(guarded.manage(create));

            assertThat(Awaited.of(guarded.manage(request(ManagementVerb.QUEUE_LIST)))
                            .rows())
                    .singleElement()
                    .satisfies(row -> assertThat(row).containsEntry("name", "orders"));
        }
    }

    @Test
    void aJournalThatKeepsNothingOnDiskIsNotCopied() {
        assertThat(refusal(ManagementVerb.JOURNAL_BACKUP, ManagementArgument.DIRECTORY, "nowhere"))
                .isEqualTo(BrokerError.JOURNAL_FAILED);
    }

    @Test
    void queuesAreMadeListedAndDeletedWithWhatTheyHold() {
        manage(ManagementVerb.QUEUE_CREATE, ManagementArgument.NAME, "shop.eu");
        manage(ManagementVerb.QUEUE_CREATE, ManagementArgument.NAME, "shop.eu");
        link.send(DestinationName.queue("shop.us"), "a", "b");
        link.send(ORDERS, "c");

        assertThat(manage(ManagementVerb.QUEUE_LIST, ManagementArgument.PATTERN, "shop.*"))
                .extracting(row -> row.get("name") + " " + row.get("depth"))
                .containsExactly("shop.eu 0", "shop.us 2");

        manage(ManagementVerb.QUEUE_DELETE, ManagementArgument.NAME, "shop.us");
        assertThat(manage(ManagementVerb.QUEUE_LIST))
                .extracting(row -> row.get("name"))
                .containsExactly("orders", "shop.eu");
        assertThat(refusal(ManagementVerb.QUEUE_DELETE, ManagementArgument.NAME, "shop.us"))
                .isEqualTo(BrokerError.INVALID_DESTINATION);
        link.send(DestinationName.queue("shop.us"), "new");
        assertThat(link.browse(DestinationName.queue("shop.us"), null)).containsExactly("new");
    }

    @Test
    void aQueueWithConsumersIsDeletedByForceAlone() {
        TestConsumer consumer = link.consume(ORDERS, 1);
        assertThat(refusal(ManagementVerb.QUEUE_DELETE, ManagementArgument.NAME, "orders"))
                .isEqualTo(BrokerError.DESTINATION_IN_USE);
        manage(ManagementVerb.QUEUE_DELETE, ManagementArgument.NAME, "orders", ManagementArgument.FORCE, true);
        assertThat(consumer.textsSoFar()).isEmpty();
        link.send(ORDERS, "a");
        assertThat(link.drain(ORDERS)).containsExactly("a");
    }

    @Test
    void aPurgeTakesWhatWaitsAndMatchesAlsoWhatIsDelayed() {
        link.sendWith(ORDERS, "red", "colour", "red");
        link.sendWith(ORDERS, "blue", "colour", "blue");
        link.send(ORDERS, "late", builder -> builder.deliveryTimeMillis(Long.MAX_VALUE / 2));
        assertThat(manage(
                        ManagementVerb.QUEUE_PURGE,
                        ManagementArgument.NAME,
                        "orders",
                        ManagementArgument.SELECTOR,
                        "colour = 'red'"))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("messages", 1L));
        assertThat(figures(ORDERS)).containsEntry("depth", 2L).containsEntry("delayed", 1L);
        assertThat(manage(ManagementVerb.QUEUE_PURGE, ManagementArgument.NAME, "orders")
                        .get(0))
                .containsEntry("messages", 2L);
        assertThat(figures(ORDERS)).containsEntry("depth", 0L);
    }

    @Test
    void aPausedQueueTakesMessagesAndDeliversNoneUntilItIsResumed() {
        TestConsumer consumer = link.consume(ORDERS, 10);
        manage(ManagementVerb.QUEUE_PAUSE, ManagementArgument.NAME, "orders");
        link.send(ORDERS, "a", "b");
        consumer.credit(1);
        assertThat(consumer.textsSoFar()).isEmpty();
        assertThat(figures(ORDERS)).containsEntry("paused", true).containsEntry("depth", 2L);
        assertThat(link.browse(ORDERS, null)).containsExactly("a", "b");

        manage(ManagementVerb.QUEUE_RESUME, ManagementArgument.NAME, "orders");
        assertThat(consumer.nextText()).isEqualTo("a");
        assertThat(consumer.nextText()).isEqualTo("b");
        assertThat(figures(ORDERS)).containsEntry("paused", false);
    }

    @Test
    void messagesMoveToAnotherQueueByFilterAndLimit() {
        for (int n = 0; n < 10; n++) {
            link.sendWith(ORDERS, "m" + n, "n", n);
        }
        Object[] arguments = {
            ManagementArgument.FROM,
            "orders",
            ManagementArgument.TO,
            "other",
            ManagementArgument.SELECTOR,
            "n >= 4",
            ManagementArgument.LIMIT,
            3
        };
        List<Map<String, Object>> rows = manage(ManagementVerb.MESSAGE_MOVE, arguments);
        assertThat(rows).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("destination", "queue://other")
                .containsEntry("messages", 3L));
        assertThat(link.drain(OTHER)).containsExactly("m4", "m5", "m6");
        assertThat(link.drain(ORDERS)).containsExactly("m0", "m1", "m2", "m3", "m7", "m8", "m9");
    }

    @Test
    void moreMessagesThanABatchMoveInOrder() {
        List<String> texts = new ArrayList<>();
        for (int n = 0; n < 1_203; n++) {
            texts.add("m" + n);
        }
        link.send(ORDERS, texts.toArray(String[]::new));
        manage(ManagementVerb.MESSAGE_MOVE, ManagementArgument.FROM, "orders", ManagementArgument.TO, "other");
        assertThat(link.drain(OTHER)).isEqualTo(texts);
        assertThat(figures(ORDERS)).containsEntry("depth", 0L);
    }

    @Test
    void aRedriveBringsDeadLettersBackToTheirOriginsAndADryRunOnlyCounts() {
        fail(ORDERS, "a", "b");
        fail(OTHER, "c");
        link.send(DLQ, "stranger");
        assertThat(link.browse(DLQ, null)).containsExactly("a", "b", "c", "stranger");

        Object[] dry = {ManagementArgument.FROM, "DLQ", ManagementArgument.DRY_RUN, true};
        assertThat(manage(ManagementVerb.MESSAGE_REDRIVE, dry))
                .extracting(row -> row.get("destination") + " " + row.get("messages") + " " + row.get("dry-run"))
                .containsExactlyInAnyOrder(
                        "queue://orders 2 true", "queue://other 1 true", "(no origin: stays) 1 true");
        assertThat(link.browse(DLQ, null)).hasSize(4);

        manage(
                ManagementVerb.MESSAGE_REDRIVE,
                ManagementArgument.FROM,
                "DLQ",
                ManagementArgument.SELECTOR,
                "postrider_dlq_origin = 'queue://orders'");
        assertThat(link.browse(ORDERS, null)).containsExactly("a", "b");
        assertThat(link.browse(DLQ, null)).containsExactly("c", "stranger");

        TestConsumer consumer = link.consume(ORDERS, 1);
        assertThat(consumer.next().message().properties()).isEmpty();
        consumer.close(0);
        manage(ManagementVerb.MESSAGE_REDRIVE, ManagementArgument.FROM, "DLQ");
        assertThat(link.drain(OTHER)).containsExactly("c");
        assertThat(link.drain(DLQ)).containsExactly("stranger");
    }

    @Test
    void aDeadLetterOfASubscriptionGoesBackToItAlone() throws BrokerException {
        ConsumerRequest.Subscription mine = new ConsumerRequest.Subscription("mine", true, false);
        TestConsumer consumer = link.subscribe(NEWS, mine, 1);
        TestLink other = connect("client-2");
        TestConsumer others = other.subscribe(NEWS, mine, 10);
        link.send(NEWS, "a");
        assertThat(others.nextText()).isEqualTo("a");
        consumer.next();
        consumer.release(1, 1, true);
        assertThat(link.browse(DLQ, null)).containsExactly("a");

        manage(ManagementVerb.MESSAGE_REDRIVE, ManagementArgument.FROM, "DLQ");

        consumer.credit(1);
        assertThat(consumer.next().message().destination()).isEqualTo(NEWS);
        assertThat(others.textsSoFar()).isEmpty();
    }

    @Test
    void subscriptionsAreMadeListedPausedPurgedAndDeleted() {
        Object[] mine = {ManagementArgument.NAME, "mine", ManagementArgument.CLIENT_ID, "client-1"};
        manage(
                ManagementVerb.SUBSCRIPTION_CREATE,
                ManagementArgument.TOPIC,
                "news",
                ManagementArgument.NAME,
                "mine",
                ManagementArgument.CLIENT_ID,
                "client-1");
        link.send(NEWS, "a", "b");
        assertThat(manage(ManagementVerb.SUBSCRIPTION_LIST)).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("topic", "news")
                .containsEntry("name", "mine")
                .containsEntry("depth", 2L));
        assertThat(manage(ManagementVerb.TOPIC_LIST).get(0)).containsEntry("subscriptions", 1);

        manage(ManagementVerb.SUBSCRIPTION_PAUSE, mine);
        TestConsumer consumer = link.subscribe(NEWS, new ConsumerRequest.Subscription("mine", true, false), 5);
        assertThat(consumer.textsSoFar()).isEmpty();
        manage(ManagementVerb.TOPIC_RESUME, ManagementArgument.NAME, "news");
        assertThat(consumer.nextText()).isEqualTo("a");
        consumer.close(0);

        assertThat(manage(ManagementVerb.SUBSCRIPTION_PURGE, mine).get(0)).containsEntry("messages", 2L);
        manage(ManagementVerb.SUBSCRIPTION_DELETE, mine);
        assertThat(refusal(ManagementVerb.SUBSCRIPTION_DELETE, mine)).isEqualTo(BrokerError.NO_SUCH_SUBSCRIPTION);
        manage(ManagementVerb.TOPIC_DELETE, ManagementArgument.NAME, "news");
        assertThat(manage(ManagementVerb.TOPIC_LIST)).isEmpty();
    }

    @Test
    void aTopicIsDeletedWithItsSubscriptionsByForce() {
        TestConsumer consumer = link.subscribe(NEWS, new ConsumerRequest.Subscription("mine", true, false), 5);
        link.subscribe(NEWS, ConsumerRequest.Subscription.OWN, 5);
        assertThat(refusal(ManagementVerb.TOPIC_DELETE, ManagementArgument.NAME, "news"))
                .isEqualTo(BrokerError.DESTINATION_IN_USE);
        manage(ManagementVerb.TOPIC_DELETE, ManagementArgument.NAME, "news", ManagementArgument.FORCE, true);
        assertThat(manage(ManagementVerb.SUBSCRIPTION_LIST)).isEmpty();
        link.send(NEWS, "a");
        assertThat(consumer.textsSoFar()).isEmpty();
    }

    @Test
    void anOperatorsDecisionOnABranchIsToldUntilItIsForgotten() {
        prepare();
        assertThat(manage(ManagementVerb.TRANSACTION_LIST)).singleElement().satisfies(row -> assertThat(row)
                .containsEntry("branch", BRANCH.toString())
                .containsEntry("state", "in doubt"));

        manage(ManagementVerb.TRANSACTION_COMMIT, ManagementArgument.BRANCH, BRANCH);

        assertThat(link.browse(ORDERS, null)).containsExactly("in doubt");
        assertThat(Awaited.of(link.link().recoverBranches())).containsExactly(BRANCH);
        assertThat(Awaited.errorOf(link.link().commitBranch(BRANCH, false, null)))
                .isEqualTo(BrokerError.XA_HEURISTIC_COMMIT);
        assertThat(Awaited.errorOf(link.link().rollbackBranch(BRANCH))).isEqualTo(BrokerError.XA_HEURISTIC_COMMIT);
        assertThat(refusal(ManagementVerb.TRANSACTION_ROLLBACK, ManagementArgument.BRANCH, BRANCH))
                .isEqualTo(BrokerError.XA_HEURISTIC_COMMIT);
        Awaited.of(link.link().forgetBranch(BRANCH));
        assertThat(Awaited.of(link.link().recoverBranches())).isEmpty();
        assertThat(manage(ManagementVerb.TRANSACTION_LIST)).isEmpty();
    }

    @Test
    void aBranchThatAnOperatorRolledBackGivesNothing() {
        prepare();
        manage(ManagementVerb.TRANSACTION_ROLLBACK, ManagementArgument.BRANCH, BRANCH);
        assertThat(link.browse(ORDERS, null)).isEmpty();
        assertThat(Awaited.errorOf(link.link().commitBranch(BRANCH, false, null)))
                .isEqualTo(BrokerError.XA_HEURISTIC_ROLLBACK);
        manage(ManagementVerb.TRANSACTION_FORGET, ManagementArgument.BRANCH, BRANCH);
        assertThat(refusal(ManagementVerb.TRANSACTION_FORGET, ManagementArgument.BRANCH, BRANCH))
                .isEqualTo(BrokerError.XA_UNKNOWN_BRANCH);
    }

    private void prepare() {
        Awaited.of(link.link().startBranch(50, BRANCH, StartMode.NEW, 0));
        link.sendIn(50, ORDERS, "in doubt");
        Awaited.of(link.link().endBranch(50, BRANCH, EndMode.SUCCESS));
        assertThat(Awaited.of(link.link().prepareBranch(BRANCH))).isTrue();
    }

    @Test
    void policiesAreShownWithTheRuleThatSaysSo() {
        assertThat(manage(ManagementVerb.POLICY_LIST))
                .containsExactly(Map.of("pattern", ">", "option", "maxDeliveryAttempts", "value", "1"));
        assertThat(manage(ManagementVerb.POLICY_SHOW, ManagementArgument.NAME, "topic://news"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("option", "maxDeliveryAttempts")
                        .containsEntry("value", "1")
                        .containsEntry("by", ">"))
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("option", "deadLetterQueue")
                        .containsEntry("value", "DLQ")
                        .containsEntry("by", "default"));
        link.send(ORDERS, "a");
        assertThat(figures(ORDERS)).containsEntry("policy", "maxDeliveryAttempts=1");
    }

    @Test
    void aRedriveKeepsToItsRate() {
        fail(ORDERS, "a", "b", "c");
        long beganNanos = System.nanoTime();
        assertThat(manage(ManagementVerb.MESSAGE_REDRIVE, ManagementArgument.FROM, "DLQ", ManagementArgument.RATE, 50))
                .singleElement()
                .satisfies(row -> assertThat(row).containsEntry("messages", 3L));
        // batches of 5 at 50 a second: one batch, and its rest
        assertThat(System.nanoTime() - beganNanos).isGreaterThanOrEqualTo(50_000_000L);
        assertThat(link.drain(ORDERS)).containsExactly("a", "b", "c");
    }

    @Test
    void whatIsNotUnderstoodIsRefusedWithAReason() {
        assertThat(Awaited.failureOf(link.link().manage(new ManagementRequest("queue-destroy", Map.of()))))
                .satisfies(failure -> assertThat(failure.error()).isEqualTo(BrokerError.INVALID_REQUEST))
                .hasMessageContaining("queue-destroy");
        assertThat(refusal(ManagementVerb.QUEUE_DELETE)).isEqualTo(BrokerError.INVALID_REQUEST);
        assertThat(refusal(ManagementVerb.QUEUE_LIST, ManagementArgument.FORCE, true))
                .isEqualTo(BrokerError.INVALID_REQUEST);
        assertThat(refusal(
                        ManagementVerb.QUEUE_DELETE, ManagementArgument.NAME, "a", ManagementArgument.FORCE, "maybe"))
                .isEqualTo(BrokerError.INVALID_REQUEST);
        link.send(ORDERS, "a");
        Object[] move = {ManagementArgument.FROM, "orders", ManagementArgument.TO, "other"};
        assertThat(Awaited.errorOf(link.link()
                        .manage(request(ManagementVerb.MESSAGE_MOVE, move).with(ManagementArgument.LIMIT, "-1"))))
                .isEqualTo(BrokerError.INVALID_REQUEST);
        assertThat(Awaited.errorOf(link.link()
                        .manage(request(ManagementVerb.MESSAGE_MOVE, move).with(ManagementArgument.SELECTOR, "= 1"))))
                .isEqualTo(BrokerError.INVALID_SELECTOR);
        assertThat(refusal(ManagementVerb.TRANSACTION_COMMIT, ManagementArgument.BRANCH, "7:xy"))
                .isEqualTo(BrokerError.INVALID_REQUEST);
        assertThat(refusal(ManagementVerb.QUEUE_PURGE, ManagementArgument.NAME, "misspelt"))
                .isEqualTo(BrokerError.INVALID_DESTINATION);
        assertThat(refusal(ManagementVerb.QUEUE_LIST, ManagementArgument.PATTERN, "a*"))
                .isEqualTo(BrokerError.INVALID_REQUEST);
    }
}
