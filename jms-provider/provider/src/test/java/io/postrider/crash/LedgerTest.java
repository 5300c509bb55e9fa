package io.postrider.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The judge of the crash test is judged first: each broken promise has to be seen. */
class LedgerTest {
    private final Ledger ledger = new Ledger(
            Map.of("p", List.of("q"), "txp", List.of("q"), "quiet", List.of("unseen")), Set.of("q"), Set.of("unseen"));

    @Test
    void findsNothingWhereAllPromisesHold() {
        events("SENT p.1.1;", "DELIVERED q p.1.1 1;", "ACKNOWLEDGING q p.1.1;");
        assertThat(closed()).isEmpty();
    }

    @Test
    void missesWhatWasConfirmedAndNeverArrived() {
        events("SENT p.1.1;");
        assertThat(closed()).singleElement().asString().contains("never arrived");
    }

    @Test
    void missesWhatWasNotAcknowledgedAndNeverCameBack() {
        events("SENT p.1.1;", "DELIVERED q p.1.1 1;");
        assertThat(closed()).singleElement().asString().contains("never came back");
    }

    @Test
    void countsWhatIsBrokenByItsKind() {
        events("SENT p.1.1;", "SENT p.1.2;", "DELIVERED q p.1.2 1;", "ACKNOWLEDGING q p.1.2;", "DELIVERED q p.1.2 1;");
        assertThat(closed()).hasSize(4);
        assertThat(ledger)
                .asString()
                .endsWith("lost 2, doubled without flag 1, out of order 1, acknowledged in a commit and seen again 0,"
                        + " other 0");
    }

    @Test
    void permitsThatAnAcknowledgedMessageComesBackFlagged() {
        events("SENT p.1.1;", "DELIVERED q p.1.1 1;", "ACKNOWLEDGING q p.1.1;");
        ledger.restarted();
        events("DELIVERED q p.1.1 2;", "ACKNOWLEDGING q p.1.1;");
        assertThat(closed()).isEmpty();
    }

    @Test
    void seesWhatComesAgainWithoutAFlag() {
        events("SENT p.1.1;", "DELIVERED q p.1.1 1;");
        ledger.restarted();
        events("DELIVERED q p.1.1 1;", "ACKNOWLEDGING q p.1.1;");
        assertThat(closed()).singleElement().asString().contains("not flagged");
    }

    @Test
    void seesWhatComesBackAfterTheCommitThatTookIt() {
        events("SENT p.1.1;", "DELIVERED q p.1.1 1;", "TAKING t q p.1.1;", "COMMITTING t;", "COMMITTED t;");
        ledger.restarted();
        events("DELIVERED q p.1.1 2;", "ACKNOWLEDGING q p.1.1;");
        assertThat(closed()).singleElement().asString().contains("after the commit");
    }

    @Test
    void seesHalfATransaction() {
        events("SENDING t txp.1.1;", "SENDING t txp.1.2;", "COMMITTING t;");
        ledger.restarted();
        events("DELIVERED q txp.1.2 1;", "ACKNOWLEDGING q txp.1.2;");
        assertThat(closed()).singleElement().asString().startsWith("1 of 2 messages");
    }

    @Test
    void seesWhatWasRolledBack() {
        events("SENDING t txp.1.1;", "ROLLING_BACK t;", "DELIVERED q txp.1.1 1;", "ACKNOWLEDGING q txp.1.1;");
        assertThat(closed()).singleElement().asString().contains("never committed");
    }

    @Test
    void seesAMessageMovedTwice() {
        events("SENT p.1.1;", "DELIVERED q p.1.1 1;", "TAKING t q p.1.1;", "SENDING t txp.1.1;", "COMMITTING t;");
        ledger.restarted();
        events("DELIVERED q p.1.1 2;", "TAKING u q p.1.1;", "SENDING u txp.2.1;", "COMMITTING u;", "COMMITTED u;");
        ledger.restarted();
        events("DELIVERED q txp.1.1 1;", "ACKNOWLEDGING q txp.1.1;");
        events("DELIVERED q txp.2.1 1;", "ACKNOWLEDGING q txp.2.1;");
        assertThat(closed()).singleElement().asString().contains("two transactions");
    }

    @Test
    void seesAMessageThatWasTakenWhereNothingWasSent() {
        events("SENT p.1.1;", "DELIVERED q p.1.1 1;", "TAKING t q p.1.1;", "SENDING t txp.1.1;", "COMMITTING t;");
        assertThat(closed()).singleElement().asString().contains("sent nothing");
    }

    @Test
    void missesAPreparedBranch() {
        events("SENT p.1.1;", "DELIVERED q p.1.1 1;", "TAKING t q p.1.1;", "PREPARING t;", "PREPARED t;");
        ledger.restarted();
        events("READY;", "IN_DOUBT t;", "COMMITTING t;", "COMMITTED t;");
        assertThat(closed()).singleElement().asString().contains("branch is gone");
    }

    @Test
    void permitsThatABranchIsInDoubtUntilItsOutcome() {
        events("SENT p.1.1;", "DELIVERED q p.1.1 1;", "TAKING t q p.1.1;", "PREPARING t;", "PREPARED t;");
        ledger.restarted();
        events("IN_DOUBT t;", "COMMITTING t;");
        ledger.restarted();
        events("IN_DOUBT t;", "COMMITTING t;", "COMMITTED t;", "READY;");
        assertThat(closed()).isEmpty();
    }

    @Test
    void seesWhatAPreparedBranchHoldsAndAnotherGets() {
        events("SENT p.1.1;", "DELIVERED q p.1.1 1;", "TAKING t q p.1.1;", "PREPARING t;", "PREPARED t;");
        events("RESET q;", "DELIVERED q p.1.1 2;", "COMMITTING t;", "COMMITTED t;");
        assertThat(closed()).singleElement().asString().contains("while a prepared branch holds it");
    }

    @Test
    void seesABranchInDoubtAfterItsCommit() {
        events(
                "SENT p.1.1;",
                "DELIVERED q p.1.1 1;",
                "TAKING t q p.1.1;",
                "PREPARED t;",
                "COMMITTING t;",
                "COMMITTED t;");
        ledger.restarted();
        events("IN_DOUBT t;", "COMMITTING t;", "COMMITTED t;");
        assertThat(closed()).singleElement().asString().contains("though its commit was confirmed");
    }

    @Test
    void seesMessagesOutOfOrder() {
        events("SENT p.1.1;", "SENT p.1.2;", "DELIVERED q p.1.2 1;", "ACKNOWLEDGING q p.1.2;");
        events("DELIVERED q p.1.1 1;", "ACKNOWLEDGING q p.1.1;");
        assertThat(closed()).singleElement().asString().contains("came after");
    }

    @Test
    void permitsThatOrderBeginsAnewAfterAReset() {
        events("SENT p.1.1;", "SENT p.1.2;", "DELIVERED q p.1.1 1;", "DELIVERED q p.1.2 1;", "RESET q;");
        events("DELIVERED q p.1.1 2;", "DELIVERED q p.1.2 2;", "ACKNOWLEDGING q p.1.1;", "ACKNOWLEDGING q p.1.2;");
        assertThat(closed()).isEmpty();
    }

    @Test
    void seesAFlagWhereNobodyCanHaveSeenTheMessage() {
        events("SENT quiet.1.1;", "DELIVERED unseen quiet.1.1 2;", "ACKNOWLEDGING unseen quiet.1.1;");
        assertThat(closed()).singleElement().asString().contains("nobody can have seen");
    }

    @Test
    void passesOverALineThatTheKillHasCut() {
        assertThat(Event.parse("SENT p.1.1")).isNull();
        assertThat(Event.parse("SENT p.1.12;")).isEqualTo(Event.of(Event.Kind.SENT, "p.1.12"));
    }

    private void events(String... lines) {
        for (String line : lines) {
            ledger.record(Event.parse(line));
        }
    }

    private List<String> closed() {
        ledger.close();
        return ledger.violations();
    }
}
