package io.postrider.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.journal.JournalUnit.Urgency;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Group commit over a store that only takes note of what it is given, and of who gives it. */
class GroupCommitTest {
    private static final int CALLERS = 8;
    private static final int ROUNDS = 500;

    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final List<List<JournalUnit>> commits = Collections.synchronizedList(new ArrayList<>());
    private final List<Thread> owners = Collections.synchronizedList(new ArrayList<>());
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile JournalException failure;
    private final GroupCommit group = new GroupCommit("test", Thread::new, this::commit, 1_000, 20);

    private void commit(List<JournalUnit> units) throws JournalException {
        owners.add(Thread.currentThread());
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
    void whatWasAppendedIsCommittedBeforeTheEndAndNothingAfterIt() {
        CompletableFuture<Void> before = append(Urgency.PROMPT);
        group.start();
        group.close();
        assertThat(before).isCompleted();
        assertThat(append(Urgency.PROMPT)).isCompletedExceptionally();
    }

    private CompletableFuture<Void> append(Urgency urgency) {
        return append(urgency, 1);
    }

    private CompletableFuture<Void> append(Urgency urgency, int bytes) {
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
        }));
        return done;
    }
}
