package io.postrider.remote;

import static io.postrider.remote.TestClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import io.postrider.remote.FaultyProxy.Direction;
import io.postrider.remote.FaultyProxy.Fault;
import io.postrider.remote.FaultyProxy.Kind;
import io.postrider.remote.TestClient.Collected;
import io.postrider.remote.TestClient.Pending;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever befalls the connection, each command is carried out once and each delivery arrives once, both in order. Silence is only noticed
 * after a while: it falls on a few frames, chosen by the seed, or on each one with {@code -Dpostrider.everyFrame=true}.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ResumeTest {
    /** HELLO and LOGIN one way, WELCOME and LOGGED_IN the other. */
    private static final int CONNECTING_FRAMES = 2;

    private static final int[] OFFSETS = {0, 2, 6, 40};

    private final long seed = Long.getLong("postrider.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private ScriptedBroker broker;
    private Acceptor acceptor;
    private FaultyProxy proxy;

    private void listen(int resumeMillis, IntFunction<Fault> plan) throws Exception {
        broker = new ScriptedBroker();
        acceptor = Acceptor.start(
                AcceptorSettings.builder().port(0).resumeMillis(resumeMillis).build(), broker);
        proxy = new FaultyProxy(acceptor.port(), plan);
    }

    @AfterEach
    void stop() throws Exception {
        if (proxy != null) {
            proxy.close();
            acceptor.close();
            proxy = null;
        }
    }

    private String url(String options) {
        return "tcp://127.0.0.1:" + proxy.port()
                + "?transport.reconnectDelayMillis=5&transport.resumeMillis=60000&transport.reconnectAttempts=1000"
                + options;
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"CUT", "RESET", "HALF_CLOSE"})
    void brokenAtAnyFrameNothingIsLostAndNothingTwice(Kind kind) throws Exception {
        listen(60_000, connection -> null);
        new Workload().run(TestClient.connect(url("")).link());
        int toBroker = proxy.frames(Direction.TO_BROKER);
        int toClient = proxy.frames(Direction.TO_CLIENT);
        stop();
        for (Direction direction : Direction.values()) {
            int frames = direction == Direction.TO_BROKER ? toBroker : toClient;
            assertThat(frames).isGreaterThan(20);
            for (int frame = CONNECTING_FRAMES; frame < frames; frame++) {
                breakOnce(new Fault(kind, direction, frame, OFFSETS[frame % OFFSETS.length]), "");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"STALL", "VANISH"})
    void silentAtAnyFrameNothingIsLostAndNothingTwice(Kind kind) throws Exception {
        if (Boolean.getBoolean("postrider.everyFrame")) {
            silentAtEveryFrame(kind);
            return;
        }
        for (int round = 0; round < 8; round++) {
            Direction direction = Direction.values()[random.nextInt(2)];
            int frame = connected(direction) + random.nextInt(15);
            breakOnce(
                    new Fault(kind, direction, frame, OFFSETS[random.nextInt(OFFSETS.length)]),
                    "&transport.heartbeatMillis=100");
        }
    }

    private void silentAtEveryFrame(Kind kind) throws Exception {
        listen(60_000, connection -> null);
        new Workload().run(TestClient.connect(url("")).link());
        int[] frames = {proxy.frames(Direction.TO_BROKER), proxy.frames(Direction.TO_CLIENT)};
        stop();
        for (Direction direction : Direction.values()) {
            for (int frame = connected(direction); frame < frames[direction.ordinal()]; frame++) {
                breakOnce(
                        new Fault(kind, direction, frame, OFFSETS[frame % OFFSETS.length]),
                        "&transport.heartbeatMillis=100");
            }
        }
    }

    /** Who closes does not wait for as long as a broken link may be resumed: that is more than this test may take. */
    @Test
    @Timeout(100)
    void closingDoesNotWaitForResumption() throws Exception {
        listen(600_000, connection -> null);
        BrokerLink link = TestClient.connect(url("").replace("60000", "600000")).link();
        proxy.refuse();
        await(link.close());
        await(link.close());
    }

    private void breakOnce(Fault fault, String options) throws Exception {
        String description = fault + ", seed " + seed;
        listen(60_000, connection -> connection == 0 ? fault : null);
        TestClient client = TestClient.connect(url(options));
        Workload work = new Workload();
        try {
            work.run(client.link());
            work.verify(broker.link(), description);
            client.assertRestored(description);
        } catch (Exception | AssertionError e) {
            throw new AssertionError(description + "; " + client.events, e);
        } finally {
            stop();
        }
    }

    @Test
    void brokenAgainAndAgainUnderLoadNothingIsLostAndNothingTwice() throws Exception {
        listen(60_000, connection -> randomFault());
        TestClient client = TestClient.connect(url("&transport.heartbeatMillis=200"));
        Collected sink = new Collected();
        await(client.link()
                .openConsumer(new ConsumerRequest(1, DestinationName.queue("orders"), null, false, null), sink));
        int senders = 4;
        int messages = 400;
        ExecutorService threads = Executors.newFixedThreadPool(senders);
        List<Future<?>> ends = new ArrayList<>();
        for (int sender = 1; sender <= senders; sender++) {
            int producer = sender;
            ends.add(threads.submit(() -> {
                send(client.link(), producer, messages);
                return null;
            }));
        }
        for (Future<?> end : ends) {
            end.get(200, TimeUnit.SECONDS);
        }
        threads.shutdown();
        await(client.link().close());
        for (int producer = 1; producer <= senders; producer++) {
            assertThat(sequencesOf(producer))
                    .as("seed %d, producer %d", seed, producer)
                    .isEqualTo(upTo(messages));
        }
        assertThat(sink.deliveries.stream().map(Delivery::tag).toList())
                .as("seed %d", seed)
                .isEqualTo(upTo(senders * messages));
        assertThat(broker.links()).as("seed %d", seed).hasSize(1);
        assertThat(proxy.faults()).as("seed %d", seed).isGreaterThan(5);
    }

    /** On the first connection only after the login, on later ones anywhere, the talk about resuming included. */
    private synchronized Fault randomFault() {
        int kind = random.nextInt(10);
        Direction direction = Direction.values()[random.nextInt(2)];
        return new Fault(
                kind == 0 ? Kind.STALL : kind == 1 ? Kind.VANISH : Kind.values()[kind % 3],
                direction,
                proxyIsNew() ? connected(direction) + random.nextInt(20) : random.nextInt(200),
                random.nextInt(60));
    }

    /** After so many frames the client is connected: it says a third one when it has heard LOGGED_IN, which a fault after the second might keep away. */
    private static int connected(Direction direction) {
        return direction == Direction.TO_BROKER ? CONNECTING_FRAMES + 1 : CONNECTING_FRAMES;
    }

    private boolean proxyIsNew() {
        return proxy == null || proxy.connections() <= 1;
    }

    private static void send(BrokerLink link, int producer, int messages) throws Exception {
        List<Pending> sends = new ArrayList<>();
        for (int n = 1; n <= messages; n++) {
            Message message =
                    ScriptedLink.message(DestinationName.queue("q" + producer), n, "x".repeat(n % 500)).toBuilder()
                            .id(new MessageId(producer, n))
                            .build();
            Pending sent = new Pending();
            sends.add(sent);
            link.send(message, BrokerLink.NO_TRANSACTION, sent);
            Pending offered = new Pending();
            link.credit(1, 1, offered);
            if (n % 20 == 0) {
                await(sent);
                await(offered);
            }
        }
        for (Pending sent : sends) {
            await(sent);
        }
    }

    private List<Long> sequencesOf(int producer) {
        return broker.link().sent().stream()
                .map(Message::id)
                .filter(id -> id.producer() == producer)
                .map(MessageId::sequence)
                .toList();
    }

    private static List<Long> upTo(int last) {
        List<Long> numbers = new ArrayList<>();
        for (long n = 1; n <= last; n++) {
            numbers.add(n);
        }
        return numbers;
    }

    @Test
    void afterTheTimeOfGraceTheLinkIsClosedForTheBrokerAndLostForTheClient() throws Exception {
        listen(200, connection -> null);
        TestClient client = TestClient.connect(url(""));
        Pending sent = new Pending();
        proxy.close();
        client.link().send(ScriptedLink.message(1), BrokerLink.NO_TRANSACTION, sent);
        assertThatThrownBy(() -> await(sent)).isInstanceOfSatisfying(BrokerException.class, e -> assertThat(e.error())
                .isEqualTo(BrokerError.LINK_LOST));
        assertThat(await(client.lost).error()).isEqualTo(BrokerError.LINK_LOST);
        await().untilAsserted(() -> assertThat(broker.link().commands()).endsWith("close"));
        assertThat(acceptor.linkCount()).isZero();
    }
}
