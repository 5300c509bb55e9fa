package io.postrider.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.client.PostriderConnectionFactory;
import io.postrider.remote.FaultyProxy.Direction;
import io.postrider.remote.FaultyProxy.Fault;
import io.postrider.remote.FaultyProxy.Kind;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a client said over an old connection reaches the broker when a new one of the same client is under way: it is not carried out a second
 * time, nor out of turn.
 */
class ReorderedConnectionsTest {
    /** HELLO, LOGIN, and the first thing that is said when LOGGED_IN was heard. */
    private static final int CONNECTED_FRAMES = 3;

    /** More than the piece of work has. */
    private static final int MOST_FRAMES = 80;

    private static final int[] OFFSETS = {0, 2, 6, 40};

    private final long seed = Long.getLong("postrider.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void atAnyFrameALinkThatWasResumedHearsItsNewConnectionAlone() throws Exception {
        int frames = 0;
        int faults = 0;
        for (int frame = CONNECTED_FRAMES; frame == CONNECTED_FRAMES || frame < frames; frame++) {
            Fault fault = new Fault(Kind.LATE, Direction.TO_BROKER, frame, OFFSETS[frame % OFFSETS.length]);
            ScriptedBroker broker = new ScriptedBroker();
            try (Acceptor acceptor = Acceptor.start(
                            AcceptorSettings.builder()
                                    .port(0)
                                    .resumeMillis(60_000)
                                    .build(),
                            broker);
                    FaultyProxy proxy =
                            new FaultyProxy(acceptor.port(), connection -> connection == 0 ? fault : null)) {
                Workload work = new Workload();
                work.run(TestClient.connect("tcp://127.0.0.1:" + proxy.port()
                                + "?transport.reconnectDelayMillis=5&transport.resumeMillis=60000")
                        .link());
                work.verify(broker.link(), fault.toString());
                frames = Math.max(frames, proxy.frames(Direction.TO_BROKER));
                faults += proxy.faults();
            }
        }
        assertThat(faults).isGreaterThan(20);
    }

    /**
     * An application's work, over a link that is resumed and over one that opens anew each time.
     *
     * @param resumeMillis for how long a link may be resumed; when that is over, or for 0 at once, a client opens another one in its place, and the broker
     *     ends the former
     */
    @ParameterizedTest
    @ValueSource(ints = {60_000, 1, 0})
    void anApplicationsWorkIsDoneOnce(int resumeMillis) throws Exception {
        int faults = 0;
        for (int frame = CONNECTED_FRAMES; frame < MOST_FRAMES; frame += 3 + random.nextInt(5)) {
            Fault fault = new Fault(Kind.LATE, Direction.TO_BROKER, frame, random.nextInt(60));
            String description = "seed " + seed + ", resumed within " + resumeMillis + " ms, " + fault;
            try (RestartableBroker broker = new RestartableBroker(connection -> connection < 3 ? fault : null)) {
                broker.proxy().lateAfterFrames(random.nextInt(6));
                RestartWorkload work = new RestartWorkload(
                        new PostriderConnectionFactory(
                                "failover:(tcp://127.0.0.1:" + broker.proxy().port()
                                        + ")?failover.delayMillis=2&failover.maxDelayMillis=20&transport.reconnectDelayMillis=2"
                                        + "&transport.resumeMillis=" + resumeMillis),
                        description);
                work.run();
                work.runBranches();
                work.verify(broker, broker.proxy().faults());
                faults += broker.proxy().faults();
            } catch (Exception | AssertionError e) {
                throw new AssertionError(description + ": " + e.getMessage(), e);
            }
        }
        assertThat(faults).as("seed %d", seed).isGreaterThan(20);
    }
}
