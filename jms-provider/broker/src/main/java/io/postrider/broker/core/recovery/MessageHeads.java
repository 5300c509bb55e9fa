package io.postrider.broker.core.recovery;

import io.postrider.broker.core.record.RecordCodec;
import io.postrider.broker.journal.RecordBulk;
import io.postrider.broker.journal.RecordHeads;

/** What recovery makes do with: a message's head, and of many plain messages a summary. */
final class MessageHeads implements RecordHeads {

    @Override
    public int headLength(byte[] bytes, int offset, int length) {
        return RecordCodec.headLength(bytes, offset, length);
    }

    @Override
    public byte[] summary(RecordBulk records) {
        return BulkSummary.of(records);
    }
}
