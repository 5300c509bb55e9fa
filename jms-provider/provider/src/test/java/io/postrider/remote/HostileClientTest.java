package io.postrider.remote;

import static io.postrider.remote.TestClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.StartMode;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.wire.Frame;
import io.postrider.remote.TestClient.Pending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a connection says, it harms itself at most. */
class HostileClientTest {
    private static final int MAX_FRAME_BYTES = 100_000;
    private static final BranchId BRANCH = new BranchId(7, new byte[] {1, 2}, new byte[] {3});
    private static final DestinationName ORDERS = DestinationName.queue("orders");

    private final ScriptedBroker broker = new ScriptedBroker();
    private Acceptor acceptor;
    private TestClient healthy;

    @BeforeEach
    void listen() throws Exception {
        acceptor = Acceptor.start(
                AcceptorSettings.builder()
                        .port(0)
                        .maxFrameBytes(MAX_FRAME_BYTES)
                        .loginTimeoutMillis(2_000)
                        .heartbeatMillis(0)
                        .build(),
                broker);
        healthy = TestClient.connect("tcp://127.0.0.1:" + acceptor.port());
    }

    @AfterEach
    void theHealthyClientWasNotHarmed() throws Exception {
        Pending sent = new Pending();
        healthy.link().send(ScriptedLink.message(1), BrokerLink.NO_TRANSACTION, sent);
        await(sent);
        assertThat(healthy.events).isEmpty();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> acceptor.connectionCount() == 1 && acceptor.linkCount() == 1);
        await(healthy.link().close());
        acceptor.close();
    }

    private RawClient connect() throws IOException {
        return new RawClient(acceptor.port());
    }

    static List<byte[]> strangeGreetings() {
        return List.of(
                "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(),
                new byte[] {0, 0, 0, 0},
                new byte[] {0, 0, 0, 5, 99, 0, 0, 0, 0},
                new byte[] {-1, -1, -1, -1, 1},
                ByteBuffer.allocate(9).putInt(4097).array(),
                ByteBuffer.allocate(9).putInt(5).put((byte) 1).putInt(1).array(),
                RawClient.bytes(new Frame.Login("ann", "secret", null, 0, 0)),
                RawClient.bytes(new Frame.Ping()),
                RawClient.bytes(new Frame.Commit(1, 1)),
                RawClient.bytes(new Frame.Welcome(1, 1, "x")),
                RawClient.bytes(new Frame.Hello(1, 1, "x".repeat(5000))));
    }

    @ParameterizedTest
    @MethodSource("strangeGreetings")
    void whoGreetsStrangelyIsClosedOnAtOnce(byte[] greeting) throws IOException {
        // patient with those who log in, so that it is not for the time that it closes
        AcceptorSettings patient = AcceptorSettings.builder()
                .port(0)
                .loginTimeoutMillis(Integer.MAX_VALUE)
                .build();
        try (Acceptor other = Acceptor.start(patient, broker);
                RawClient raw = new RawClient(other.port()).say(greeting)) {
            assertThat(raw.isClosedByBroker()).isTrue();
        }
        assertThat(broker.links()).hasSize(1);
    }

    @Test
    void beforeALoginNoCommandIsCarriedOut() throws IOException {
        try (RawClient raw = connect().say(new Frame.Hello(1, 1, "raw"))) {
            raw.hear();
            raw.say(new Frame.Unsubscribe(1, "x"));
            assertThat(raw.isClosedByBroker()).isTrue();
        }
        try (RawClient raw = connect().say(new Frame.Hello(1, 1, "raw"))) {
            raw.hear();
            raw.say(new Frame.Login(null, null, null, 0, 0));
            raw.say(new Frame.Login(null, null, null, 0, 0));
            raw.isClosedByBroker();
        }
        assertThat(broker.links())
                .allSatisfy(link -> assertThat(link.commands()).isSubsetOf("close"));
    }

    @Test
    void aVersionNobodySpeaksIsRefusedWithAReason() throws IOException {
        try (RawClient raw = connect().say(new Frame.Hello(7, 9, "from the future"))) {
            Frame.Refused refused = (Frame.Refused) raw.hear();
            assertThat(refused.error()).isEqualTo(BrokerError.BROKER_UNAVAILABLE);
            assertThat(refused.message()).contains("7 to 9").contains("1 to 1");
            assertThat(raw.isClosedByBroker()).isTrue();
        }
    }

    @Test
    void aNewerClientThatStillSpeaksAKnownVersionIsWelcome() throws IOException {
        try (RawClient raw = connect().say(new Frame.Hello(1, 9, "newer"))) {
            assertThat(raw.hear()).isEqualTo(new Frame.Welcome(1, MAX_FRAME_BYTES, "Postrider"));
        }
    }

    @Test
    void whoDoesNotLogInInTimeIsClosedOn() throws IOException {
        try (RawClient silent = connect();
                RawClient half = connect().say(new Frame.Hello(1, 1, "raw"));
                RawClient trickling = connect().say(new byte[] {0, 0})) {
            half.hear();
            assertThat(silent.isClosedByBroker()).isTrue();
            assertThat(half.isClosedByBroker()).isTrue();
            assertThat(trickling.isClosedByBroker()).isTrue();
        }
    }

    @Test
    void aFrameThatIsTooLargeEndsTheLinkBeforeItHasCome() throws IOException {
        try (RawClient raw = connect().login()) {
            raw.say(ByteBuffer.allocate(4).putInt(MAX_FRAME_BYTES + 1).array());
            Frame.Goodbye goodbye = (Frame.Goodbye) raw.hear();
            assertThat(goodbye.message()).contains("" + (MAX_FRAME_BYTES + 1)).contains("" + MAX_FRAME_BYTES);
            assertThat(raw.isClosedByBroker()).isTrue();
        }
    }

    @Test
    void aGuessedTokenResumesNothing() throws IOException {
        try (RawClient raw = connect().say(new Frame.Hello(1, 1, "raw"))) {
            raw.hear();
            raw.say(new Frame.Resume(new byte[16], 0));
            assertThat(((Frame.Refused) raw.hear()).error()).isEqualTo(BrokerError.LINK_LOST);
        }
    }

    @Test
    void whoConfirmsWhatWasNeverSaidIsClosedOn() throws IOException {
        try (RawClient raw = connect().login().say(new Frame.Received(1))) {
            assertThat(((Frame.Goodbye) raw.hear()).message()).contains("confirms 1 frames");
            assertThat(raw.isClosedByBroker()).isTrue();
        }
    }

    @Test
    void whoFallsSilentIsClosedOnAndWhoGoesOnHearsHeartbeats() throws Exception {
        try (RawClient silent = connect()) {
            assertThat(silent.login(100, 0).heartbeatMillis()).isEqualTo(100);
            assertThat(silent.hear()).isEqualTo(new Frame.Ping());
            assertThat(silent.isClosedByBroker()).isTrue();
        }
        try (RawClient beating = connect()) {
            beating.login(1_000, 0);
            for (int i = 0; i < 4; i++) {
                assertThat(beating.hear()).isEqualTo(new Frame.Ping());
                beating.say(new Frame.Ping());
            }
        }
    }

    @Test
    void aBrokerThatStoodStillDoesNotTakeItsClientForSilent() throws Exception {
        try (RawClient talking = connect()) {
            talking.login((int) ScriptedLink.STANDSTILL_MILLIS / 4, 0);
            talking.say(new Frame.Send(2, 0, ScriptedLink.message(ScriptedLink.STANDSTILL, 1, "stand still")));
            await().until(() -> !broker.links().get(1).sent().isEmpty());
            talking.say(new Frame.Send(3, 0, ScriptedLink.message(2)));
            assertThat(talking.hearUntil(Frame.Done.class)).isEqualTo(new Frame.Done(2));
            assertThat(talking.hearUntil(Frame.Done.class)).isEqualTo(new Frame.Done(3));
            assertThat(talking.hearUntil(Frame.Ping.class)).isNotNull();
        }
    }

    @Test
    void randomMutilatedAndOversizedInputHarmsNobodyElse() throws Exception {
        long seed = Long.getLong("postrider.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 400; round++) {
            Pending sent = new Pending();
            healthy.link().send(ScriptedLink.message(round), BrokerLink.NO_TRANSACTION, sent);
            try (RawClient raw = connect()) {
                if (random.nextInt(4) > 0) {
                    raw.login();
                }
                for (int n = random.nextInt(5); n >= 0; n--) {
                    raw.say(hostileBytes(random));
                }
            } catch (IOException e) {
                // the broker had enough before we did
            }
            await(sent);
        }
    }

    private static byte[] hostileBytes(Random random) {
        byte[] bytes = RawClient.bytes(FRAMES.get(random.nextInt(FRAMES.size())));
        switch (random.nextInt(5)) {
            case 0 -> {
                byte[] noise = new byte[random.nextInt(300)];
                random.nextBytes(noise);
                return noise;
            }
            case 1 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            case 2 -> {
                for (int n = random.nextInt(4); n >= 0; n--) {
                    // the length field stays, so that the rest is looked at
                    bytes[4 + random.nextInt(bytes.length - 4)] = (byte) random.nextInt();
                }
                return bytes;
            }
            case 3 -> {
                return ByteBuffer.allocate(bytes.length)
                        .putInt(random.nextInt())
                        .put(bytes, 4, bytes.length - 4)
                        .array();
            }
            default -> {
                return bytes;
            }
        }
    }

    private static final List<Frame> FRAMES = List.of(
            new Frame.Ping(),
            new Frame.Received(0),
            new Frame.Received(Long.MAX_VALUE),
            new Frame.Resume(new byte[16], 1),
            new Frame.Identify(1, "client"),
            new Frame.Send(2, 3, ScriptedLink.message(1)),
            new Frame.Send(0, 0, ScriptedLink.message(2)),
            new Frame.OpenConsumer(4, new ConsumerRequest(5, ORDERS, "a = 1", false, null)),
            new Frame.Credit(0, 5, Integer.MAX_VALUE),
            new Frame.Credit(6, 5, -1),
            new Frame.Acknowledge(0, 5, 1, Long.MAX_VALUE, 3),
            new Frame.Release(8, 5, 9, 1, true),
            new Frame.CloseConsumer(9, 5, -4),
            new Frame.OpenBrowser(10, 11, ORDERS, null),
            new Frame.Browse(12, 11, Integer.MAX_VALUE),
            new Frame.CloseBrowser(0, 11),
            new Frame.Commit(0, 3),
            new Frame.Rollback(17, 3),
            new Frame.StartBranch(18, 4, BRANCH, StartMode.JOIN, -60),
            new Frame.PrepareBranch(20, BRANCH),
            new Frame.Close(25),
            new Frame.Done(2),
            new Frame.Goodbye(BrokerError.INTERNAL, "me first"));
}
