package io.postrider.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.journal.JournalUnit.Urgency;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every journal must do. A journal's own test extends this and says how it is opened. */
public abstract class JournalContract {
    @TempDir
    protected Path directory;

    private Journal journal;

    /** The journal that is tested. */
    protected abstract JournalProvider provider();

    /** Options to open it with. */
    protected Map<String, String> options() {
        return Map.of();
    }

    /** Whether what was committed is there when it is opened again. */
    protected abstract boolean isDurable();

    protected final Journal open() throws JournalException {
        return open(options());
    }

    protected final Journal open(Map<String, String> options) throws JournalException {
        return provider().open(new JournalSettings("test", directory, Thread::new, options));
    }

    protected final Journal journal() throws JournalException {
        if (journal == null) {
            journal = open();
            journal.recover((bytes, offset, length) -> null);
        }
        return journal;
    }

    /** Closes and opens again; returns the records' texts as they were told. */
    protected final List<String> reopen() throws JournalException {
        journal().close();
        journal = open();
        return recover(journal);
    }

    protected static List<String> recover(Journal journal) throws JournalException {
        List<String> told = new ArrayList<>();
        journal.recover((bytes, offset, length) -> {
            String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
            told.add(text);
            return text.startsWith("-") ? null : new TestRecord(text);
        });
        return told;
    }

    @AfterEach
    final void closeJournal() throws JournalException {
        if (journal != null) {
            journal.close();
        }
    }

    protected final Outcome append(Urgency urgency, JournalRecord... records) throws JournalException {
        Outcome outcome = new Outcome();
        journal().append(new JournalUnit(List.of(records), urgency, outcome));
        return outcome;
    }

    protected static JournalRecord cancelling(String text) {
        return new JournalRecord(text.getBytes(StandardCharsets.UTF_8), null, null);
    }

    @Test
    void aUnitOfEachUrgencyIsCommitted() throws Exception {
        for (Urgency urgency : Urgency.values()) {
            assertThat(append(urgency, new TestRecord("a").toRecord()).await()).isNull();
        }
        assertThat(journal().status().units()).isEqualTo(3);
        assertThat(journal().status().retainedRecords()).isEqualTo(3);
    }

    @Test
    void aUnitWithoutRecordsIsCommitted() throws Exception {
        assertThat(append(Urgency.PROMPT).await()).isNull();
    }

    @Test
    void headAndBodyAreReadBackInOneArray() throws Exception {
        TestRecord record = new TestRecord("a");
        append(Urgency.CALLER_WAITS, new JournalRecord(new byte[] {1, 2}, new byte[] {3, 4, 5}, record))
                .await();
        assertThat(journal().read(record)).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void recordsOfAnyLengthAreReadBack() throws Exception {
        Random random = new Random(1);
        for (int length : new int[] {0, 1, 100, 4_096, 4_097, 32_450, 32_457, 32_458, 32_500, 70_000, 1_000_000}) {
            byte[] head = new byte[Math.min(length, 17)];
            byte[] body = new byte[length - head.length];
            random.nextBytes(head);
            random.nextBytes(body);
            TestRecord record = new TestRecord("of " + length);
            TestRecord before = new TestRecord("before " + length);
            TestRecord after = new TestRecord("after " + length);
            append(Urgency.PROMPT, before.toRecord(), new JournalRecord(head, body, record), after.toRecord())
                    .await();
            byte[] expected = Arrays.copyOf(head, length);
            System.arraycopy(body, 0, expected, head.length, body.length);
            assertThat(journal().read(record)).isEqualTo(expected);
            assertThat(journal().read(after)).asString().isEqualTo("after " + length);
        }
    }

    @Test
    void aReleasedRecordCannotBeRead() throws Exception {
        TestRecord record = new TestRecord("a");
        append(Urgency.PROMPT, record.toRecord()).await();
        journal().release(record);
        journal().release(record);
        assertThat(record.location()).isNull();
        assertThat(journal().status().retainedRecords()).isZero();
        assertThatThrownBy(() -> journal().read(record)).isInstanceOf(JournalException.class);
    }

    @Test
    void theLatestNoteIsToldBeforeAnyRecordAtEveryLaterRecovery() throws Exception {
        append(Urgency.PROMPT, new TestRecord("a").toRecord()).await();
        journal().noteServed(7);
        journal().noteServed(8);
        List<String> expected = isDurable() ? List.of("note 8", "a") : List.of();
        for (int opened = 0; opened < 2; opened++) {
            journal().close();
            journal = open();
            assertThat(recoverWithNotes(journal)).isEqualTo(expected);
        }
    }

    @Test
    void noNoteIsToldWhereNoneWasMade() throws Exception {
        journal().close();
        journal = open();
        assertThat(recoverWithNotes(journal)).isEmpty();
    }

    private static List<String> recoverWithNotes(Journal journal) throws JournalException {
        List<String> told = new ArrayList<>();
        journal.recover(new RecordVisitor() {
            @Override
            public RetainedRecord visit(byte[] bytes, int offset, int length) {
                told.add(new String(bytes, offset, length, StandardCharsets.UTF_8));
                return new TestRecord("kept");
            }

            @Override
            public void servedAfterFailure(long stamp) {
                told.add("note " + stamp);
            }
        });
        return told;
    }

    @Test
    void completionsAreCalledInTheOrderOfAppends() throws Exception {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        Urgency[] urgencies = Urgency.values();
        for (int i = 0; i < 300; i++) {
            int number = i;
            journal()
                    .append(new JournalUnit(
                            List.of(cancelling("-" + i)), urgencies[i % urgencies.length], new UnitCompletion() {
                                @Override
                                public void committed() {
                                    order.add(number);
                                }

                                @Override
                                public void failed(JournalException cause) {
                                    order.add(-1);
                                }
                            }));
        }
        append(Urgency.CALLER_WAITS).await();
        assertThat(order).hasSize(300).isSorted();
    }

    @Test
    void aCompletionMayAppendAgainAndIsNotNestedInItself() throws Exception {
        Outcome last = new Outcome();
        AtomicReference<Thread> inside = new AtomicReference<>();
        Journal appendedTo = journal();
        UnitCompletion chain = new UnitCompletion() {
            private int left = 1_000;

            @Override
            public void committed() {
                if (!inside.compareAndSet(null, Thread.currentThread())) {
                    last.failed(new JournalException("nested, or two at once"));
                }
                left--;
                appendedTo.append(new JournalUnit(List.of(), Urgency.CALLER_WAITS, left > 0 ? this : last));
                inside.set(null);
            }

            @Override
            public void failed(JournalException cause) {
                last.failed(cause);
            }
        };
        journal().append(new JournalUnit(List.of(), Urgency.CALLER_WAITS, chain));
        assertThat(last.await()).isNull();
    }

    @Test
    void anExceptionInACompletionHarmsNobodyElse() throws Exception {
        journal().append(new JournalUnit(List.of(), Urgency.PROMPT, new UnitCompletion() {
            @Override
            public void committed() {
                throw new IllegalStateException("thrown by a test");
            }

            @Override
            public void failed(JournalException cause) {
                throw new IllegalStateException("thrown by a test");
            }
        }));
        assertThat(append(Urgency.PROMPT).await()).isNull();
    }

    @Test
    void manyThreadsAppendAtOnceAndEachInItsOrder() throws Exception {
        Journal appendedTo = journal();
        List<List<Integer>> orders = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        CountDownLatch failures = new CountDownLatch(1);
        for (int t = 0; t < 8; t++) {
            List<Integer> order = Collections.synchronizedList(new ArrayList<>());
            orders.add(order);
            threads.add(new Thread(() -> appendInOrder(appendedTo, order, failures)));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        append(Urgency.CALLER_WAITS).await();
        assertThat(failures.getCount()).isOne();
        assertThat(orders).allSatisfy(order -> assertThat(order).hasSize(200).isSorted());
    }

    private static void appendInOrder(Journal journal, List<Integer> order, CountDownLatch failures) {
        for (int i = 0; i < 200; i++) {
            int number = i;
            Outcome outcome = new Outcome();
            Urgency urgency = i % 3 == 0 ? Urgency.CALLER_WAITS : i % 3 == 1 ? Urgency.PROMPT : Urgency.LAZY;
            journal.append(new JournalUnit(List.of(cancelling("-" + i)), urgency, new UnitCompletion() {
                @Override
                public void committed() {
                    order.add(number);
                    outcome.committed();
                }

                @Override
                public void failed(JournalException cause) {
                    failures.countDown();
                    outcome.failed(cause);
                }
            }));
            if (urgency == Urgency.CALLER_WAITS) {
                outcome.await();
            }
        }
    }

    @Test
    void anInterruptedCallerAppendsAndStaysInterrupted() throws Exception {
        Thread.currentThread().interrupt();
        journal();
        Outcome outcome = append(Urgency.CALLER_WAITS, new TestRecord("a").toRecord());
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(outcome.await()).isNull();
    }

    @Test
    void interruptsInTheMidstOfCommitsAndReadsDoNoHarm() throws Exception {
        Journal journal = journal();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread caller = new Thread(() -> appendAndRead(journal, failure));
        caller.start();
        while (caller.isAlive()) {
            caller.interrupt();
            Thread.onSpinWait();
        }
        assertThat(failure.get()).isNull();
        assertThat(append(Urgency.CALLER_WAITS).await()).isNull();
    }

    private static void appendAndRead(Journal journal, AtomicReference<Throwable> failure) {
        try {
            byte[] body = new byte[20_000];
            for (int i = 0; i < 1_000; i++) {
                TestRecord record = new TestRecord("r" + i);
                Outcome outcome = new Outcome();
                JournalRecord bytes = new JournalRecord(new byte[1], body, record);
                journal.append(new JournalUnit(List.of(bytes), Urgency.CALLER_WAITS, outcome));
                JournalException failed = outcome.await();
                if (failed != null) {
                    throw failed;
                }
                assertThat(journal.read(record)).hasSize(body.length + 1);
            }
        } catch (Throwable e) {
            failure.set(e);
        }
    }

    @Test
    void closingCommitsWhatWasAppendedAndRefusesTheRest() throws Exception {
        Outcome lazy = append(Urgency.LAZY, cancelling("-a"));
        journal().close();
        journal().close();
        assertThat(lazy.isDone()).isTrue();
        assertThat(lazy.await()).isNull();
        assertThat(append(Urgency.PROMPT).await()).hasMessageContaining("closed");
    }

    @Test
    void unknownOptionsAreRefused() {
        assertThatThrownBy(() -> open(Map.of("colour", "green")))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("colour");
    }

    @Test
    void allRecordsAreToldAgainInTheirOrder() throws Exception {
        append(Urgency.PROMPT, new TestRecord("a").toRecord(), cancelling("-x"));
        append(Urgency.LAZY, new TestRecord("b").toRecord());
        append(Urgency.CALLER_WAITS, new TestRecord("c").toRecord()).await();
        assertThat(reopen()).isEqualTo(isDurable() ? List.of("a", "-x", "b", "c") : List.of());
        append(Urgency.PROMPT, new TestRecord("d").toRecord()).await();
        assertThat(reopen()).isEqualTo(isDurable() ? List.of("a", "-x", "b", "c", "d") : List.of());
    }
}
