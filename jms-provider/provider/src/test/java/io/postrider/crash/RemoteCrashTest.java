package io.postrider.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.soak.LongRun;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A broker, senders and receivers in a process each, over TCP: one of them, chosen by the seed, is killed with SIGKILL at a seeded moment
 * and started again, and in the end all is counted. {@code -Dpostrider.remoteKills=300} makes it a long one; {@code
 * -Dpostrider.seed=N} repeats the load and the choices.
 */
@Tag(LongRun.TAG)
class RemoteCrashTest {
    private static final int DEFAULT_KILLS = 3;
    private static final int MAX_EVENTS = 4_000;
    private static final Duration GUARD = Duration.ofMinutes(5);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final long seed = Long.getLong("postrider.seed", new Random().nextInt(1_000_000));
    private final Random random = new Random(seed);
    private final Ledger ledger = new Ledger(Routes.ENDPOINTS_BY_PRODUCER, Routes.ORDERED, Routes.UNSEEN);
    private final Map<Role, Process> running = new HashMap<>();
    private final Map<Role, Integer> kills = new HashMap<>();
    private int port;
    private EventFile events;
    private int starts;

    private enum Role {
        BROKER,
        SEND,
        RECEIVE
    }

    @BeforeEach
    void prepare() throws IOException {
        Files.createFile(directory.resolve("events"));
        events = new EventFile(directory.resolve("events"), ledger);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void endAll() throws IOException {
        running.values().forEach(RemoteCrashTest::kill);
        events.close();
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void everyPromiseHoldsWhoeverIsKilled() throws Exception {
        LongRun count = LongRun.of("RemoteCrashTest", "postrider.remoteKills", DEFAULT_KILLS);
        System.out.println("RemoteCrashTest: postrider.seed=" + seed);
        startAll();
        while (count.next()) {
            awaitEvents(1 + random.nextInt(1 + random.nextInt(MAX_EVENTS)));
            Role victim = Role.values()[random.nextInt(Role.values().length)];
            kills.merge(victim, 1, Integer::sum);
            killAndStart(victim);
            assertThat(ledger.violations())
                    .as("seed %d, kill %d, of %s; %s", seed, count.done(), victim, errors())
                    .isEmpty();
        }
        stopLoadAndDrain();
        ledger.close();
        count.report(seed, "kills " + kills + ", " + ledger);
        assertThat(ledger.violations()).as("seed %d; %s", seed, errors()).isEmpty();
        assertThat(ledger.confirmedCount()).isPositive();
    }

    private void startAll() throws IOException {
        startBroker();
        start(Role.RECEIVE, "receive");
        awaitReady();
        start(Role.SEND, "send");
    }

    private void killAndStart(Role victim) throws IOException {
        events.brokerIsGone(victim == Role.BROKER);
        kill(running.get(victim));
        if (victim == Role.BROKER) {
            // their connections are lost, and they end by themselves; or are idle, and have to be ended
            await().atMost(GUARD).until(() -> {
                events.read();
                return !running.get(Role.RECEIVE).isAlive();
            });
            kill(running.get(Role.SEND));
        }
        events.read();
        events.brokerIsGone(false);
        ledger.restarted();
        switch (victim) {
            case BROKER -> startAll();
            case RECEIVE -> {
                start(Role.RECEIVE, "receive");
                awaitReady();
            }
            case SEND -> start(Role.SEND, "send");
        }
    }

    private void stopLoadAndDrain() throws IOException {
        kill(running.get(Role.SEND));
        kill(running.get(Role.RECEIVE));
        events.read();
        ledger.drainingBegins();
        Process drain = start(Role.RECEIVE, "drain");
        await().atMost(GUARD).until(() -> {
            events.read();
            return !drain.isAlive();
        });
        events.read();
        assertThat(drain.exitValue())
                .as("exit code of draining, seed %d; %s", seed, errors())
                .isZero();
    }

    private void startBroker() throws IOException {
        Path output = directory.resolve("broker-" + ++starts);
        Process broker = java(BrokerProcess.class, directory.resolve("data").toString(), Integer.toString(port))
                .redirectOutput(output.toFile())
                .start();
        running.put(Role.BROKER, broker);
        await().atMost(GUARD).until(() -> {
            assertThat(broker.isAlive()).as("the broker starts; %s", errors()).isTrue();
            return Files.readString(output).contains(BrokerProcess.READY);
        });
    }

    private Process start(Role role, String mode) throws IOException {
        Process process = java(
                        LoadProcess.class,
                        "tcp://127.0.0.1:" + port,
                        Long.toString(seed),
                        Integer.toString(++starts),
                        mode)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("events").toFile()))
                .start();
        running.put(role, process);
        return process;
    }

    private ProcessBuilder java(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve(LoadRun.ERRORS).toFile()));
    }

    /** Until the process that was started last has begun. */
    private void awaitReady() throws IOException {
        int before = events.ready();
        await().atMost(GUARD).until(() -> {
            events.read();
            return events.ready() > before;
        });
    }

    private void awaitEvents(int more) throws IOException {
        events.read();
        long target = events.events() + more;
        await().atMost(GUARD).until(() -> {
            events.read();
            return events.events() >= target;
        });
    }

    private static void kill(Process process) {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    private String errors() throws IOException {
        String text = Files.readString(directory.resolve(LoadRun.ERRORS));
        return "errors: " + text.substring(Math.max(0, text.length() - 2_000));
    }
}
