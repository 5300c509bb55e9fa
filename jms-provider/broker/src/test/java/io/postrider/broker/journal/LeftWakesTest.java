package io.postrider.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who makes the wakes that a commit has left. */
class LeftWakesTest {
    private final LeftWakes left = new LeftWakes();
    private int made;

    private void leave() {
        left.leave(() -> made++);
    }

    @Test
    void theyAreMadeAtOnceWhereNobodyWaitsForTheNextCommit() {
        leave();
        left.atTheEnd(false).run();
        assertThat(made).isOne();
        assertThat(left.forCaller()).isNull();
    }

    @Test
    void theCallerThatCompletesTheNextCommitMakesThemOnce() {
        leave();
        left.atTheEnd(true).run();
        assertThat(made).isZero();
        left.forCaller().run();
        left.forOwner().run();
        assertThat(made).isOne();
    }

    @Test
    void whereNoCallerCameTheyAreMadeByTheOwnerAndAtOnceTheNextTime() {
        leave();
        left.atTheEnd(true).run();
        left.forOwner().run();
        assertThat(made).isOne();
        leave();
        left.atTheEnd(true).run();
        assertThat(made).isEqualTo(2);
        leave();
        left.atTheEnd(true).run();
        assertThat(made).as("left again after one that was passed over").isEqualTo(2);
    }
}
