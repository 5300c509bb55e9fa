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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A commit goes on where the last one's page has room, whatever the size of its records. */
class FullPagesTest {
    private static final int PAGE_BYTES = 32_768;
    private static final String BLOCK_BEGINS = "PRJ\u0001";
    private static final int COMMITS = 60;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "records of {0} bytes, {1} in a commit")
    @CsvSource({
        "700, 1",
        "4_000, 1",
        "5_000, 3",
        "16_500, 1",
        "16_500, 8",
        "20_000, 1",
        "31_900, 1",
        "32_400, 1",
        "70_000, 2"
    })
    void pagesAreFull(String bytes, int records) throws Exception {
        List<String> texts = texts(Integer.parseInt(bytes.replace("_", "")), records * COMMITS);
        write(texts, records);
        long written = texts.stream().mapToLong(String::length).sum();
        // the last page may be empty but for a row
        assertThat((double) written / ((pages() - 1) * PAGE_BYTES)).isGreaterThan(0.86);
        try (Journal journal = open()) {
            assertThat(Texts.recover(journal)).containsExactlyElementsOf(texts);
        }
    }

    private static List<String> texts(int bytes, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "record " + i + " ".repeat(bytes - 16) + "end")
                .toList();
    }

    private Journal open() throws JournalException {
        return new DerbyJournalProvider().open(new JournalSettings("full", directory, Thread::new, Map.of()));
    }

    private void write(List<String> texts, int records) throws JournalException {
        try (Journal journal = open()) {
            journal.recover((read, offset, length) -> null);
            for (int i = 0; i < texts.size(); i += records) {
                Outcome outcome = new Outcome();
                journal.append(new JournalUnit(
                        texts.subList(i, i + records).stream()
                                .map(text -> new TestRecord(text).toRecord())
                                .toList(),
                        Urgency.CALLER_WAITS,
                        outcome));
                assertThat(outcome.await()).isNull();
            }
        }
    }

    /** How many pages have blocks. */
    private long pages() throws IOException {
        long pages = 0;
        try (Stream<Path> files = Files.list(directory.resolve("journal").resolve("seg0"))) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                pages += IntStream.range(0, bytes.length / PAGE_BYTES)
                        .mapToObj(page -> Arrays.copyOfRange(bytes, page * PAGE_BYTES, (page + 1) * PAGE_BYTES))
                        .filter(page -> new String(page, StandardCharsets.ISO_8859_1).contains(BLOCK_BEGINS))
                        .count();
            }
        }
        return pages;
    }
}
