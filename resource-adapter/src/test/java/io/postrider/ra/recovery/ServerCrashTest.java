package io.postrider.ra.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The server, and the broker in it, are killed at each step of a transaction's two phases. */
class ServerCrashTest {
    private static final String UNDONE = "in=1 out=0 in doubt=0 witness=0";
    private static final String DONE = "in=0 out=1 in doubt=0 witness=0";

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "witness {0}, killed at its {1}: {2}")
    @CsvSource({
        "first, PREPARE, " + UNDONE, // nothing is prepared
        "last, PREPARE, " + UNDONE, // the broker is prepared, and no decision made
        "first, COMMIT, " + DONE, // decided, and the broker not told
        "last, COMMIT, " + DONE, // decided, and the broker has committed
        "last, COMMITTED, " + DONE // all have committed, and the decision is still in the log
    })
    void everyBranchIsFinishedAsTheTransactionManagerHasDecided(String order, String step, String outcome)
            throws Exception {
        try (ChildProcess server = ChildProcess.start(CrashingServer.class, directory, order, step)) {
            assertThat(server.line()).isEqualTo(CrashingServer.STOPPED);
            server.kill();
        }
        try (ChildProcess again = ChildProcess.start(CrashingServer.class, directory, "recover")) {
            assertThat(again.line()).isEqualTo(outcome);
        }
    }
}
