package io.postrider.broker.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What queues may read ahead, all together. */
class ReadAheadBudgetTest {
    private final ReadAheadBudget budget = new ReadAheadBudget(4_000);

    @Test
    void oneGetsWhatItWantsOrAQuarterOfWhatIsLeft() {
        assertThat(budget.take(100)).isEqualTo(100);
        assertThat(budget.take(1_000)).isEqualTo(225);
        assertThat(budget.takenBytes()).isEqualTo(325);
    }

    @Test
    void manyNeverGetMoreThanAQuarterOfTheMemory() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(budget.take(1_000)).isBetween(0L, 250L);
            assertThat(budget.takenBytes()).isLessThanOrEqualTo(1_000);
        }
    }

    @Test
    void whatIsGivenBackIsThereForOthers() {
        long taken = budget.take(1_000);
        budget.giveBack(taken);

        assertThat(budget.takenBytes()).isZero();
        assertThat(budget.take(1_000)).isEqualTo(taken);
    }
}
