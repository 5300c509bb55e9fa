package io.postrider.journal.derby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.Outcome;
import io.postrider.broker.journal.RecordVisitor;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.broker.journal.TestRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A copy of a journal that goes on. */
class BackupTest {
    @TempDir
    private Path directory;

    private Journal open(String name) throws JournalException {
        return new DerbyJournalProvider()
                .open(new JournalSettings("test", directory.resolve(name), Thread::new, Map.of()));
    }

    private static void append(Journal journal, String text) {
        Outcome outcome = new Outcome();
        journal.append(new JournalUnit(List.of(new TestRecord(text).toRecord()), Urgency.PROMPT, outcome));
        assertThat(outcome.await()).isNull();
    }

    @Test
    void holdsWhatWasConfirmedBeforeWhileOthersGoOnWriting() throws Exception {
        List<String> before = new ArrayList<>();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (Journal journal = open("store")) {
            Texts.recover(journal);
            for (int n = 0; n < 200; n++) {
                before.add("before " + n);
                append(journal, "before " + n);
            }
            AtomicBoolean enough = new AtomicBoolean();
            Future<Integer> writing = executor.submit(() -> {
                int written = 0;
                for (; !enough.get(); written++) {
                    append(journal, "during " + written);
                }
                return written;
            });
            journal.backup(directory.resolve("copy"));
            enough.set(true);
            writing.get();
            append(journal, "after");
        } finally {
            executor.shutdown();
        }
        try (Journal copy = open("copy")) {
            assertThat(Texts.recover(copy))
                    .startsWith(before.toArray(String[]::new))
                    .doesNotContain("after");
            append(copy, "goes on");
        }
        try (Journal journal = open("store")) {
            assertThat(Texts.recover(journal)).contains("after").doesNotContain("goes on");
        }
    }

    @Test
    void hasTheNoteOfAJournalThatIsServedAfterItFailed() throws Exception {
        try (Journal journal = open("store")) {
            Texts.recover(journal);
            journal.noteServed(5);
            journal.backup(directory.resolve("copy"));
        }
        List<Long> notes = new ArrayList<>();
        try (Journal copy = open("copy")) {
            copy.recover(new RecordVisitor() {
                @Override
                public RetainedRecord visit(byte[] bytes, int offset, int length) {
                    return null;
                }

                @Override
                public void servedAfterFailure(long stamp) {
                    notes.add(stamp);
                }
            });
        }
        assertThat(notes).containsExactly(5L);
    }

    @Test
    void overwritesNothing() throws Exception {
        Path taken = Files.createDirectory(directory.resolve("taken"));
        Files.writeString(taken.resolve("mine"), "mine");
        try (Journal journal = open("store")) {
            Texts.recover(journal);
            assertThatThrownBy(() -> journal.backup(taken))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("not empty");
            append(journal, "goes on");
        }
        assertThat(taken).isDirectoryNotContaining(file -> !file.endsWith("mine"));
    }

    @Test
    void isRefusedOnceTheJournalIsClosed() throws Exception {
        Journal journal = open("store");
        Texts.recover(journal);
        journal.close();
        assertThatThrownBy(() -> journal.backup(directory.resolve("copy"))).isInstanceOf(JournalException.class);
    }
}
