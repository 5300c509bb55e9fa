package io.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.soak.LongRun;
import io.postrider.client.PostriderConnectionFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server process on Derby is killed again and again under clients that send, receive, and commit, and is started again on its journal: their
 * {@code failover:} links go on, and what is there in the end is what the model says, once each. {@code -Dpostrider.kills=N} kills it N
 * times, {@code -Dpostrider.seed=N} repeats the moments.
 */
@Tag(LongRun.TAG)
@Timeout(value = 4, unit = TimeUnit.HOURS)
class KilledServerTest {
    private static final int PATIENCE_SECONDS = 240;

    private final long seed = Long.getLong("postrider.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path directory;

    private ServerProcess server;

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void nothingIsLostAndNothingComesTwice() throws Exception {
        LongRun kills = LongRun.of("KilledServerTest", "postrider.kills", 2);
        int port = freePort();
        server = new ServerProcess(directory);
        start(port);
        PostriderConnectionFactory factory = new PostriderConnectionFactory("failover:(tcp://127.0.0.1:" + port
                + ")?failover.delayMillis=20&failover.maxDelayMillis=200&failover.firstConnectMillis=120000"
                + "&failover.sendTimeoutMillis=240000&transport.resumeMillis=1000");
        KilledServerWork work = new KilledServerWork(factory);
        try {
            work.start();
            while (kills.next()) {
                int progress = work.moved().size() + 1 + random.nextInt(40);
                Awaitility.await("seed " + seed)
                        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .until(() -> work.moved().size() >= progress || work.failure() != null);
                server.kill();
                start(port);
            }
            work.stopSending();
            Awaitility.await("seed " + seed)
                    .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .until(() -> work.isDone() || work.failure() != null);
        } finally {
            work.stop();
        }
        assertThat(work.failure()).as("seed %d", seed).isNull();
        List<String> sent = new ArrayList<>(work.sent());
        assertThat(sent).as("seed %d", seed).hasSizeGreaterThan(20);
        assertThat(work.moved()).as("moved, seed %d", seed).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(work.drain("out")).as("out, seed %d", seed).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(work.drain("in")).as("in, seed %d", seed).isEmpty();
        assertThat(work.rolledBack())
                .as("what is said to be rolled back, at most once for each kill and mover; seed %d", seed)
                .isLessThanOrEqualTo(kills.done() * KilledServerWork.MOVERS);
        kills.report(seed, "kills, " + sent.size() + " messages, lost 0, doubled 0, rolled back " + work.rolledBack());
    }

    private void start(int port) throws Exception {
        server.start(
                "--set",
                "listen.port=" + port,
                "--set",
                "security.guests=true",
                "--set",
                "broker.maxDeliveryAttempts=1000");
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
