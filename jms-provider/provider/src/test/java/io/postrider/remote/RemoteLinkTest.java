package io.postrider.remote;

import static io.postrider.remote.TestClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.DeliverySink;
import io.postrider.protocol.link.EndMode;
import io.postrider.protocol.link.ManagementArgument;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.link.ManagementVerb;
import io.postrider.protocol.link.StartMode;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.Body;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.wire.Frame;
import io.postrider.remote.TestClient.Collected;
import io.postrider.remote.TestClient.Pending;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every command of the port, through client, frames, sockets and acceptor, to a scripted broker and back. */
class RemoteLinkTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");
    private static final BranchId BRANCH = new BranchId(7, new byte[] {1, 2}, new byte[] {3});

    private final ScriptedBroker broker = new ScriptedBroker();
    private Acceptor acceptor;

    @BeforeEach
    void listen() throws IOException {
        acceptor = Acceptor.start(
                AcceptorSettings.builder().port(0).maxFrameBytes(1 << 20).build(), broker);
    }

    @AfterEach
    void stop() {
        acceptor.close();
    }

    private String url() {
        return "tcp://127.0.0.1:" + acceptor.port();
    }

    @Test
    void everyCommandReachesTheBrokerAsItWasGivenAndInOrder() throws Exception {
        BrokerLink link = TestClient.connect(url()).link();
        assertThat(link.brokerId()).isEqualTo(ScriptedLink.BROKER_ID);
        Collected sink = new Collected();
        await(link.identify("me"));
        link.send(ScriptedLink.message(1), 5, null);
        link.send(ScriptedLink.message(2), BrokerLink.NO_TRANSACTION, done());
        ConsumerRequest request = new ConsumerRequest(
                9, DestinationName.topic("news"), "a = 1", true, new ConsumerRequest.Subscription("sub", true, true));
        await(link.openConsumer(request, sink));
        link.credit(9, 0, done());
        link.acknowledge(9, 1, 4, 5, done());
        link.release(9, 5, 6, true, done());
        link.release(9, 7, 8, false, null);
        await(link.closeConsumer(9, 4));
        await(link.openBrowser(10, ORDERS, null));
        assertThat(await(link.browse(10, 0))).isEmpty();
        link.closeBrowser(10);
        await(link.unsubscribe("sub"));
        assertThat(await(link.createTemporary(TemporaryRequest.of(DestinationName.Kind.TEMPORARY_QUEUE))))
                .isEqualTo(new DestinationName(DestinationName.Kind.TEMPORARY_QUEUE, "temporary"));
        await(link.deleteTemporary(ORDERS));
        link.commit(5, null, done());
        link.rollback(6, done());
        await(link.startBranch(7, BRANCH, StartMode.JOIN, 30));
        await(link.endBranch(7, BRANCH, EndMode.SUSPEND));
        assertThat(await(link.prepareBranch(BRANCH))).isTrue();
        await(link.commitBranch(BRANCH, true, null));
        await(link.rollbackBranch(BRANCH));
        await(link.forgetBranch(BRANCH));
        assertThat(await(link.recoverBranches())).containsExactly(new BranchId(1, new byte[] {1}, new byte[] {2}));
        ManagementRequest management =
                ManagementRequest.of(ManagementVerb.QUEUE_LIST).with(ManagementArgument.PATTERN, "orders.*");
        assertThat(await(link.manage(management)).rows()).hasSize(1_001).last().isEqualTo(Map.of("row", 1_001));
        await(link.close());
        await(link.close());

        assertThat(broker.link().commands())
                .containsExactly(
                        "identify me",
                        "send 1 in 5",
                        "send 2 in 0",
                        "open " + request,
                        "credit 0 to 9",
                        "acknowledge 1 to 4 of 9 in 5",
                        "release 5 to 6 of 9 attempted",
                        "release 7 to 8 of 9",
                        "close 9 after 4",
                        "browse queue://orders where null as 10",
                        "next 0 of 10",
                        "close browser 10",
                        "unsubscribe sub",
                        "create TEMPORARY_QUEUE",
                        "delete queue://orders",
                        "commit 5",
                        "rollback 6",
                        "start 7:0102:03 JOIN as 7 for 30",
                        "end 7:0102:03 SUSPEND as 7",
                        "prepare 7:0102:03",
                        "commit 7:0102:03 in one phase",
                        "rollback 7:0102:03",
                        "forget 7:0102:03",
                        "recover",
                        management.toString(),
                        "close");
        await().until(() -> acceptor.linkCount() == 0 && acceptor.connectionCount() == 0);
    }

    private final List<Pending> pending = new ArrayList<>();

    private Pending done() {
        Pending next = new Pending();
        pending.add(next);
        return next;
    }

    @AfterEach
    void everyCompletionWasDone() throws BrokerException {
        for (Pending each : pending) {
            await(each);
        }
    }

    @Test
    void theBytesOfAMessageArriveAsTheyWereSent() throws Exception {
        BrokerLink link = TestClient.connect(url()).link();
        Message message = ScriptedLink.message(ORDERS, 1, "x".repeat(500_000));
        link.send(message, BrokerLink.NO_TRANSACTION, done());
        everyCompletionWasDone();
        assertThat(broker.link().sent().get(0).encoded()).isEqualTo(message.encoded());
    }

    @Test
    void deliveriesComeInOrderWithTagsAndCounts() throws Exception {
        BrokerLink link = TestClient.connect(url()).link();
        Collected sink = new Collected();
        await(link.openConsumer(new ConsumerRequest(1, ORDERS, null, false, null), sink));
        Pending offered = new Pending();
        link.credit(1, 1000, offered);
        await(offered);
        assertThat(sink.deliveries)
                .as("all offered are there before offered is done")
                .hasSize(1000);
        for (int i = 0; i < 1000; i++) {
            Delivery delivery = sink.deliveries.get(i);
            assertThat(delivery.tag()).isEqualTo(i + 1);
            assertThat(delivery.redelivered()).isEqualTo((i + 1) % 10 == 0);
            assertThat(delivery.message().body()).isEqualTo(new Body.Text("text " + (i + 1)));
        }
        broker.link().recall(1);
        broker.link().closeConsumer(1, new BrokerException(BrokerError.INVALID_DESTINATION, "deleted"));
        await().until(() -> sink.events.size() == 2);
        assertThat(sink.events).containsExactly("recall", "closed: INVALID_DESTINATION: deleted");
    }

    @Test
    void creditBeyondWhatTheClientReadsIsHeldBack() throws Exception {
        int read = 50_000;
        try (RawClient slow = new RawClient(acceptor.port()).login()) {
            slow.say(new Frame.OpenConsumer(1, new ConsumerRequest(1, ORDERS, null, false, null)));
            slow.say(new Frame.Credit(0, 1, Integer.MAX_VALUE));
            assertThat(slow.hear()).isEqualTo(new Frame.Done(1));
            for (int n = 1; n <= read; ) {
                if (slow.hear() instanceof Frame.Delivered delivered) {
                    assertThat(delivered.tag()).isEqualTo(n);
                    n++;
                }
            }
            long credited = broker.link().commands().stream()
                    .filter(command -> command.startsWith("credit "))
                    .mapToLong(command -> Long.parseLong(command.split(" ")[1]))
                    .sum();
            assertThat(credited).isBetween((long) read, 20L * read);
        }
    }

    @Test
    void aLargePageComesInSeveralFramesAndAsOneAnswer() throws Exception {
        BrokerLink link = TestClient.connect(url()).link();
        List<Delivery> page = await(link.browse(1, 50));
        assertThat(page).hasSize(50);
        assertThat(page).extracting(Delivery::tag).isSorted().startsWith(1L).endsWith(50L);
        assertThat(page).extracting(Delivery::deliveryCount).startsWith(1).endsWith(50);
    }

    @Test
    void failuresComeBackWithTheirErrorAndTheLinkSurvives() throws Exception {
        BrokerLink link = TestClient.connect(url()).link();
        ConsumerRequest request = new ConsumerRequest(1, ScriptedLink.MISSING, null, false, null);
        assertThat(failure(() -> await(link.openConsumer(request, new Collected())))
                        .error())
                .isEqualTo(BrokerError.INVALID_DESTINATION);
        Pending sent = new Pending();
        link.send(ScriptedLink.message(ScriptedLink.MISSING, 1, ""), BrokerLink.NO_TRANSACTION, sent);
        assertThat(failure(() -> await(sent)).getMessage()).isEqualTo("there is no such");
        await(link.unsubscribe("x"));
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedBeforeItIsSentAndNamesTheSetting() throws Exception {
        BrokerLink link = TestClient.connect(url()).link();
        Message large = ScriptedLink.message(ORDERS, 1, "x".repeat(1 << 20));
        Pending sent = new Pending();
        link.send(large, BrokerLink.NO_TRANSACTION, sent);
        BrokerException refusal = failure(() -> await(sent));
        assertThat(refusal.error()).isEqualTo(BrokerError.RESOURCE_LIMIT);
        assertThat(refusal).hasMessageContaining("maxFrameBytes").hasMessageContaining("1048576");

        link.send(large, 5, null);
        Pending committed = new Pending();
        link.commit(5, null, committed);
        assertThat(failure(() -> await(committed)).error()).isEqualTo(BrokerError.TRANSACTION_ROLLED_BACK);
        link.send(large, 6, null);
        assertThat(failure(() -> await(link.endBranch(6, BRANCH, EndMode.SUCCESS)))
                        .error())
                .isEqualTo(BrokerError.TRANSACTION_ROLLED_BACK);
        assertThat(broker.link().commands()).containsExactly("rollback 5", "end 7:0102:03 FAIL as 6");
    }

    @Test
    void wrongCredentialsAreRefused() {
        BrokerException refusal = failure(() -> TestClient.connect(url(), "ann", ScriptedBroker.WRONG_PASSWORD, null));
        assertThat(refusal.error()).isEqualTo(BrokerError.NOT_AUTHENTICATED);
        assertThat(refusal).hasMessageContaining("ann");
    }

    @Test
    void theBrokerLearnsWhoConnects() throws Exception {
        TestClient.connect(url(), "ann", "secret", "client-1");
        assertThat(broker.link().request().userName()).isEqualTo("ann");
        assertThat(broker.link().request().password()).isEqualTo("secret");
        assertThat(broker.link().request().clientId()).isEqualTo("client-1");
        assertThat(broker.link().request().address().toString()).startsWith("tcp://127.0.0.1:");
    }

    @Test
    void whereNobodyListensTheErrorNamesTheAddress() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0)) {
            port = taken.getLocalPort();
        }
        BrokerException refusal = failure(() -> TestClient.connect("tcp://127.0.0.1:" + port));
        assertThat(refusal.error()).isEqualTo(BrokerError.BROKER_UNAVAILABLE);
        assertThat(refusal).hasMessageContaining("127.0.0.1:" + port).hasMessageContaining("refused");
    }

    @Test
    void unknownOptionsAndPortsAreRefused() {
        for (String bad : List.of(
                "tcp://localhost?transport.heartbeet=1",
                "tcp://localhost:99999",
                "tcp://localhost:port",
                "tcp://localhost?transport.heartbeatMillis=soon",
                "tcp://localhost?transport.connectTimeoutMillis=0",
                "tcp://localhost?transport.trustStore=x",
                "tcp://:4577",
                "ssl://localhost?transport.verifyHost=maybe")) {
            BrokerException refusal = failure(() -> TestClient.connect(bad));
            assertThat(refusal.error()).as(bad).isEqualTo(BrokerError.INVALID_ADDRESS);
        }
    }

    @Test
    void aBrokerThatEndsTheLinkSaysWhy() throws Exception {
        TestClient client = TestClient.connect(url());
        Pending unanswered = new Pending();
        client.link().send(ScriptedLink.message(ScriptedLink.BLOCKED, 1, ""), BrokerLink.NO_TRANSACTION, unanswered);
        await().until(() -> broker.link().sent().size() == 1);
        broker.link().events().lost(new BrokerException(BrokerError.JOURNAL_FAILED, "the disk is gone"));
        assertThat(await(client.lost).error()).isEqualTo(BrokerError.JOURNAL_FAILED);
        assertThat(failure(() -> await(unanswered))).hasMessageContaining("the disk is gone");
        assertThat(failure(() -> await(client.link().unsubscribe("x"))).error()).isEqualTo(BrokerError.JOURNAL_FAILED);
        await(client.link().close());
    }

    @Test
    void wantOfMemoryInItsReaderEndsALinkAndNobodyWaitsForEver() throws Exception {
        TestClient client = TestClient.connect(url());
        Pending unanswered = new Pending();
        client.link().send(ScriptedLink.message(ScriptedLink.BLOCKED, 1, ""), BrokerLink.NO_TRANSACTION, unanswered);
        DeliverySink full = new Collected() {
            @Override
            public void deliver(Delivery delivery) {
                throw new OutOfMemoryError("injected");
            }
        };
        await(client.link().openConsumer(new ConsumerRequest(1, ORDERS, null, false, null), full));
        client.link().credit(1, 1, new Pending());
        assertThat(await(client.lost)).hasMessageContaining("injected");
        assertThat(failure(() -> await(unanswered))).hasMessageContaining("injected");
    }

    @Test
    void aClosedLinkRefusesCommands() throws Exception {
        TestClient client = TestClient.connect(url());
        await(client.link().close());
        assertThat(failure(() -> await(client.link().unsubscribe("x"))).error()).isEqualTo(BrokerError.LINK_CLOSED);
        assertThat(client.events).isEmpty();
    }

    @Test
    void aStoppingAcceptorAnswersWhatItHasAndTellsItsClients() throws Exception {
        TestClient client = TestClient.connect(url());
        Pending sent = new Pending();
        client.link().send(ScriptedLink.message(ScriptedLink.BLOCKED, 1, ""), BrokerLink.NO_TRANSACTION, sent);
        await().until(() -> broker.link().sent().size() == 1);
        Thread stopping = new Thread(acceptor::close);
        stopping.start();
        broker.link().unblock();
        await(sent);
        stopping.join();
        assertThat(await(client.lost).error()).isEqualTo(BrokerError.BROKER_UNAVAILABLE);
        assertThat(broker.link().commands()).endsWith("close");
    }

    @Test
    void aBlockedDestinationMakesItsOwnSendersWaitAndNobodyElse() throws Exception {
        BrokerLink link = TestClient.connect(
                        url() + "?transport.maxUnansweredBytes=100000&transport.sendTimeoutMillis=300")
                .link();
        Message large = ScriptedLink.message(ScriptedLink.BLOCKED, 1, "x".repeat(60_000));
        Pending first = new Pending();
        link.send(large, BrokerLink.NO_TRANSACTION, first);
        Pending second = new Pending();
        link.send(large, BrokerLink.NO_TRANSACTION, second);
        assertThat(failure(() -> await(second)))
                .hasMessageContaining("queue://blocked")
                .hasMessageContaining("transport.sendTimeoutMillis");
        Pending other = new Pending();
        link.send(ScriptedLink.message(2), BrokerLink.NO_TRANSACTION, other);
        await(other);
        broker.link().unblock();
        await(first);
        Pending third = new Pending();
        link.send(ScriptedLink.message(ScriptedLink.BLOCKED, 3, "x".repeat(60_000)), 0, third);
        await().until(() -> broker.link().sent().size() == 3);
        broker.link().unblock();
        await(third);
    }

    private interface Failing {
        void run() throws BrokerException;
    }

    private static BrokerException failure(Failing failing) {
        return catchThrowableOfType(BrokerException.class, () -> {
            try {
                failing.run();
            } catch (CompletionException e) {
                throw e.getCause();
            }
        });
    }
}
