package io.postrider.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.soak.LongRun;
import io.postrider.client.PostriderConnectionFactory;
import io.postrider.remote.FaultyProxy.Direction;
import io.postrider.remote.FaultyProxy.Fault;
import io.postrider.remote.FaultyProxy.Kind;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The broker dies at every frame of a piece of work, in either direction, and is started again on what it had committed: what was confirmed is
 * there once, what was taken stays taken, what failed had no effect. {@code -Dpostrider.restarts=N} makes it a run of N times as many.
 */
@Tag(LongRun.TAG)
class RestartsAtEveryFrameTest {
    /** More than the work takes where nothing is harmed. */
    private static final int MOST_FRAMES = 70;

    private static final String RESTARTS = "postrider.restarts";

    /** Two directions of two kinds of work, and one of both. */
    private static final int RUNS = 5;

    private static final Kind[] KINDS = {Kind.CUT, Kind.RESET, Kind.HALF_CLOSE, Kind.STALL};

    private final long seed = Long.getLong("postrider.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @EnumSource
    void nothingIsLostAndNothingComesTwice(Direction direction) throws Exception {
        atEveryFrame("RestartsAtEveryFrameTest, " + direction, direction, RestartWorkload::run);
    }

    @ParameterizedTest
    @EnumSource
    void norInDistributedTransactions(Direction direction) throws Exception {
        atEveryFrame("RestartsAtEveryFrameTest, branches, " + direction, direction, RestartWorkload::runBranches);
    }

    private void atEveryFrame(String part, Direction direction, Work work) throws Exception {
        LongRun rounds = LongRun.of(part, RESTARTS, 1, RUNS);
        int restarts = 0;
        while (rounds.next()) {
            for (int frames = 3; frames < MOST_FRAMES; frames += 1 + random.nextInt(4)) {
                Fault fault = new Fault(KINDS[random.nextInt(KINDS.length)], direction, frames, random.nextInt(60));
                restarts += work(connection -> connection == 0 ? fault : null, fault.toString(), work);
            }
        }
        rounds.report(seed, "rounds, " + restarts + " restarts, lost 0, doubled 0");
        assertThat(restarts).as("seed %d", seed).isGreaterThan(5);
    }

    /** Nor where it dies again while everything is being restored. */
    @Test
    void norWhereItDiesAgainAndAgain() throws Exception {
        LongRun rounds = LongRun.ofSteps(
                "RestartsAtEveryFrameTest, again and again", 6L * Integer.getInteger(RESTARTS, 1), RUNS);
        int all = 0;
        while (rounds.next()) {
            long faults = random.nextLong();
            int restarts = work(
                    connection -> connection > 12 ? null : faultOf(faults, connection),
                    "faults of " + faults,
                    RestartsAtEveryFrameTest::everything);
            assertThat(restarts).as("seed %d", seed).isPositive();
            all += restarts;
        }
        rounds.report(seed, "rounds, " + all + " restarts, lost 0, doubled 0");
    }

    private static Fault faultOf(long faults, int connection) {
        Random drawn = new Random(faults + connection);
        return new Fault(
                KINDS[drawn.nextInt(KINDS.length)],
                Direction.values()[drawn.nextInt(2)],
                2 + drawn.nextInt(20),
                drawn.nextInt(60));
    }

    private interface Work {
        void of(RestartWorkload workload) throws Exception;
    }

    private static void everything(RestartWorkload workload) throws Exception {
        workload.run();
        workload.runBranches();
    }

    /** Does the work while the broker is harmed as planned. Returns how often it died. */
    private int work(IntFunction<Fault> plan, String description, Work work) throws Exception {
        // closed at once: the brokers of a long run would use up the memory
        try (RestartableBroker broker = new RestartableBroker(plan)) {
            broker.proxy().whenHarmed(broker::restart);
            String url = "failover:(tcp://127.0.0.1:" + broker.proxy().port()
                    + ")?failover.delayMillis=2&failover.maxDelayMillis=20&transport.reconnectDelayMillis=2"
                    + "&transport.heartbeatMillis=1000";
            RestartWorkload workload =
                    new RestartWorkload(new PostriderConnectionFactory(url), "seed " + seed + ", " + description);
            work.of(workload);
            broker.spare();
            workload.verify(broker);
            return broker.restarts();
        }
    }
}
