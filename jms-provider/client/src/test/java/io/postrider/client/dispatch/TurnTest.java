package io.postrider.client.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.client.dispatch.Turn.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whose turn it is, and who waits for whom. */
@Timeout(60)
class TurnTest {
    private static final int TURNS = 20_000;

    private final Turn turn = new Turn();
    private final Object consumer = new Object();
    // plain: the turn alone makes it safe
    private int turns;

    private static Thread started(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        await().until(() -> thread.getState() == Thread.State.WAITING);
    }

    @Test
    void aTurnThatIsNotWantedAnyMoreIsNotTaken() {
        assertThat(turn.enter(Kind.LISTENER, consumer, () -> false)).isFalse();
        assertThat(turn.isMine()).isFalse();
        assertThat(turn.enter(Kind.LISTENER, consumer, () -> true)).isTrue();
        assertThat(turn.isMine(Kind.LISTENER, consumer)).isTrue();
        assertThat(turn.isMine(Kind.COMPLETION)).isFalse();
        turn.leave();
        assertThat(turn.isMine()).isFalse();
    }

    @Test
    void theNextWaitsUntilTheTurnEnds() throws InterruptedException {
        turn.enter(Kind.LISTENER, consumer, () -> true);
        AtomicBoolean entered = new AtomicBoolean();
        Thread next = started(() -> {
            turn.enter(Kind.COMPLETION, this, () -> true);
            entered.set(true);
            turn.leave();
        });
        awaitWaiting(next);
        assertThat(entered).isFalse();
        turn.leave();
        next.join();
        assertThat(entered).isTrue();
    }

    @Test
    void whoStopsWaitsForTheListenerUnlessItIsItsOwn() throws InterruptedException {
        turn.enter(Kind.LISTENER, consumer, () -> true);
        turn.awaitListener(null);
        Thread other = started(() -> turn.awaitListener(new Object()));
        other.join();
        Thread stopping = started(() -> turn.awaitListener(consumer));
        awaitWaiting(stopping);
        turn.leave();
        stopping.join();
    }

    @Test
    void aListenerThatWaitsForCompletionsLetsThemRunAndCountsAsRunning() throws InterruptedException {
        AtomicBoolean completed = new AtomicBoolean();
        CountDownLatch waits = new CountDownLatch(1);
        CountDownLatch letGo = new CountDownLatch(1);
        Thread listener = started(() -> {
            turn.enter(Kind.LISTENER, consumer, () -> true);
            waits.countDown();
            turn.awaitWithin(completed::get);
            assertThat(turn.isMine(Kind.LISTENER, consumer)).isTrue();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            turn.leave();
        });
        waits.await();
        awaitWaiting(listener);
        turn.enter(Kind.COMPLETION, this, () -> true);
        Thread stopping = started(() -> turn.awaitListener(null));
        completed.set(true);
        turn.leave();
        awaitWaiting(stopping);
        letGo.countDown();
        stopping.join();
        listener.join();
    }

    @Test
    void listenersAndCompletionsThatCompeteNeverRunAtOnceAndNobodyIsForgotten() throws InterruptedException {
        AtomicInteger waited = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Kind kind = i % 2 == 0 ? Kind.LISTENER : Kind.COMPLETION;
            threads.add(started(() -> takeTurns(kind)));
        }
        threads.add(started(() -> {
            for (int i = 0; i < TURNS; i++) {
                turn.awaitListener(null);
                waited.incrementAndGet();
            }
        }));
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(turns).isEqualTo(4 * TURNS);
        assertThat(waited).hasValue(TURNS);
    }

    /** Every seventh listener gives up its turn, and has it again before another one listens. */
    private void takeTurns(Kind kind) {
        for (int i = 0; i < TURNS; i++) {
            turn.enter(kind, consumer);
            turns++;
            if (kind == Kind.LISTENER && i % 7 == 0) {
                AtomicBoolean asked = new AtomicBoolean();
                turn.awaitWithin(() -> asked.getAndSet(true));
            }
            turn.leave();
        }
    }
}
