package io.postrider.broker.core.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.core.transaction.BranchState.Event;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state of a branch with every event: what stands in no row here is refused. */
class BranchStateTest {
    private static final Map<String, BranchState> EXPECTED = Map.ofEntries(
            Map.entry("ACTIVE JOIN", BranchState.ACTIVE),
            Map.entry("ACTIVE RESUME", BranchState.ACTIVE),
            Map.entry("ACTIVE SUSPEND", BranchState.ACTIVE),
            Map.entry("ACTIVE END", BranchState.ACTIVE),
            Map.entry("ACTIVE END_LAST", BranchState.IDLE),
            Map.entry("ACTIVE FAIL", BranchState.DOOMED),
            Map.entry("ACTIVE ROLLBACK", BranchState.ROLLING_BACK),
            Map.entry("ACTIVE CONNECTION_ENDED", BranchState.ROLLING_BACK),
            Map.entry("ACTIVE TIME_OUT", BranchState.TIMED_OUT),
            Map.entry("IDLE JOIN", BranchState.ACTIVE),
            Map.entry("IDLE PREPARE", BranchState.PREPARING),
            Map.entry("IDLE COMMIT_AT_ONCE", BranchState.COMMITTING_AT_ONCE),
            Map.entry("IDLE ROLLBACK", BranchState.ROLLING_BACK),
            Map.entry("IDLE CONNECTION_ENDED", BranchState.ROLLING_BACK),
            Map.entry("IDLE TIME_OUT", BranchState.TIMED_OUT),
            Map.entry("DOOMED SUSPEND", BranchState.DOOMED),
            Map.entry("DOOMED END", BranchState.DOOMED),
            Map.entry("DOOMED END_LAST", BranchState.DOOMED),
            Map.entry("DOOMED FAIL", BranchState.DOOMED),
            Map.entry("DOOMED PREPARE", BranchState.ROLLING_BACK),
            Map.entry("DOOMED COMMIT_AT_ONCE", BranchState.ROLLING_BACK),
            Map.entry("DOOMED ROLLBACK", BranchState.ROLLING_BACK),
            Map.entry("DOOMED CONNECTION_ENDED", BranchState.ROLLING_BACK),
            Map.entry("DOOMED TIME_OUT", BranchState.TIMED_OUT),
            Map.entry("PREPARING DONE", BranchState.PREPARED),
            Map.entry("PREPARING NOTHING_TO_PREPARE", BranchState.ENDED),
            Map.entry("PREPARING NOT_JOURNALED", BranchState.ROLLING_BACK),
            Map.entry("PREPARED COMMIT", BranchState.COMMITTING),
            Map.entry("PREPARED ROLLBACK", BranchState.ROLLING_BACK_PREPARED),
            Map.entry("PREPARED DECIDE_COMMIT", BranchState.DECIDING_COMMIT),
            Map.entry("PREPARED DECIDE_ROLLBACK", BranchState.DECIDING_ROLLBACK),
            Map.entry("DECIDING_COMMIT DONE", BranchState.HEURISTICALLY_COMMITTED),
            Map.entry("DECIDING_COMMIT NOT_JOURNALED", BranchState.PREPARED),
            Map.entry("DECIDING_ROLLBACK DONE", BranchState.HEURISTICALLY_ROLLED_BACK),
            Map.entry("DECIDING_ROLLBACK NOT_JOURNALED", BranchState.PREPARED),
            Map.entry("HEURISTICALLY_COMMITTED FORGET", BranchState.ENDED),
            Map.entry("HEURISTICALLY_ROLLED_BACK FORGET", BranchState.ENDED),
            Map.entry("COMMITTING_AT_ONCE DONE", BranchState.ENDED),
            Map.entry("COMMITTING_AT_ONCE NOT_JOURNALED", BranchState.ENDED),
            Map.entry("COMMITTING DONE", BranchState.ENDED),
            Map.entry("COMMITTING NOT_JOURNALED", BranchState.PREPARED),
            Map.entry("ROLLING_BACK DONE", BranchState.ENDED),
            Map.entry("ROLLING_BACK_PREPARED DONE", BranchState.ENDED),
            Map.entry("ROLLING_BACK_PREPARED NOT_JOURNALED", BranchState.PREPARED),
            Map.entry("TIMED_OUT ROLLBACK", BranchState.ENDED),
            Map.entry("TIMED_OUT TIME_OUT", BranchState.ENDED));

    static Stream<Arguments> everyStateWithEveryEvent() {
        return Stream.of(BranchState.values())
                .flatMap(state -> Stream.of(Event.values()).map(event -> Arguments.of(state, event)));
    }

    @ParameterizedTest
    @MethodSource("everyStateWithEveryEvent")
    void goesWhereTheTableSays(BranchState state, Event event) {
        assertThat(state.after(event)).isEqualTo(EXPECTED.get(state + " " + event));
    }

    @ParameterizedTest
    @MethodSource("everyStateWithEveryEvent")
    void refusesWithAnErrorOfXa(BranchState state, Event event) {
        assertThat(state.refusal().name()).startsWith("XA_");
        assertThat(state == BranchState.ENDED && state.after(event) != null).isFalse();
    }
}
