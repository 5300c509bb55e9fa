package io.postrider.broker.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.CoreRecord.MessageAdded;
import io.postrider.broker.core.record.RecordCodec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainHeadTest {
    private static final int OFFSET = 3;

    private static byte[] at(int offset, byte[] head) {
        byte[] bytes = new byte[offset + head.length + 5];
        Arrays.fill(bytes, (byte) -1);
        System.arraycopy(head, 0, bytes, offset, head.length);
        return bytes;
    }

    @ParameterizedTest(name = "queue {0}")
    @ValueSource(ints = {1, 63, 64, 5_000, 1_000_000})
    void whatTheCodecWritesIsReadTheSame(int queue) {
        int share = MessageAdded.share(queue, true);
        byte[] head = RecordCodec.encode(new MessageAdded(0x123456789abcdefL, 7, 0, 0, new int[] {share}));
        byte[] bytes = at(OFFSET, head);

        assertThat(PlainHead.length(bytes, OFFSET, head.length)).isEqualTo(head.length);
        assertThat(PlainHead.length(bytes, OFFSET, head.length + 5)).isEqualTo(head.length);
        assertThat(PlainHead.length(bytes, OFFSET, head.length - 1)).isZero();
        assertThat(PlainHead.key(bytes, OFFSET)).isEqualTo(0x123456789abcdefL);
        assertThat(PlainHead.priority(bytes, OFFSET)).isEqualTo(7);
        assertThat(PlainHead.share(bytes, OFFSET)).isEqualTo(share);
    }

    @Test
    void whatIsNotPlainIsSomethingElse() {
        int[] one = {MessageAdded.share(1, false)};
        CoreRecord[] others = {
            new MessageAdded(1, 4, 5, 0, one),
            new MessageAdded(1, 4, 0, 5, one),
            new MessageAdded(1, 4, 0, 0, new int[] {2, 4}),
            new MessageAdded(1, 4, 0, 0, one, "mary"),
            new CoreRecord.MessagePaged(1),
            new CoreRecord.Exposed(1, 0x0400000001020304L)
        };
        for (CoreRecord other : others) {
            byte[] head = RecordCodec.encode(other);
            assertThat(PlainHead.length(at(OFFSET, head), OFFSET, head.length))
                    .as("%s", other)
                    .isZero();
        }
    }
}
