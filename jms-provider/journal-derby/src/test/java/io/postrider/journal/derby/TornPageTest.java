package io.postrider.journal.derby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.Outcome;
import io.postrider.broker.journal.TestRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages that a loss of power has left half written, since the last checkpoint. */
class TornPageTest {
    private static final int PAGE_BYTES = 32_768;
    private static final int SECTOR_BYTES = 512;

    /** Twice what Derby keeps in memory, a page each: so it writes many of them before there is a checkpoint. */
    private static final int RECORDS = 200;

    private static final int RECORD_BYTES = 30_000;

    private static final String CACHED_PAGES = "derby.storage.pageCacheSize";

    @TempDir
    Path directory;

    @BeforeEach
    void keepFewPagesInMemory() {
        System.setProperty(CACHED_PAGES, "100");
    }

    @AfterEach
    void keepAsManyAsUsual() {
        System.clearProperty(CACHED_PAGES);
    }

    private static Journal open(Path store) throws JournalException {
        return new DerbyJournalProvider().open(new JournalSettings("torn", store, Thread::new, Map.of()));
    }

    /** Writes records, and copies the store as it is on the disk at that moment. */
    private List<String> writeAndCopy(Path store, Path copy) throws Exception {
        List<String> written = new ArrayList<>();
        try (Journal journal = open(store)) {
            Texts.recover(journal);
            for (int i = 0; i < RECORDS; i++) {
                String text = "record " + i + " " + "x".repeat(RECORD_BYTES);
                written.add(text);
                Outcome outcome = new Outcome();
                journal.append(
                        new JournalUnit(List.of(new TestRecord(text).toRecord()), Urgency.CALLER_WAITS, outcome));
                assertThat(outcome.await()).isNull();
            }
            copyTree(store, copy);
        }
        return written;
    }

    private static void copyTree(Path from, Path to) throws IOException {
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

    /** Of each page that holds a block, only the first part is there: what lay on the disk before was nothing. */
    private static int tearPagesOfBlocks(Path store) throws IOException {
        int torn = 0;
        for (Path table : tables(store)) {
            byte[] bytes = Files.readAllBytes(table);
            for (int page = PAGE_BYTES; page + PAGE_BYTES <= bytes.length; page += PAGE_BYTES) {
                if (holdsBlock(bytes, page)) {
                    int kept = SECTOR_BYTES * (1 + torn % 40);
                    Arrays.fill(bytes, page + kept, page + PAGE_BYTES, (byte) 0);
                    torn++;
                }
            }
            Files.write(table, bytes);
        }
        return torn;
    }

    private static List<Path> tables(Path store) throws IOException {
        try (Stream<Path> files = Files.list(store.resolve("journal").resolve("seg0"))) {
            return files.toList();
        }
    }

    private static boolean holdsBlock(byte[] bytes, int page) {
        return new String(bytes, page, 200, StandardCharsets.ISO_8859_1).contains("PRJ\u0001");
    }

    @Test
    void tornPagesAreWrittenAnewFromWhatTheyWereAndTheLog() throws Exception {
        Path copy = directory.resolve("copy");
        List<String> written = writeAndCopy(directory.resolve("store"), copy);
        assertThat(tearPagesOfBlocks(copy)).isGreaterThan(50);
        for (int start = 0; start < 2; start++) {
            try (Journal journal = open(copy)) {
                assertThat(Texts.recover(journal).equals(written)).isTrue();
                assertThat(journal.status().damagedRecords()).isZero();
            }
        }
    }

    @Test
    void withoutImagesTheStartSaysThatItCannotAndWhatHelps() throws Exception {
        Path copy = directory.resolve("copy");
        writeAndCopy(directory.resolve("store"), copy);
        tearPagesOfBlocks(copy);
        Files.delete(copy.resolve("journal").resolve("page-images.dat"));
        assertThatThrownBy(() -> open(copy))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(copy.toString())
                .hasMessageContaining("a page on disk is damaged")
                .hasMessageContaining("backup");
    }

    @Test
    void afterAnOrderlyEndNoImageIsLeftThatCouldHideDamage() throws Exception {
        Path store = directory.resolve("store");
        List<String> written = writeAndCopy(store, directory.resolve("copy"));
        assertThat(tearPagesOfBlocks(store)).isGreaterThan(50);
        try (Journal journal = open(store)) {
            assertThat(Texts.recover(journal)).hasSizeLessThan(written.size() / 2);
            assertThat(journal.status().damagedRecords()).isPositive();
        }
    }
}
