package io.postrider.client.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What is known of a strand's steps. */
class BrevityTest {
    private final Brevity brevity = new Brevity();

    private void brief() {
        // so many steps that no pause of this test's own thread makes their mean long
        brevity.begin();
        for (int i = 0; i < 1_000_000; i++) {
            brevity.step();
        }
        brevity.end();
    }

    private void lengthy() {
        brevity.begin();
        brevity.step();
        LockSupport.parkNanos(2 * Brevity.BRIEF_NANOS);
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < Brevity.BRIEF_NANOS) {
            Thread.onSpinWait();
        }
        brevity.end();
    }

    @Test
    void isProvenByManyBriefBurstsAndRefutedByFewLengthyOnes() {
        assertThat(brevity.isProven()).isFalse();
        for (int i = 1; i < Brevity.PROOF; i++) {
            brief();
        }
        assertThat(brevity.isProven()).isFalse();
        brief();
        assertThat(brevity.isProven()).isTrue();
        lengthy();
        assertThat(brevity.isProven()).isFalse();
        assertThat(brevity.isRefuted()).as("once is forgiven").isFalse();
        lengthy();
        assertThat(brevity.isRefuted()).isTrue();
    }

    @Test
    void aBurstWithoutStepsTellsNothing() {
        for (int i = 0; i < Brevity.PROOF; i++) {
            brevity.begin();
            brevity.end();
        }
        assertThat(brevity.isProven()).isFalse();
        assertThat(brevity.isRefuted()).isTrue();
    }
}
