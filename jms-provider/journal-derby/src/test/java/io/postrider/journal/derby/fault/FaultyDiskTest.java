package io.postrider.journal.derby.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.Outcome;
import io.postrider.broker.journal.TestRecord;
import io.postrider.broker.soak.LongRun;
import io.postrider.journal.derby.DerbyJournalProvider;
import io.postrider.journal.derby.StillCopy;
import io.postrider.journal.derby.Texts;
import io.postrider.journal.derby.files.PlainStorageFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same work on a disk of which one operation goes wrong, each of them in turn (a few of them, chosen by the seed, unless
 * {@code -Dpostrider.faults=all}): wherever that is, what was confirmed is there after the next start, whole, once and in order;
 * what was not is there whole or not at all; and the journal says what failed and where. {@code -Dpostrider.seed=N} chooses again
 * as before.
 */
@Tag(LongRun.TAG)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class FaultyDiskTest {
    private static final int UNITS = 24;
    private static final int CHOSEN = 6;

    /** Before each run, by a process that died: Derby's log has several files then, which the run's own log goes on with. */
    private static final int UNITS_BEFORE = 12;

    private static final int BYTES_BEFORE = 40_000;

    /** Enough for all: where Derby cannot make a table, what it leaves in this VM keeps the database from being opened again. */
    private static final String TABLES = "30";

    private static final String LOG_FILE_BYTES = "derby.storage.logSwitchInterval";

    private static final String CACHED_PAGES = "derby.storage.pageCacheSize";

    /** The least that Derby takes: a run fills some. */
    private static final String FEW = "100000";

    @TempDir
    Path directory;

    private final long seed = Long.getLong("postrider.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<String> before = new ArrayList<>();
    private Path fresh;
    private int runs;

    @BeforeEach
    void makeTheStoreThatEveryRunBeginsWith() throws Exception {
        fresh = directory.resolve("fresh");
        System.setProperty(PlainStorageFactory.PROPERTY, StorageOnFaultyDisk.class.getName());
        System.setProperty(LOG_FILE_BYTES, FEW);
        System.setProperty(CACHED_PAGES, random.nextBoolean() ? "100" : "2500");
        FaultyDisk.use(Fault.DELAY, 0, random);
        Path living = directory.resolve("living");
        try (Journal journal = open(living)) {
            Texts.recover(journal);
            for (int unit = 0; unit < UNITS_BEFORE; unit++) {
                String name = "unit before" + unit + " record 0 of 1 " + "x".repeat(BYTES_BEFORE);
                Outcome outcome = new Outcome();
                journal.append(
                        new JournalUnit(List.of(new TestRecord(name).toRecord()), Urgency.CALLER_WAITS, outcome));
                assertThat(outcome.await()).isNull();
                before.add(name);
            }
            StillCopy.of(living, fresh);
        }
    }

    @AfterEach
    void useTheDiskAsItIs() {
        System.clearProperty(PlainStorageFactory.PROPERTY);
        System.clearProperty(LOG_FILE_BYTES);
        System.clearProperty(CACHED_PAGES);
    }

    private static Journal open(Path store) throws JournalException {
        return new DerbyJournalProvider()
                .open(new JournalSettings(
                        "faulty", store, Thread::new, Map.of("segmentBytes", "60000", "segmentTables", TABLES)));
    }

    private Path copyOfFresh() throws IOException {
        Path copy = directory.resolve("run" + ++runs);
        copy(fresh, copy);
        return copy;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** What a run has been promised. */
    private static final class Work {
        private final List<String> appended;
        private final List<String> confirmed;
        private JournalException failure;

        Work(List<String> before) {
            appended = new ArrayList<>(before);
            confirmed = new ArrayList<>(before);
        }

        /** Appends unit after unit until one fails; then all later ones must. */
        void on(Journal journal) throws JournalException {
            Texts.recover(journal);
            List<TestRecord> kept = new ArrayList<>();
            for (int unit = 0; unit < UNITS; unit++) {
                List<TestRecord> records = new ArrayList<>();
                for (int i = 0; i <= unit % 3; i++) {
                    records.add(new TestRecord("unit " + unit + " record " + i + " of " + (1 + unit % 3) + " "
                            + "x".repeat(unit == 11 ? 90_000 : 400 * unit)));
                }
                Outcome outcome = new Outcome();
                records.forEach(record -> appended.add(record.name()));
                journal.append(new JournalUnit(
                        records.stream().map(TestRecord::toRecord).toList(), Urgency.CALLER_WAITS, outcome));
                JournalException failed = outcome.await();
                if (failure != null) {
                    assertThat(failed).as("after a failure").isSameAs(failure);
                } else if (failed == null) {
                    records.forEach(record -> confirmed.add(record.name()));
                    kept.addAll(records);
                } else {
                    failure = failed;
                }
            }
            checkFailure(journal);
        }

        private void checkFailure(Journal journal) {
            assertThat(journal.status().failure()).isSameAs(failure);
            if (failure != null) {
                assertThat(failure).hasMessageContaining("journal");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void whatWasConfirmedIsThereWhereverTheDiskFails(Fault fault) throws Exception {
        FaultyDisk sound = FaultyDisk.use(fault, 0, random);
        run(sound, copyOfFresh(), "no fault");
        long operations = sound.operations();
        assertThat(operations).isGreaterThan(UNITS);
        boolean all = "all".equals(System.getProperty("postrider.faults"));
        List<Long> places = LongStream.rangeClosed(1, operations).boxed().collect(Collectors.toList());
        Collections.shuffle(places, random);
        LongRun faults = LongRun.ofSteps("FaultyDiskTest, " + fault, all ? operations : CHOSEN, Fault.values().length);
        while (faults.next()) {
            long at = places.get(faults.done() - 1);
            run(FaultyDisk.use(fault, at, random), copyOfFresh(), fault + " at operation " + at + " of " + operations);
        }
        faults.report(seed, "faults, lost 0, torn 0, out of order 0");
    }

    private void run(FaultyDisk disk, Path store, String what) throws Exception {
        Work work = new Work(before);
        try {
            boolean closed = workOn(store, work);
            assertThat(closed || disk.isBroken())
                    .as("it closes in order unless the disk is broken")
                    .isTrue();
            disk.restorePower();
            FaultyDisk.use(Fault.DELAY, 0, random);
            try (Journal journal = open(store)) {
                check(work, Texts.recover(journal));
                assertThat(journal.status().damagedRecords())
                        .as("damaged records")
                        .isZero();
            }
        } catch (AssertionError | Exception e) {
            throw new AssertionError("seed " + seed + ", " + what + ": " + e.getMessage(), e);
        }
    }

    /** Whether the journal was opened, and closed in order. */
    private boolean workOn(Path store, Work work) throws JournalException {
        Journal journal;
        try {
            journal = open(store);
        } catch (JournalException e) {
            // the disk failed before anything was promised
            assertThat(e).hasMessageContaining(store.toString());
            return false;
        }
        try {
            work.on(journal);
        } catch (JournalException e) {
            assertThat(work.confirmed)
                    .as("the store could not be read, and yet confirmed")
                    .isEqualTo(before);
        }
        try {
            journal.close();
            return true;
        } catch (JournalException e) {
            return false;
        }
    }

    private static void check(Work work, List<String> found) {
        assertThat(found).as("nothing twice").doesNotHaveDuplicates();
        assertInOrder("nothing that was never written", found, work.appended);
        assertInOrder("confirmed", work.confirmed, found);
        List<String> others = new ArrayList<>(found);
        others.removeAll(work.confirmed);
        for (String other : others) {
            long ofItsUnit = others.stream()
                    .filter(name -> name.startsWith(other.substring(0, other.indexOf(" record")) + " "))
                    .count();
            String count = other.replaceAll("(?s).*? of (\\d+) .*", "$1");
            assertThat(ofItsUnit).as("a unit is there whole").isEqualTo(Long.parseLong(count));
        }
    }

    /** That these are all among others, in their order. AssertJ takes an empty sequence for a mistake; here it is the truth at times. */
    private static void assertInOrder(String what, List<String> these, List<String> others) {
        if (!these.isEmpty()) {
            assertThat(others).as(what).containsSubsequence(these);
        }
    }
}
