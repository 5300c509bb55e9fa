package io.postrider.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class GatheringTest {
    private static final long COMMIT_NANOS = 1_000;

    private final AtomicLong clock = new AtomicLong();
    private final Gathering gathering = new Gathering(clock::get);
    private final AtomicInteger looks = new AtomicInteger();

    /** Counts how often the owner looks; one more caller is there each time. */
    private int oneMoreEachTime() {
        return looks.incrementAndGet();
    }

    /** Counts how often the owner looks; nobody else ever comes. */
    private int nobodyElse() {
        looks.incrementAndGet();
        clock.addAndGet(COMMIT_NANOS / 10);
        return 1;
    }

    private void committed(int callers) {
        committed(callers, 0);
    }

    private void committed(int served, int waiting) {
        long began = clock.getAndAdd(COMMIT_NANOS);
        gathering.committed(served, waiting, began, clock.get());
    }

    private boolean looksForOthers() {
        looks.set(0);
        gathering.awaitOthers(this::nobodyElse);
        return looks.get() > 1;
    }

    @Test
    void whereOneCallerWasAllThereWasNoneIsExpected() {
        committed(1);
        assertThat(looksForOthers()).isFalse();
    }

    @Test
    void asManyAreExpectedAsWereServedLast() {
        committed(5);
        gathering.awaitOthers(this::oneMoreEachTime);
        assertThat(looks).hasValue(5);
    }

    @Test
    void whoHasComeDuringTheCommitIsExpectedBesides() {
        committed(3, 2);
        gathering.awaitOthers(this::oneMoreEachTime);
        assertThat(looks).hasValue(5);
    }

    @Test
    void whereAllWereWaitedForInVainHalfOfThemAreEnough() {
        committed(8);
        assertThat(looksForOthers()).isTrue();
        committed(4, 4);
        looks.set(0);
        gathering.awaitOthers(this::oneMoreEachTime);
        assertThat(looks).hasValue(4);
    }

    @Test
    void halfOfThemThatWaitAlreadyAreCommittedAtOnce() {
        committed(8);
        assertThat(looksForOthers()).isTrue();
        committed(4, 4);
        long before = clock.get();
        gathering.awaitOthers(() -> 4);
        assertThat(clock).hasValue(before);
    }

    @Test
    void inVainTheOwnerLooksEverMoreSeldom() {
        int[] between = new int[3];
        committed(2);
        assertThat(looksForOthers()).isTrue();
        for (int i = 0; i < between.length; i++) {
            committed(2);
            while (!looksForOthers()) {
                between[i]++;
                committed(2);
            }
        }
        assertThat(between).containsExactly(1, 3, 7);
    }

    @Test
    void theOwnerLooksNoLongerThanHalfACommitTakes() {
        committed(2);
        assertThat(looksForOthers()).isTrue();
        assertThat(clock.get()).isBetween(COMMIT_NANOS * 3 / 2, COMMIT_NANOS * 2);
    }

    @Test
    void afterALongWhileNobodyIsExpectedBack() {
        committed(5);
        clock.addAndGet(10 * COMMIT_NANOS);
        assertThat(looksForOthers()).isFalse();
    }

    @Test
    void commitsAreBriefOrNotByWhatTheyHaveTakenOfLate() {
        assertThat(gathering.commitsAreBrief()).isFalse();
        committed(1);
        assertThat(gathering.commitsAreBrief()).isTrue();
        for (int i = 0; i < 20; i++) {
            long began = clock.getAndAdd(10_000_000);
            gathering.committed(1, 0, began, clock.get());
        }
        assertThat(gathering.commitsAreBrief()).isFalse();
    }
}
