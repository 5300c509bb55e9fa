package io.postrider.journal.derby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.Outcome;
import io.postrider.broker.journal.RecordBulk;
import io.postrider.broker.journal.RecordHeads;
import io.postrider.broker.journal.RecordVisitor;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.broker.journal.TestRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments that are told at once, by the summary that was kept with their contents. */
class SummaryTest {
    private static final int RECORDS = 250;
    private static final int HEAD_BYTES = 12;
    private static final int SIZE_OF_VERSION_1_HEADER = 24;
    private static final int SIZE_OF_HEADER = 40;
    private static final int ENTRIES_END_AT = 24;

    @TempDir
    Path directory;

    /** Summarises as the first head and the number of records; takes what it is told at once, or not. */
    private static final class Summarising implements RecordVisitor, RecordHeads {
        private final boolean taking;
        private final List<TestRecord> told = new ArrayList<>();
        private final List<RecordBulk> bulks = new ArrayList<>();
        private final List<Integer> firstTickets = new ArrayList<>();

        Summarising(boolean taking) {
            this.taking = taking;
        }

        @Override
        public RecordHeads heads() {
            return this;
        }

        @Override
        public int headLength(byte[] bytes, int offset, int length) {
            return HEAD_BYTES;
        }

        @Override
        public byte[] summary(RecordBulk records) {
            return (heads(records).get(0) + records.size()).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public boolean visitBulk(RecordBulk records, byte[] summary, int firstTicket) {
            assertThat(summary).isEqualTo(summary(records));
            if (taking) {
                bulks.add(records);
                firstTickets.add(firstTicket);
            }
            return taking;
        }

        @Override
        public RetainedRecord visit(byte[] bytes, int offset, int length) {
            TestRecord record = new TestRecord(new String(bytes, offset, HEAD_BYTES, StandardCharsets.UTF_8));
            told.add(record);
            return record;
        }

        @Override
        public RetainedRecord visitHead(byte[] bytes, int offset, int headLength, int length) {
            return visit(bytes, offset, headLength);
        }

        private static List<String> heads(RecordBulk records) {
            List<String> heads = new ArrayList<>();
            records.tell((bytes, offset, headLength, length) ->
                    heads.add(new String(bytes, offset, headLength, StandardCharsets.UTF_8)));
            return heads;
        }

        /** All there is, named. */
        List<TestRecord> names(Journal journal) {
            List<TestRecord> names = new ArrayList<>();
            for (int i = 0; i < bulks.size(); i++) {
                int ticket = firstTickets.get(i);
                for (String head : heads(bulks.get(i))) {
                    TestRecord name = new TestRecord(head);
                    journal.name(ticket++, name);
                    names.add(name);
                }
            }
            names.addAll(told);
            return names;
        }
    }

    private Journal open() throws JournalException {
        return new DerbyJournalProvider()
                .open(new JournalSettings("summary", directory, Thread::new, Map.of("segmentBytes", "200000")));
    }

    private static Summarising recover(Journal journal, boolean taking) throws JournalException {
        Summarising visitor = new Summarising(taking);
        journal.recover(visitor);
        return visitor;
    }

    private static String head(int number) {
        return String.format("%0" + HEAD_BYTES + "d", number);
    }

    private static List<String> allHeads() {
        List<String> heads = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            heads.add(head(i));
        }
        return heads;
    }

    private static void append(Journal journal, JournalRecord record) throws Exception {
        Outcome outcome = new Outcome();
        journal.append(new JournalUnit(List.of(record), Urgency.CALLER_WAITS, outcome));
        assertThat(outcome.await()).isNull();
    }

    /** What the first recovery reads in full has contents for the next one. */
    private void fill(int numberNotRetained) throws Exception {
        try (Journal journal = open()) {
            recover(journal, true);
            for (int i = 0; i < RECORDS; i++) {
                byte[] body = ("body of " + i + " ".repeat(2_000)).getBytes(StandardCharsets.UTF_8);
                RetainedRecord name = i == numberNotRetained ? null : new TestRecord(head(i));
                append(journal, new JournalRecord(head(i).getBytes(StandardCharsets.UTF_8), body, name));
            }
        }
        try (Journal journal = open()) {
            recover(journal, true);
        }
    }

    private static void assertThatAllAreRead(Journal journal, List<TestRecord> names) throws JournalException {
        assertThat(names).extracting(TestRecord::name).containsExactlyInAnyOrderElementsOf(allHeads());
        for (TestRecord name : names) {
            int number = Integer.parseInt(name.name());
            assertThat(new String(journal.read(name), StandardCharsets.UTF_8))
                    .startsWith(name.name() + "body of " + number + " ");
        }
    }

    @Test
    void aSegmentIsToldAtOnceAndItsRecordsAreNamedLater() throws Exception {
        fill(-1);
        try (Journal journal = open()) {
            Summarising visitor = recover(journal, true);
            assertThat(visitor.bulks).hasSize(3);
            assertThat(visitor.told).as("all segments are sealed").isEmpty();
            assertThat(journal.status().retainedRecords()).isEqualTo(RECORDS);
            assertThatAllAreRead(journal, visitor.names(journal));
            assertThat(journal.status().retainedRecords()).isEqualTo(RECORDS);
        }
    }

    @Test
    void whatIsNotTakenAtOnceIsToldOneByOne() throws Exception {
        fill(-1);
        try (Journal journal = open()) {
            Summarising visitor = recover(journal, false);
            assertThat(visitor.told).extracting(TestRecord::name).isEqualTo(allHeads());
            assertThatAllAreRead(journal, visitor.names(journal));
        }
    }

    /** A record that only cancels others has to be told, so the others of its segment are, too. */
    @Test
    void aSegmentWithARecordThatIsNotRetainedIsToldOneByOne() throws Exception {
        fill(RECORDS - 1);
        try (Journal journal = open()) {
            Summarising visitor = recover(journal, true);
            assertThat(visitor.bulks).hasSize(2);
            assertThatAllAreRead(journal, visitor.names(journal));
        }
    }

    /** A segment of which a record is noted as dead is told one by one, without that one; the others are not touched. */
    @Test
    void whatIsNotedAsDeadIsNotToldAtOnceWithTheOthers() throws Exception {
        fill(-1);
        int segmentsAfter;
        try (Journal journal = open()) {
            Summarising visitor = recover(journal, true);
            segmentsAfter = visitor.bulks.size();
            List<TestRecord> names = visitor.names(journal);
            List<TestRecord> dead = new ArrayList<>(List.of(names.get(5)));
            int lastOfBulks = names.size();
            // all of the second segment: it is emptied, and that notes who died in the first one
            int first = visitor.firstTickets.get(1) - 1;
            int end = visitor.firstTickets.get(2) - 1;
            dead.addAll(names.subList(first, end));
            assertThat(lastOfBulks).isEqualTo(RECORDS);
            dead.forEach(journal::release);
            await().until(() -> journal.status().storeBytes() < 3 * 200_000 * segmentsAfter / 4);
        }
        try (Journal journal = open()) {
            Summarising visitor = recover(journal, true);
            assertThat(visitor.names(journal))
                    .extracting(TestRecord::name)
                    .doesNotContain(head(5))
                    .contains(head(4), head(6));
        }
    }

    /** As of the first version, which knew of no summaries. */
    @Test
    void contentsWithoutASummaryAreToldOneByOne() throws Exception {
        fill(-1);
        Path folder = directory.resolve("journal").resolve("contents");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.write(file, asVersion1(Files.readAllBytes(file)));
            }
        }
        try (Journal journal = open()) {
            Summarising visitor = recover(journal, true);
            assertThat(visitor.bulks).isEmpty();
            assertThat(visitor.told).extracting(TestRecord::name).isEqualTo(allHeads());
            assertThatAllAreRead(journal, visitor.names(journal));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(SummaryTest::version))
                    .as("they are not made anew")
                    .containsOnly((byte) 1);
        }
    }

    private static byte version(Path file) {
        try {
            return Files.readAllBytes(file)[3];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] asVersion1(byte[] contents) {
        int entriesEnd = ByteBuffer.wrap(contents).getInt(ENTRIES_END_AT);
        ByteBuffer former = ByteBuffer.allocate(SIZE_OF_VERSION_1_HEADER + entriesEnd - SIZE_OF_HEADER);
        former.put(contents, 0, SIZE_OF_VERSION_1_HEADER);
        former.put(contents, SIZE_OF_HEADER, entriesEnd - SIZE_OF_HEADER);
        former.put(3, (byte) 1);
        CRC32C checksum = new CRC32C();
        checksum.update(former.array(), 8, former.capacity() - 8);
        former.putInt(4, (int) checksum.getValue());
        return former.array();
    }
}
