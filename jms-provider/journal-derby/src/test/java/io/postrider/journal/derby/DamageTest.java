package io.postrider.journal.derby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.Outcome;
import io.postrider.broker.journal.RecordHeads;
import io.postrider.broker.journal.RecordVisitor;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.broker.journal.TestRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes on disk that are not what was written. */
class DamageTest {
    @TempDir
    Path directory;

    private Journal open() throws JournalException {
        return new DerbyJournalProvider()
                .open(new JournalSettings("damaged", directory, Thread::new, Map.of("segmentBytes", "200000")));
    }

    private List<String> write(int records) throws JournalException {
        List<String> written = new ArrayList<>();
        try (Journal journal = open()) {
            journal.recover((bytes, offset, length) -> null);
            for (int i = 0; i < records; i++) {
                String text = "record " + i + " ".repeat(2_000) + "end " + i;
                written.add(text);
                Outcome outcome = new Outcome();
                journal.append(
                        new JournalUnit(List.of(new TestRecord(text).toRecord()), Urgency.CALLER_WAITS, outcome));
                assertThat(outcome.await()).isNull();
            }
        }
        return written;
    }

    /** Flips the byte before the first place where this text is found in a table's file. */
    private void damage(String text) throws IOException {
        byte[] sought = text.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.list(directory.resolve("journal").resolve("seg0"))) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                int at = new String(bytes, StandardCharsets.ISO_8859_1)
                        .indexOf(new String(sought, StandardCharsets.ISO_8859_1));
                if (at >= 0) {
                    bytes[at - 1] ^= 0x55;
                    Files.write(file, bytes);
                    return;
                }
            }
        }
        throw new AssertionError(text + " is not in any file");
    }

    private List<String> recover(Journal journal) throws JournalException {
        List<String> told = new ArrayList<>();
        journal.recover((bytes, offset, length) -> {
            String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
            told.add(text);
            return new TestRecord(text);
        });
        return told;
    }

    @Test
    void aDamagedRecordIsSkippedAndReportedAndAllOthersAreTold() throws Exception {
        List<String> written = write(150);
        damage("end 20");
        written.remove(20);
        try (Journal journal = open()) {
            assertThat(recover(journal)).isEqualTo(written);
            assertThat(journal.status().damagedRecords()).isOne();
        }
        try (Journal journal = open()) {
            assertThat(recover(journal)).isEqualTo(written);
        }
    }

    @Test
    void damageInTwoSegmentsIsSkipped() throws Exception {
        List<String> written = write(250);
        damage("end 3");
        damage("end 200");
        written.remove(200);
        written.remove(3);
        try (Journal journal = open()) {
            assertThat(recover(journal)).isEqualTo(written);
            assertThat(journal.status().damagedRecords()).isEqualTo(2);
        }
    }

    /** Tells of heads, of 10 bytes; and of whole records where the store has to. */
    private static final class Heads implements RecordVisitor {
        private final List<TestRecord> whole = new ArrayList<>();
        private final List<RetainedRecord> byHead = new ArrayList<>();

        @Override
        public RetainedRecord visit(byte[] bytes, int offset, int length) {
            TestRecord record = new TestRecord(new String(bytes, offset, length, StandardCharsets.UTF_8));
            whole.add(record);
            return record;
        }

        @Override
        public RecordHeads heads() {
            return (bytes, offset, length) -> Math.min(10, length);
        }

        @Override
        public RetainedRecord visitHead(byte[] bytes, int offset, int headLength, int length) {
            TestRecord record = new TestRecord(new String(bytes, offset, headLength, StandardCharsets.UTF_8));
            byHead.add(record);
            return record;
        }
    }

    private Heads recoverByHeads(Journal journal) throws JournalException {
        Heads heads = new Heads();
        journal.recover(heads);
        return heads;
    }

    @Test
    void damageInABodyThatIsNotReadAtRecoveryIsFoundByItsReaderAndReportedByTheNextStart() throws Exception {
        List<String> written = write(250);
        try (Journal journal = open()) {
            assertThat(recoverByHeads(journal).whole).hasSize(250);
        }
        damage("end 20");
        try (Journal journal = open()) {
            Heads heads = recoverByHeads(journal);
            assertThat(heads.byHead).hasSize(250);
            assertThat(journal.status().damagedRecords()).isZero();
            assertThatThrownBy(() -> journal.read(heads.byHead.get(20))).isInstanceOf(JournalException.class);
            assertThat(journal.read(heads.byHead.get(200)))
                    .isEqualTo(written.get(200).getBytes(StandardCharsets.UTF_8));
            Outcome outcome = new Outcome();
            journal.append(
                    new JournalUnit(List.of(new TestRecord("one more").toRecord()), Urgency.CALLER_WAITS, outcome));
            assertThat(outcome.await()).as("nothing else suffers").isNull();
        }
        try (Journal journal = open()) {
            Heads heads = recoverByHeads(journal);
            assertThat(heads.whole).isNotEmpty();
            assertThat(heads.whole.size() + heads.byHead.size()).isEqualTo(250);
            assertThat(journal.status().damagedRecords()).isOne();
        }
    }

    @Test
    void contentsThatAreDamagedAreNotBelieved() throws Exception {
        List<String> written = write(250);
        try (Journal journal = open()) {
            recoverByHeads(journal);
        }
        Path folder = directory.resolve("journal").resolve("contents");
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length - 1] ^= 0x55;
                Files.write(file, bytes);
            }
        }
        try (Journal journal = open()) {
            Heads heads = recoverByHeads(journal);
            assertThat(heads.byHead).isEmpty();
            assertThat(heads.whole).extracting(TestRecord::name).isEqualTo(written);
        }
    }
}
