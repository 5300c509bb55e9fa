package io.postrider.journal.derby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.journal.DirectoryLock;
import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.Outcome;
import io.postrider.broker.journal.TestRecord;
import io.postrider.journal.derby.store.DerbyDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the store fails, or is somebody else's. */
class FailureTest {
    @TempDir
    Path directory;

    private final AtomicBoolean failing = new AtomicBoolean();

    private JournalSettings settings() {
        return new JournalSettings("failing", directory, Thread::new, Map.of("segmentBytes", "1000"));
    }

    /** A journal whose writing connection fails to commit when told to. */
    private Journal openFailing() throws JournalException {
        DirectoryLock lock = DirectoryLock.acquire(directory, "a test", Clock.systemUTC());
        DerbyDatabase database = DerbyDatabase.open(directory, 2);
        return new DerbyJournal(
                settings(), DerbyOptions.of(settings()), lock, database, () -> failing(database.connect()));
    }

    private Connection failing(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("commit") && failing.get()) {
                        throw new SQLException("the test's disk is full", "XSLA0", 45_000);
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static JournalException append(Journal journal, Urgency urgency, TestRecord record) {
        Outcome outcome = new Outcome();
        journal.append(new JournalUnit(List.of(record.toRecord()), urgency, outcome));
        return outcome.await();
    }

    private static List<String> recover(Journal journal) throws JournalException {
        List<String> told = new ArrayList<>();
        journal.recover((bytes, offset, length) -> {
            told.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
            return null;
        });
        return told;
    }

    @Test
    void afterAFailedCommitNothingIsWrittenAndWhatWasConfirmedIsRead() throws Exception {
        Journal journal = openFailing();
        recover(journal);
        TestRecord confirmed = new TestRecord("confirmed");
        assertThat(append(journal, Urgency.CALLER_WAITS, confirmed)).isNull();
        failing.set(true);
        JournalException failure = append(journal, Urgency.CALLER_WAITS, new TestRecord("lost"));
        assertThat(failure).hasMessageContaining("disk").hasMessageContaining(directory.toString());
        failing.set(false);
        for (Urgency urgency : Urgency.values()) {
            assertThat(append(journal, urgency, new TestRecord("refused"))).isSameAs(failure);
        }
        assertThat(journal.status().failure()).isSameAs(failure);
        assertThat(journal.read(confirmed)).asString().isEqualTo("confirmed");
        assertThatThrownBy(journal::close).isInstanceOf(JournalException.class).hasMessageContaining("disk");
        try (Journal reopened = new DerbyJournalProvider().open(settings())) {
            assertThat(recover(reopened)).containsExactly("confirmed");
        }
    }

    @Test
    void afterAFailedCommitNoSpaceIsGivenBack() throws Exception {
        Journal journal = openFailing();
        recover(journal);
        TestRecord sealed = new TestRecord("sealed".repeat(500));
        assertThat(append(journal, Urgency.CALLER_WAITS, sealed)).isNull();
        assertThat(append(journal, Urgency.CALLER_WAITS, new TestRecord("next")))
                .isNull();
        failing.set(true);
        assertThat(append(journal, Urgency.CALLER_WAITS, new TestRecord("lost")))
                .isNotNull();
        journal.release(sealed);
        failing.set(false);
        assertThatThrownBy(journal::close).isInstanceOf(JournalException.class);
        try (Journal reopened = new DerbyJournalProvider().open(settings())) {
            assertThat(recover(reopened)).containsExactly(sealed.name(), "next");
        }
    }

    @Test
    void aDatabaseThatGoesDownFailsTheJournalAndIsThereAgainAtTheNextStart() throws Exception {
        Journal journal = new DerbyJournalProvider().open(settings());
        recover(journal);
        TestRecord confirmed = new TestRecord("confirmed");
        assertThat(append(journal, Urgency.PROMPT, confirmed)).isNull();
        DerbyDatabase.open(directory, 2).shutDown();
        assertThat(append(journal, Urgency.CALLER_WAITS, new TestRecord("lost")))
                .isNotNull();
        assertThat(journal.read(confirmed)).asString().isEqualTo("confirmed");
        assertThatThrownBy(journal::close).isInstanceOf(JournalException.class);
        try (Journal reopened = new DerbyJournalProvider().open(settings())) {
            assertThat(recover(reopened)).containsExactly("confirmed");
        }
    }

    @Test
    void aSecondJournalInThisVmIsRefusedAndToldWhoHoldsTheDirectory() throws Exception {
        try (Journal journal = new DerbyJournalProvider().open(settings())) {
            recover(journal);
            assertThatThrownBy(() -> new DerbyJournalProvider().open(settings()))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("broker 'failing'")
                    .hasMessageContaining("process " + ProcessHandle.current().pid())
                    .hasMessageContaining("Nothing was touched");
            assertThat(append(journal, Urgency.CALLER_WAITS, new TestRecord("a")))
                    .isNull();
        }
    }

    @Test
    void aSecondProcessIsRefusedAndToldWhoHoldsTheDirectory() throws Exception {
        try (Journal journal = new DerbyJournalProvider().open(settings())) {
            recover(journal);
            Path output = directory.resolve("output");
            Process second = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            KilledChild.class.getName(),
                            directory.toString(),
                            directory.resolve("confirmed").toString(),
                            "1",
                            "1")
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(second.waitFor()).isNotZero();
            assertThat(output)
                    .content()
                    .contains("is in use by broker 'failing', process "
                            + ProcessHandle.current().pid());
            assertThat(append(journal, Urgency.CALLER_WAITS, new TestRecord("a")))
                    .isNull();
        }
    }

    @Test
    void aStoreThatWasNotFinishedWhenItWasMadeIsMadeAnew() throws Exception {
        try (Journal journal = new DerbyJournalProvider().open(settings())) {
            recover(journal);
        }
        Files.createFile(directory.resolve("journal-unfinished"));
        Files.delete(directory.resolve("journal").resolve("service.properties"));
        try (Journal journal = new DerbyJournalProvider().open(settings())) {
            assertThat(recover(journal)).isEmpty();
        }
        assertThat(directory.resolve("journal-unfinished")).doesNotExist();
    }
}
