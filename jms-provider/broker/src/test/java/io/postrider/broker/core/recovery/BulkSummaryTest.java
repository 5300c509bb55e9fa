package io.postrider.broker.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.CoreRecord.MessageAdded;
import io.postrider.broker.core.record.RecordCodec;
import io.postrider.broker.journal.RecordHeads;
import io.postrider.broker.model.BulkOfHeads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BulkSummaryTest {
    private static final int QUEUE = 7_000;
    private static final int BODY_BYTES = 10;
    private static final RecordHeads HEADS = new MessageHeads();

    private static CoreRecord plain(long key, boolean exposed) {
        return new MessageAdded(key, 3, 0, 0, new int[] {MessageAdded.share(QUEUE, exposed)});
    }

    private static List<CoreRecord> plain(long... keys) {
        List<CoreRecord> records = new ArrayList<>();
        Arrays.stream(keys).forEach(key -> records.add(plain(key, false)));
        return records;
    }

    private static List<CoreRecord> with(CoreRecord last, List<CoreRecord> others) {
        others.add(last);
        return others;
    }

    private static byte[] summary(List<CoreRecord> records) {
        List<byte[]> whole = new ArrayList<>();
        for (CoreRecord record : records) {
            byte[] head = RecordCodec.encode(record);
            whole.add(Arrays.copyOf(head, head.length + BODY_BYTES));
        }
        return HEADS.summary(new BulkOfHeads(HEADS, whole));
    }

    @Test
    void ofPlainMessagesInWhateverOrderAllIsKept() {
        byte[] summary = summary(with(plain(21, true), plain(19, 17, 18, 23, 20)));

        BulkSummary known = BulkSummary.decode(summary).orElseThrow();
        assertThat(known.priority()).isEqualTo(3);
        assertThat(known.queue()).isEqualTo(QUEUE);
        assertThat(known.firstKey()).isEqualTo(17);
        assertThat(known.lastKey()).isEqualTo(23);
        assertThat(known.lastExposed()).isEqualTo(21);
        assertThat(known.bodyBytes()).isEqualTo(6 * BODY_BYTES);
        assertThat(known.gaps()).containsExactly(22);
        for (long key = 1; key < 30; key++) {
            assertThat(known.contains(key)).as("key %d", key).isEqualTo(key >= 17 && key <= 23 && key != 22);
        }
    }

    @Test
    void aFewKeysMayBeMissingButNotMany() {
        assertThat(summary(plain(1, 66))).as("64 are missing").isNotEmpty();
        assertThat(summary(plain(1, 67))).isEqualTo(RecordHeads.NO_SUMMARY);
        assertThat(summary(plain(1, Long.MAX_VALUE))).isEqualTo(RecordHeads.NO_SUMMARY);
    }

    @Test
    void whatHasToBeLookedAtSinglyHasNone() {
        int[] share = {MessageAdded.share(QUEUE, false)};
        List<CoreRecord> others = List.of(
                new MessageAdded(3, 4, 0, 0, share),
                new MessageAdded(3, 3, 5, 0, share),
                new MessageAdded(3, 3, 0, 5, share),
                new MessageAdded(3, 3, 0, 0, new int[] {share[0], 4}),
                new MessageAdded(3, 3, 0, 0, share, "mary"),
                new MessageAdded(3, 3, 0, 0, new int[] {MessageAdded.share(QUEUE + 1, false)}),
                new CoreRecord.MessagePaged(3),
                plain(2, false));
        for (CoreRecord other : others) {
            assertThat(summary(with(other, plain(1, 2)))).as("%s", other).isEqualTo(RecordHeads.NO_SUMMARY);
        }
        assertThat(summary(plain())).isEqualTo(RecordHeads.NO_SUMMARY);
    }

    @Test
    void anotherVersionsSummaryIsNotRead() {
        byte[] summary = summary(plain(1, 2));
        assertThat(BulkSummary.decode(Arrays.copyOf(summary, 20))).isEmpty();
        summary[0]++;
        assertThat(BulkSummary.decode(summary)).isEmpty();
    }
}
