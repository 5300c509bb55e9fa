package io.postrider.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Each promise is broken on purpose, and that is noticed. */
class StreamCheckerTest {
    private final StreamChecker checker = new StreamChecker("s");

    @Test
    void whatIsInOrderAndFlaggedIsNoViolation() {
        checker.confirmedBelow(3);
        checker.delivered(0, false);
        checker.acknowledged();
        checker.delivered(1, false);
        checker.delivered(2, false);
        checker.rolledBack();
        assertThat(checker.missing()).isEqualTo(2);
        checker.delivered(1, true);
        checker.delivered(2, true);
        checker.acknowledged();
        assertThat(checker.violations()).isZero();
        assertThat(checker.missing()).isZero();
    }

    @Test
    void aLostMessageIsMissingOrOutOfOrder() {
        checker.confirmedBelow(2);
        checker.delivered(1, false);
        assertThat(checker.violations()).isOne();
        StreamChecker silent = new StreamChecker("t");
        silent.confirmedBelow(1);
        assertThat(silent.missing()).isOne();
    }

    @Test
    void aMessageThatComesAgainUnflaggedIsCounted() {
        checker.delivered(0, false);
        checker.rolledBack();
        checker.delivered(0, false);
        assertThat(checker)
                .hasToString(
                        "s: confirmed 0, delivered 2, lost 0, doubled without flag 1, out of order 0, acknowledged and seen again 0 [0 came"
                                + " again and is not flagged]");
    }

    @Test
    void aMessageThatComesAgainAfterItsAcknowledgementIsCounted() {
        checker.delivered(0, false);
        checker.acknowledged();
        checker.rolledBack();
        checker.delivered(0, true);
        assertThat(checker.toString()).contains("acknowledged and seen again 1");
    }
}
