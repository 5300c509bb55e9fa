package io.postrider.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.postrider.broker.soak.LongRun;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.wire.Frame;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many connections that are logged in, each with a consumer on a queue, and idle but for their heart-beats: what they cost a broker in a
 * process of its own, which has a heap of 128 MiB. {@code -Dpostrider.idleConnections=10000} opens so many.
 */
@Tag(LongRun.TAG)
class IdleConnectionsTest {
    private static final int USUAL_CONNECTIONS = 400;
    private static final int QUEUES = 100;

    /** The broker waits two and a half of its usual heart-beats of 10 s: in less than that each says one. */
    private static final int HEARTBEAT_EVERY = 1_000;

    private static final int FILES_BESIDES = 200;
    private static final long MOST_HEAP_EACH = 8_000;
    private static final long HEAP_BESIDES = 8L << 20;
    private static final long MOST_THREADS = 40;

    private final int connections = Integer.getInteger("postrider.idleConnections", USUAL_CONNECTIONS);
    private final List<RawClient> clients = new ArrayList<>();

    private record Figures(int connections, long heapBytes, int threads) {
        static Figures parse(String line) {
            String[] words = line.split(" ");
            return new Figures(Integer.parseInt(words[0]), Long.parseLong(words[1]), Integer.parseInt(words[2]));
        }
    }

    @Test
    void costLittleMemoryAndNoThreads() throws Exception {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            assumeThat(unix.getMaxFileDescriptorCount())
                    .as("files that a process may have open (ulimit -n)")
                    .isGreaterThan(connections + FILES_BESIDES);
        }
        Process broker = startBroker();
        try (BufferedReader told = broker.inputReader(StandardCharsets.US_ASCII);
                OutputStream requests = broker.getOutputStream()) {
            int port = Integer.parseInt(told.readLine());
            connect(port).close();
            Figures none = figures(requests, told);
            for (int i = 0; i < connections; i++) {
                clients.add(connect(port));
                if (i % HEARTBEAT_EVERY == 0) {
                    sayHeartbeats();
                }
            }
            sayHeartbeats();
            Figures all = figures(requests, told);
            long each = (all.heapBytes() - none.heapBytes()) / connections;
            LongRun.report(
                    "IdleConnectionsTest",
                    connections + " connections, " + each + " bytes of heap each; " + none + ", then " + all);
            assertThat(all.connections()).isEqualTo(connections);
            assertThat(all.heapBytes() - none.heapBytes())
                    .as("heap for all")
                    .isLessThan(connections * MOST_HEAP_EACH + HEAP_BESIDES);
            assertThat(all.threads()).as("threads").isLessThan((int) MOST_THREADS);
            assertThatEachIsServed(port);
            closeAll();
            Figures after = awaitNone(requests, told);
            LongRun.report("IdleConnectionsTest, when they are gone", after.toString());
            assertThat(after.heapBytes()).as("heap afterwards").isLessThan(none.heapBytes() + HEAP_BESIDES);
        } finally {
            closeAll();
            broker.destroyForcibly().waitFor();
        }
    }

    private Process startBroker() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MeasuredBroker.class.getName(),
                        Integer.toString(connections + 10))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private RawClient connect(int port) throws IOException {
        RawClient client = new RawClient(port);
        client.login();
        DestinationName queue = DestinationName.queue("idle." + clients.size() % QUEUES);
        client.say(new Frame.OpenConsumer(1, new ConsumerRequest(1, queue, null, false, null)));
        client.hearUntil(Frame.Done.class);
        client.say(new Frame.Credit(2, 1, 1));
        return client;
    }

    private void sayHeartbeats() throws IOException {
        for (RawClient client : clients) {
            client.say(new Frame.Ping());
        }
    }

    /** The connections are not only there: what is sent to the queue of some comes to one of them. */
    private void assertThatEachIsServed(int port) throws Exception {
        TestClient sender = TestClient.connect("tcp://127.0.0.1:" + port);
        TestClient.Pending sent = new TestClient.Pending();
        sender.link().send(ScriptedLink.message(DestinationName.queue("idle.0"), 1, "wake up"), 0, sent);
        TestClient.await(sent);
        Frame.Delivered delivered = clients.get(0).hearUntil(Frame.Delivered.class);
        assertThat(delivered.message().destination()).isEqualTo(DestinationName.queue("idle.0"));
        TestClient.await(sender.link().close());
    }

    private void closeAll() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        clients.clear();
    }

    private static Figures figures(OutputStream requests, BufferedReader told) throws IOException {
        requests.write('\n');
        requests.flush();
        return Figures.parse(told.readLine());
    }

    private static Figures awaitNone(OutputStream requests, BufferedReader told) {
        return org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofMinutes(2))
                .until(() -> figures(requests, told), figures -> figures.connections() == 0);
    }
}
