package io.postrider.journal.derby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.Outcome;
import io.postrider.broker.journal.TestRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start after a kill has to repeat of a backlog: the latest of it, not all. */
class GrowingBacklogTest {
    private static final String LOG_FILE_BYTES = "derby.storage.logSwitchInterval";
    private static final int RECORDS = 60;
    private static final int RECORD_BYTES = 20_000;

    /** Of 100,000 bytes each; all records take more than twelve. */
    private static final int MOST_LOG_FILES = 4;

    @TempDir
    Path directory;

    @BeforeEach
    void useSmallFiles() {
        System.setProperty(LOG_FILE_BYTES, "100000");
    }

    @AfterEach
    void useTheUsualFiles() {
        System.clearProperty(LOG_FILE_BYTES);
    }

    private static void append(Journal journal, String text) throws Exception {
        Outcome outcome = new Outcome();
        journal.append(new JournalUnit(List.of(new TestRecord(text).toRecord()), Urgency.CALLER_WAITS, outcome));
        assertThat(outcome.await()).isNull();
    }

    private long logFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("journal").resolve("log"))) {
            return files.filter(file -> file.getFileName().toString().matches("log\\d+\\.dat"))
                    .count();
        }
    }

    @Test
    void theLogOfSegmentsThatStayIsGivenUp() throws Exception {
        try (Journal journal = new DerbyJournalProvider()
                .open(new JournalSettings(
                        "growing", directory, Thread::new, Map.of("segmentBytes", "100000", "segmentTables", "4")))) {
            journal.recover((bytes, offset, length) -> {
                throw new AssertionError("there is nothing yet");
            });
            for (int i = 0; i < RECORDS; i++) {
                append(journal, i + "x".repeat(RECORD_BYTES));
            }
            await().atMost(1, TimeUnit.MINUTES).until(() -> logFiles() <= MOST_LOG_FILES);
        }
    }
}
