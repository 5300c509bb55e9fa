package io.postrider.broker.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is counted in cells is all there, however it was moved, and what is found without them is never too little. */
class StripedSumTest {
    private static final int THREADS = 6;
    private static final int TIMES = 10_000;
    private static final int LEFT = 7;

    private static void upAndDown(StripedSum sum, int step) {
        for (int i = 0; i < TIMES; i++) {
            sum.add(step * (i % 50));
        }
        for (int i = 0; i < TIMES; i++) {
            sum.add(-step * (i % 50));
        }
        sum.add(LEFT);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 10, 1_000, 1_000_000_000})
    void whatManyThreadsCountIsAllThereInTheEnd(long portion) throws InterruptedException {
        StripedSum sum = new StripedSum(portion);
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= THREADS; i++) {
            int step = i;
            Thread thread = new Thread(() -> upAndDown(sum, step));
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(sum.sum()).isEqualTo(THREADS * LEFT);
        assertThat(sum.atMost()).isGreaterThanOrEqualTo(THREADS * LEFT);
    }

    @Test
    void whatIsFoundWithoutTheCellsIsWithinAPortionOfEach() {
        StripedSum sum = new StripedSum(100);
        for (int i = 1; i <= 1_000; i++) {
            sum.add(7);
            assertThat(sum.sum()).isEqualTo(7L * i);
            assertThat(sum.atMost()).isBetween(sum.sum(), sum.sum() + 100 * 17);
        }
    }

    @Test
    void withoutAPortionNothingGathers() {
        StripedSum sum = new StripedSum(0);
        sum.add(7);
        sum.add(-3);
        assertThat(sum.atMost()).isEqualTo(4);
        assertThat(sum.sum()).isEqualTo(4);
    }
}
