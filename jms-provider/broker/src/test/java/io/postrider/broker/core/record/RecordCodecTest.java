package io.postrider.broker.core.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.message.ByteReader;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.MalformedMessageException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The journal's records: they read back as they were written, and their bytes are permanent. */
class RecordCodecTest {

    static Stream<CoreRecord> records() {
        CoreRecord.QueueKeys some = new CoreRecord.QueueKeys(300, new long[] {1, Long.MAX_VALUE});
        return Stream.of(
                new CoreRecord.Store(3, "id", true, 77, 9),
                new CoreRecord.QueueKnown(1, DestinationName.queue("orders")),
                new CoreRecord.SubscriptionMade(2, null, "s", true, DestinationName.topic("t"), null, false),
                new CoreRecord.SubscriptionMade(2, "c", "s", false, DestinationName.topic("t"), "a = 1", true),
                new CoreRecord.SubscriptionDeleted(2),
                new CoreRecord.MessageAdded(5, 4, 0, 0, new int[] {CoreRecord.MessageAdded.share(1, true)}),
                new CoreRecord.MessageAdded(5, 9, 11, 12, new int[] {2, 5, 70_000}),
                new CoreRecord.MessageAdded(5, 9, 11, 12, new int[] {2, 5}, "batch"),
                new CoreRecord.MessagesRemoved(some, false),
                new CoreRecord.MessagesRemoved(some, true),
                new CoreRecord.Attempts(1, 5, 3, true, 0, List.of()),
                new CoreRecord.Attempts(1, 5, 3, true, 77, List.of()),
                new CoreRecord.Attempts(1, 5, 3, false, 0, List.of(new CoreRecord.Failure(12, "connection 1", 2))),
                new CoreRecord.MessagePaged(6),
                new CoreRecord.DuplicateId(DestinationName.queue("orders"), "order 7", 12),
                new CoreRecord.Exposed(1, 44),
                new CoreRecord.Seen(1, 44),
                new CoreRecord.BranchPrepared(
                        8, new BranchId(-1, new byte[] {1}, new byte[0]), List.of(some), List.of(some, some)),
                new CoreRecord.Paused(3, 2, true),
                new CoreRecord.BranchDecided(8, new BranchId(-1, new byte[] {1}, new byte[0]), true),
                new CoreRecord.BranchForgotten(8),
                new CoreRecord.SequencesDone(SequenceKind.COMMITS, 1L << 60, new long[] {1, 7, 9, 9}),
                new CoreRecord.BranchEnded(8));
    }

    @ParameterizedTest
    @MethodSource("records")
    void readsBackAsItWasWritten(CoreRecord record) {
        byte[] bytes = RecordCodec.encode(record);
        ByteReader in = new ByteReader(bytes);

        CoreRecord read = RecordCodec.decode(in);

        assertThat(in.remaining()).isZero();
        assertThat(read).usingRecursiveComparison().isEqualTo(record);
    }

    @ParameterizedTest
    @MethodSource("records")
    void truncatedBytesFailCleanly(CoreRecord record) {
        byte[] bytes = RecordCodec.encode(record);
        for (int length = 0; length < bytes.length; length++) {
            byte[] part = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> RecordCodec.decode(new ByteReader(part)))
                    .isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void theBytesArePermanent() {
        CoreRecord added =
                new CoreRecord.MessageAdded(258, 4, 0, 7, new int[] {CoreRecord.MessageAdded.share(1, true)});
        CoreRecord removed = new CoreRecord.MessagesRemoved(new CoreRecord.QueueKeys(1, new long[] {258}), false);

        assertThat(HexFormat.of().formatHex(RecordCodec.encode(added)))
                .isEqualTo("05" + "02" + "04" + "0000000000000102" + "0000000000000007" + "01" + "03");
        assertThat(HexFormat.of().formatHex(RecordCodec.encode(removed)))
                .isEqualTo("06" + "01" + "01" + "0000000000000102");
    }

    @Test
    void whatALaterVersionWroteIsNotUnderstood() {
        assertThat(RecordCodec.decode(new ByteReader(new byte[] {99, 1, 2}))).isNull();
        assertThat(RecordType.ofCode(0)).isNull();
    }

    @Test
    void aMessageStandsBehindItsHead() {
        byte[] head = RecordCodec.encode(new CoreRecord.MessageAdded(1, 4, 0, 0, new int[] {2}));
        byte[] record = Arrays.copyOf(head, head.length + 2);
        record[head.length] = 7;
        record[head.length + 1] = 8;

        assertThat(RecordCodec.messageIn(record)).containsExactly(7, 8);
        assertThatThrownBy(() -> RecordCodec.messageIn(RecordCodec.encode(new CoreRecord.BranchEnded(1))))
                .isInstanceOf(MalformedMessageException.class);
    }
}
