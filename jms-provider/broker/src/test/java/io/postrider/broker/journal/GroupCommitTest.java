package io.postrider.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.protocol.link.Wakes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Group commit over a store that only takes note of what it is given, and of who gives it. */
class GroupCommitTest {
    private static final int CALLERS = 8;
    private static final int ROUNDS = 500;

    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final List<List<JournalUnit>> commits = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> owners = Collections.synchronizedList(new ArrayList<>());
    private final List<String> news = Collections.synchronizedList(new ArrayList<>());
    private final Queue<Runnable> ends = new ArrayDeque<>();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile JournalException failure;
    private final AtomicLong commitNanos = new AtomicLong(1_000);
    private final AtomicLong clock = new AtomicLong();
    /** But for the time of commits; only for what is done without the thread, which waits for others by the clock. */
    private volatile boolean clockStands;

    private final GroupCommit group = new GroupCommit("test", Thread::new, this::commit, 1_000, 20, this::nanoTime);

    private long nanoTime() {
        return clockStands ? clock.get() : System.nanoTime();
    }

    private void commit(List<JournalUnit> units) throws JournalException {
        owners.add(Thread.currentThread());
        clock.addAndGet(commitNanos.get());
        commits.add(List.copyOf(units));
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the store", e);
        }
        if (failure != null) {
            throw failure;
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        held.countDown();
        clockStands = false;
        group.close();
        callers.shutdownNow();
        assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aLoneCallerCommitsItselfAndTakesLazyUnitsAlong() throws Exception {
        group.start();
        CompletableFuture<Void> lazy = append(Urgency.LAZY);
        CompletableFuture<Void> own = append(Urgency.CALLER_WAITS);
        assertThat(own).isDone();
        assertThat(lazy).isDone();
        assertThat(owners).containsExactly(Thread.currentThread());
    }

    @Test
    void lazyUnitsAloneAreCommittedInTheEnd() throws Exception {
        group.start();
        append(Urgency.LAZY).get(60, TimeUnit.SECONDS);
        assertThat(owners).doesNotContain(Thread.currentThread());
    }

    @Test
    void whatComesWhileACommitIsUnderWayIsCommittedTogether() throws Exception {
        group.start();
        held = new CountDownLatch(1);
        CompletableFuture<Void> first = append(Urgency.PROMPT);
        while (commits.isEmpty()) {
            Thread.onSpinWait();
        }
        List<CompletableFuture<Void>> later = List.of(append(Urgency.PROMPT), append(Urgency.CALLER_WAITS));
        held.countDown();
        first.get(60, TimeUnit.SECONDS);
        for (CompletableFuture<Void> each : later) {
            each.get(60, TimeUnit.SECONDS);
        }
        assertThat(commits).extracting(List::size).containsExactly(1, 2);
    }

    @Test
    void aCommitTakesNoMoreBytesThanItMayButForASingleUnit() throws Exception {
        group.start();
        held = new CountDownLatch(1);
        append(Urgency.PROMPT);
        while (commits.isEmpty()) {
            Thread.onSpinWait();
        }
        CompletableFuture<Void> large = append(Urgency.PROMPT, 5_000);
        append(Urgency.PROMPT, 600);
        CompletableFuture<Void> last = append(Urgency.PROMPT, 600);
        held.countDown();
        last.get(60, TimeUnit.SECONDS);
        assertThat(large).isDone();
        assertThat(commits).extracting(List::size).containsExactly(1, 1, 1, 1);
    }

    @Test
    void callersThatComeBackAgainAndAgainAreAllServedEachOnce() throws Exception {
        group.start();
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            running.add(callers.submit(() -> {
                for (int round = 0; round < ROUNDS; round++) {
                    append(Urgency.CALLER_WAITS).get(60, TimeUnit.SECONDS);
                }
                return null;
            }));
        }
        for (Future<?> caller : running) {
            caller.get(60, TimeUnit.SECONDS);
        }
        assertThat(group.units()).isEqualTo((long) CALLERS * ROUNDS);
        assertThat(commits.stream().mapToInt(List::size).sum()).isEqualTo(CALLERS * ROUNDS);
    }

    @Test
    void whoWorksInRoundsCommitsAtTheEndOfOneWhatHasComeTillThen() {
        clockStands = true;
        group.start();
        append(Urgency.CALLER_WAITS);
        List<CompletableFuture<Void>> sent = List.of(appendInRound(), appendInRound(), appendInRound());
        assertThat(sent).noneMatch(CompletableFuture::isDone);
        assertThat(commits).hasSize(1);
        endRound();
        assertThat(sent).allMatch(CompletableFuture::isDone);
        assertThat(commits).extracting(List::size).containsExactly(1, 3);
        assertThat(owners).containsOnly(Thread.currentThread());
    }

    @Test
    void whoWaitsHimselfIsServedWithTheRoundThatIsUnderWay() {
        clockStands = true;
        group.start();
        append(Urgency.CALLER_WAITS);
        appendInRound();
        CompletableFuture<Void> other = append(Urgency.CALLER_WAITS);
        assertThat(other).isNotDone();
        endRound();
        assertThat(other).isDone();
    }

    @Test
    void theEndOfARoundLooksOnceMoreForThoseWhomTheLastCommitServed() {
        clockStands = true;
        group.start();
        append(Urgency.CALLER_WAITS);
        appendInRound();
        appendInRound();
        endRound();
        CompletableFuture<Void> firstBack = appendInRound();
        endRound();
        assertThat(firstBack).isNotDone();
        endRound();
        assertThat(firstBack).isDone();
        assertThat(commits).extracting(List::size).containsExactly(1, 2, 1);
    }

    @Test
    void whoComesInTheSecondLookIsCommittedToo() {
        clockStands = true;
        group.start();
        append(Urgency.CALLER_WAITS);
        appendInRound();
        appendInRound();
        endRound();
        CompletableFuture<Void> firstBack = appendInRound();
        endRound();
        appendInRound();
        endRound();
        assertThat(firstBack).isDone();
        assertThat(commits).extracting(List::size).containsExactly(1, 2, 2);
    }

    @Test
    void beforeTheFirstCommitNobodyKnowsThatItIsBriefAndTheThreadDoesIt() throws Exception {
        group.start();
        appendInRound().get(60, TimeUnit.SECONDS);
        assertThat(ends).isEmpty();
        assertThat(owners).doesNotContain(Thread.currentThread());
    }

    @Test
    void whereCommitsTakeLongTheThreadDoesThem() throws Exception {
        clockStands = true;
        group.start();
        commitNanos.set(10_000_000);
        append(Urgency.CALLER_WAITS);
        appendInRound().get(60, TimeUnit.SECONDS);
        assertThat(ends).isEmpty();
    }

    @Test
    void whereARoundCannotEndTheThreadCommits() throws Exception {
        clockStands = true;
        group.start();
        append(Urgency.CALLER_WAITS);
        append(Urgency.PROMPT, 1, task -> {
                    throw new RejectedExecutionException("the loop has ended");
                })
                .get(60, TimeUnit.SECONDS);
        assertThat(owners).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void whatIsPutOffIsCommittedBeforeTheEndWithoutItsRound() {
        clockStands = true;
        group.start();
        append(Urgency.CALLER_WAITS);
        CompletableFuture<Void> putOff = appendInRound();
        group.close();
        assertThat(putOff).isCompleted();
        endRound();
        assertThat(commits).hasSize(2);
    }

    @Test
    void callersInRoundsAndOthersAreAllServedEachOnce() throws Exception {
        group.start();
        ExecutorService loop = Executors.newSingleThreadExecutor();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                boolean inRounds = i % 2 == 0;
                running.add(callers.submit(() -> {
                    for (int turn = 0; turn < ROUNDS; turn++) {
                        CompletableFuture<Void> done = inRounds
                                ? CompletableFuture.supplyAsync(() -> append(Urgency.PROMPT, 1, loop), loop)
                                        .thenCompose(stage -> stage)
                                : append(turn % 2 == 0 ? Urgency.CALLER_WAITS : Urgency.PROMPT);
                        done.get(60, TimeUnit.SECONDS);
                    }
                    return null;
                }));
            }
            for (Future<?> caller : running) {
                caller.get(60, TimeUnit.SECONDS);
            }
        } finally {
            loop.shutdown();
        }
        assertThat(commits.stream().mapToInt(List::size).sum()).isEqualTo(CALLERS * ROUNDS);
    }

    @Test
    void afterAFailedCommitAllFailWithItsCause() {
        group.start();
        failure = new JournalException("the disk is gone");
        CompletableFuture<Void> first = append(Urgency.CALLER_WAITS);
        failure = null;
        CompletableFuture<Void> second = append(Urgency.CALLER_WAITS);
        for (CompletableFuture<Void> each : List.of(first, second)) {
            assertThatThrownBy(() -> each.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasRootCauseMessage("the disk is gone");
        }
        assertThat(commits).hasSize(1);
    }

    @Test
    void whatACommitFailedWithIsToldUntilItsCauseIsKnown() {
        group.start();
        failure = new JournalException("the database is down");
        append(Urgency.CALLER_WAITS);
        group.fail(new JournalException("something else went wrong"));
        assertThat(group.failure()).hasMessage("the database is down");

        group.failAtTheRoot(new JournalException("a page cannot be read"));
        group.fail(new JournalException("the database is down"));

        assertThat(group.failure()).hasMessage("a page cannot be read");
    }

    @Test
    void whatWasAppendedIsCommittedBeforeTheEndAndNothingAfterIt() {
        CompletableFuture<Void> before = append(Urgency.PROMPT);
        group.start();
        group.close();
        assertThat(before).isCompleted();
        assertThat(append(Urgency.PROMPT)).isCompletedExceptionally();
    }

    @Test
    void allOfACommitAreToldBeforeAnybodyIsWokenForTheirMessages() throws Exception {
        group.start();
        held = new CountDownLatch(1);
        CompletableFuture<Void> first = appendThatWakes("a");
        while (commits.isEmpty()) {
            Thread.onSpinWait();
        }
        List<CompletableFuture<Void>> later = List.of(appendThatWakes("b"), appendThatWakes("c"));
        held.countDown();
        first.get(60, TimeUnit.SECONDS);
        for (CompletableFuture<Void> each : later) {
            each.get(60, TimeUnit.SECONDS);
        }
        assertThat(news).containsExactly("a told", "a woken", "b told", "c told", "b woken", "c woken");
    }

    @Test
    void whoeverIsLeftToBeWokenIsSoByTheCallerWithWhomTheNextCommitIsComplete() {
        CompletableFuture<Void> woken = someoneLeftToBeWoken();
        append(Urgency.CALLER_WAITS);
        assertThat(woken).isDone();
        group.start();
    }

    @Test
    void whoeverIsLeftToBeWokenIsSoThoughNothingIsCommittedAnyMore() {
        CompletableFuture<Void> woken = someoneLeftToBeWoken();
        group.fail(new JournalException("the disk is gone"));
        assertThat(woken).isDone();
        group.start();
    }

    @Test
    void aWakeThatFailsKeepsNobodyElseAsleep() {
        CompletableFuture<Void> woken = new CompletableFuture<>();
        group.start();
        append(Urgency.CALLER_WAITS, () -> {
            Wakes.wakeOther(() -> {
                throw new RejectedExecutionException("the pool is closed");
            });
            Wakes.wakeOther(() -> woken.complete(null));
        });
        assertThat(woken).isDone();
    }

    /** By a commit during whose telling the next one has come; the thread that would make that was not started. Done when somebody was woken. */
    private CompletableFuture<Void> someoneLeftToBeWoken() {
        clockStands = true;
        append(Urgency.CALLER_WAITS);
        appendInRound();
        CompletableFuture<Void> woken = new CompletableFuture<>();
        append(Urgency.PROMPT, () -> {
            Wakes.wakeOther(() -> woken.complete(null));
            append(Urgency.PROMPT);
        });
        endRound();
        assertThat(woken).isNotDone();
        return woken;
    }

    /** Done when somebody was woken for it. */
    private CompletableFuture<Void> appendThatWakes(String name) {
        CompletableFuture<Void> woken = new CompletableFuture<>();
        append(Urgency.PROMPT, () -> {
            news.add(name + " told");
            Wakes.wakeOther(() -> {
                news.add(name + " woken");
                woken.complete(null);
            });
        });
        return woken;
    }

    private void append(Urgency urgency, Runnable whenCommitted) {
        JournalRecord record = new JournalRecord(new byte[1], null, null);
        group.append(new JournalUnit(List.of(record), urgency, new UnitCompletion() {
            @Override
            public void committed() {
                whenCommitted.run();
            }

            @Override
            public void failed(JournalException cause) {
                throw new AssertionError("nothing fails here", cause);
            }
        }));
    }

    private CompletableFuture<Void> append(Urgency urgency) {
        return append(urgency, 1);
    }

    /** As a thread does that works in rounds, which end with {@link #endRound}. */
    private CompletableFuture<Void> appendInRound() {
        return append(Urgency.PROMPT, 1, ends::add);
    }

    private void endRound() {
        List<Runnable> due = List.copyOf(ends);
        ends.clear();
        due.forEach(Runnable::run);
    }

    private CompletableFuture<Void> append(Urgency urgency, int bytes) {
        return append(urgency, bytes, null);
    }

    private CompletableFuture<Void> append(Urgency urgency, int bytes, Executor endOfRound) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        JournalRecord record = new JournalRecord(new byte[bytes], null, null);
        group.append(new JournalUnit(List.of(record), urgency, new UnitCompletion() {
            @Override
            public void committed() {
                done.complete(null);
            }

            @Override
            public void failed(JournalException cause) {
                done.completeExceptionally(cause);
            }

            @Override
            public Executor endOfRound() {
                return endOfRound;
            }
        }));
        return done;
    }
}
