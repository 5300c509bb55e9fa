package io.postrider.broker.model;

import io.postrider.broker.journal.RecordBulk;
import io.postrider.broker.journal.RecordHeads;
import java.util.Arrays;
import java.util.List;

/**
 * Records that are told at once: each by a copy of its head, which is overwritten afterwards.
 *
 * @param heads tells which part of a record that is
 * @param records whole ones
 */
public record BulkOfHeads(RecordHeads heads, List<byte[]> records) implements RecordBulk {
    private static final int OFFSET = 5;

    @Override
    public int size() {
        return records.size();
    }

    @Override
    public void tell(HeadVisitor visitor) {
        for (byte[] record : records) {
            int headLength = heads.headLength(record, 0, record.length);
            byte[] padded = new byte[OFFSET + headLength];
            System.arraycopy(record, 0, padded, OFFSET, headLength);
            visitor.head(padded, OFFSET, headLength, record.length);
            Arrays.fill(padded, (byte) -1);
        }
    }
}
