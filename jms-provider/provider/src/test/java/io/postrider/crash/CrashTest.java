package io.postrider.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.soak.LongRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process of broker and mixed load with SIGKILL again and again, and counts in the end. {@code -Dpostrider.kills=300} makes it a
 * long one; {@code -Dpostrider.seed=N} repeats the load and the choice of moments (not the very instants).
 */
@Tag(LongRun.TAG)
class CrashTest {
    private static final int DEFAULT_KILLS = 15;
    private static final int MAX_BOOT_MILLIS = 900;
    private static final int MAX_EVENTS = 8_000;
    private static final int MAX_ERRORS = 5_000;
    private static final double KILLED_WHILE_BOOTING = 0.2;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @Test
    @Timeout(value = 4, unit = TimeUnit.HOURS)
    void everyPromiseHoldsThroughKills() throws Exception {
        LongRun kills = LongRun.of("CrashTest", "postrider.kills", DEFAULT_KILLS);
        long seed = Long.getLong("postrider.seed", new Random().nextInt(1_000_000));
        System.out.println("CrashTest: postrider.seed=" + seed + " in " + directory);
        Random random = new Random(seed);
        Ledger ledger = new Ledger(Routes.ENDPOINTS_BY_PRODUCER, Routes.ORDERED, Routes.UNSEEN);

        while (kills.next()) {
            int run = kills.done();
            ledger.restarted();
            try (LoadRun load = LoadRun.start(directory, seed, run, "load", ledger)) {
                if (random.nextDouble() < KILLED_WHILE_BOOTING) {
                    load.killAfterMillis(random.nextInt(MAX_BOOT_MILLIS));
                } else {
                    boolean killed = load.killAfterEvents(1 + random.nextInt(1 + random.nextInt(MAX_EVENTS)));
                    assertThat(killed)
                            .as("seed %d, run %d: killed, not ended by itself or hanging: %s", seed, run, errors())
                            .isTrue();
                }
            }
            assertThat(ledger.violations()).as("seed %d, run %d", seed, run).isEmpty();
        }

        ledger.drainingBegins();
        try (LoadRun drain = LoadRun.start(directory, seed, kills.done() + 1, "drain", ledger)) {
            assertThat(drain.awaitEnd())
                    .as("exit code of draining, seed %d", seed)
                    .isZero();
        }
        ledger.close();
        kills.report(seed, "kills, " + ledger);
        assertThat(ledger.violations()).as("seed %d", seed).isEmpty();
        assertThat(ledger.confirmedCount()).isPositive();
    }

    private String errors() throws IOException {
        String text = Files.readString(directory.resolve(LoadRun.ERRORS));
        return text.substring(Math.max(0, text.length() - MAX_ERRORS));
    }
}
