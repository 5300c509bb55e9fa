package io.postrider.journal.derby;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.Outcome;
import io.postrider.broker.journal.TestRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Derby's log goes on in files that were used before, and what they hold behind its end is made to look like more of it: messages of
 * nothing but records of a log, of files that are to come. Seeded: {@code -Dpostrider.seed=N}.
 */
class UsedLogFileTest {
    private static final String LOG_FILE_BYTES = "derby.storage.logSwitchInterval";
    private static final String CHECKPOINT_BYTES = "derby.storage.checkpointInterval";

    /** The least that Derby takes. */
    private static final String FEW = "100000";

    private static final int COPIES = 12;

    /** A length of 127 bytes, and an instant in the log's file of number 127, at whichever fourth byte one looks. */
    private static final String LIKE_A_RECORD = "\0\0\0\177";

    private static final Map<String, String> OPTIONS = Map.of("segmentBytes", "200000", "segmentTables", "4");

    @TempDir
    Path directory;

    private final long seed = Long.getLong("postrider.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Set<Object> filesOfTheLog = new HashSet<>();
    private int filesUsedAgain;

    @BeforeEach
    void useSmallFiles() {
        System.setProperty(LOG_FILE_BYTES, FEW);
        System.setProperty(CHECKPOINT_BYTES, FEW);
    }

    @AfterEach
    void useTheUsualFiles() {
        System.clearProperty(LOG_FILE_BYTES);
        System.clearProperty(CHECKPOINT_BYTES);
    }

    private static Journal open(Path store) throws JournalException {
        return new DerbyJournalProvider().open(new JournalSettings("used", store, Thread::new, OPTIONS));
    }

    private static TestRecord append(Journal journal, String text) throws Exception {
        TestRecord record = new TestRecord(text);
        Outcome outcome = new Outcome();
        journal.append(new JournalUnit(List.of(record.toRecord()), Urgency.CALLER_WAITS, outcome));
        assertThat(outcome.await()).isNull();
        return record;
    }

    /** Notes the files of Derby's log that were such under another name before. */
    private void lookAtTheLog(Path store, Set<String> known) throws IOException {
        try (Stream<Path> files = Files.list(store.resolve("journal").resolve("log"))) {
            files.filter(file -> file.getFileName().toString().matches("log\\d+\\.dat"))
                    .forEach(file -> {
                        if (known.add(file.getFileName().toString()) && !filesOfTheLog.add(inodeOf(file))) {
                            filesUsedAgain++;
                        }
                    });
        }
    }

    private static Object inodeOf(Path file) {
        try {
            return Files.getAttribute(file, "unix:ino");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatAUsedFileHoldsBehindTheLogsEndIsNotTakenForMoreOfIt() throws Exception {
        Path store = directory.resolve("store");
        Set<String> known = new HashSet<>();
        List<TestRecord> living = new ArrayList<>();
        try (Journal journal = open(store)) {
            Texts.recover(journal);
            for (int copies = 0, number = 0; copies < COPIES; number++) {
                String text = number + LIKE_A_RECORD.repeat(1 + random.nextInt(3_000));
                living.add(append(journal, text));
                if (living.size() > 5) {
                    journal.release(living.remove(0));
                }
                lookAtTheLog(store, known);
                if (filesUsedAgain > 3 && random.nextInt(8) == 0) {
                    checkCopy(store, directory.resolve("copy" + ++copies), living);
                }
            }
        }
        try (Journal journal = open(store)) {
            assertThat(Texts.recover(journal)).as("seed " + seed).containsAll(names(living));
        }
    }

    /** Twice, as the first start goes on in that file. */
    private void checkCopy(Path store, Path copy, List<TestRecord> living) throws Exception {
        StillCopy.of(store, copy);
        List<String> expected = new ArrayList<>(names(living));
        try (Journal journal = open(copy)) {
            assertThat(Texts.recover(journal)).as("seed " + seed + ", " + copy).containsSubsequence(expected);
            assertThat(journal.status().damagedRecords()).isZero();
            expected.add(append(journal, "after" + LIKE_A_RECORD).name());
            StillCopy.of(copy, directory.resolve(copy.getFileName() + "again"));
        }
        try (Journal journal = open(directory.resolve(copy.getFileName() + "again"))) {
            assertThat(Texts.recover(journal))
                    .as("seed " + seed + ", again " + copy)
                    .containsSubsequence(expected);
            assertThat(journal.status().damagedRecords()).isZero();
        }
    }

    private static List<String> names(List<TestRecord> records) {
        return records.stream().map(TestRecord::name).toList();
    }
}
