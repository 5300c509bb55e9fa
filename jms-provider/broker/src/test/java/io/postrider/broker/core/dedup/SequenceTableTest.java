package io.postrider.broker.core.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.record.RecordCodec;
import io.postrider.broker.core.record.SequenceKind;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.message.ByteReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceTableTest {
    private static final long PRODUCER = 7;

    private final List<KeptRecord> released = new ArrayList<>();
    private final SequenceTable table = new SequenceTable(SequenceKind.SENDS, 3, released::add);

    private static final class Told implements Completion {
        private String outcome = "";

        @Override
        public void done() {
            outcome += "done";
        }

        @Override
        public void failed(BrokerException cause) {
            outcome += cause.getMessage();
        }
    }

    private static long[] ranges(JournalRecord record) {
        return ((CoreRecord.SequencesDone) RecordCodec.decode(new ByteReader(record.head()))).ranges();
    }

    @Test
    void whatWasDoneIsNotDoneAgain() {
        Once once = table.begin(PRODUCER, 1, null);
        once.record();
        once.committed();
        Told told = new Told();
        assertThat(table.begin(PRODUCER, 1, told)).isNull();
        assertThat(told.outcome).isEqualTo("done");
        assertThat(table.begin(PRODUCER, 2, null)).isNotNull();
        assertThat(table.begin(PRODUCER + 1, 1, null)).isNotNull();
    }

    @Test
    void whoSaysItAgainWhileItIsUnderWayIsToldOfItsEnd() {
        Once first = table.begin(PRODUCER, 1, null);
        Told told = new Told();
        assertThat(table.begin(PRODUCER, 1, told)).isNull();
        assertThat(told.outcome).isEmpty();
        first.done();
        assertThat(told.outcome).isEqualTo("done");
    }

    @Test
    void whatFailedMayBeTriedAgain() {
        Once first = table.begin(PRODUCER, 1, null);
        Told told = new Told();
        table.begin(PRODUCER, 1, told);
        first.failed(new BrokerException(BrokerError.RESOURCE_LIMIT, "full"));
        assertThat(told.outcome).isEqualTo("full");
        assertThat(table.begin(PRODUCER, 1, told)).isNotNull();
    }

    @Test
    void aRecordTellsOfAllThatWasDoneAndOfNothingElse() {
        Once one = table.begin(PRODUCER, 1, null);
        Once two = table.begin(PRODUCER, 2, null);
        Once four = table.begin(PRODUCER, 4, null);
        assertThat(ranges(one.record())).containsExactly(1, 1);
        assertThat(ranges(four.record())).as("1 is under way, and may fail").containsExactly(4, 4);
        one.committed();
        four.committed();
        assertThat(released).as("neither says what the other does").isEmpty();
        assertThat(ranges(two.record())).containsExactly(1, 2, 4, 4);
        two.committed();
        assertThat(released).hasSize(2);
    }

    @Test
    void recoveryPutsTogetherWhatRecordsTell() {
        CoreRecord.SequencesDone first = new CoreRecord.SequencesDone(SequenceKind.SENDS, PRODUCER, new long[] {1, 3});
        CoreRecord.SequencesDone second =
                new CoreRecord.SequencesDone(SequenceKind.SENDS, PRODUCER, new long[] {1, 1, 5, 5});
        KeptRecord name = table.recovered(first);
        KeptRecord other = table.recovered(second);
        assertThat(table.recovered(first)).as("told twice").isSameAs(name);
        assertThat(other).isNotSameAs(name);
        assertThat(table.begin(PRODUCER, 2, null)).isNull();
        assertThat(table.begin(PRODUCER, 5, null)).isNull();
        Once four = table.begin(PRODUCER, 4, null);
        assertThat(ranges(four.record())).containsExactly(1, 5);
        four.committed();
        assertThat(released).containsExactly(name, other);
    }

    @Test
    void theProducerNotHeardOfIsForgottenAndNoneThatIsAtWork() {
        Once atWork = table.begin(1, 1, null);
        for (long producer = 2; producer <= 20; producer++) {
            Once once = table.begin(producer, 1, null);
            once.record();
            once.committed();
        }
        assertThat(table.size()).isLessThanOrEqualTo(4);
        assertThat(released).isNotEmpty();
        assertThat(table.begin(1, 1, null)).as("still under way").isNull();
        atWork.done();
    }
}
