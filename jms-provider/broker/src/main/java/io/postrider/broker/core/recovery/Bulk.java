package io.postrider.broker.core.recovery;

import io.postrider.broker.core.record.CoreRecord.MessageAdded;
import io.postrider.broker.journal.RecordBulk;

/**
 * Messages of one queue that sleep as a whole: not even their keys are told one by one, until somebody asks for one of them.
 *
 * @param summary of the records
 * @param firstTicket the first one's; each of the others has the next one
 */
record Bulk(BulkSummary summary, RecordBulk records, int firstTicket) {

    /** Is told of messages. */
    @FunctionalInterface
    interface Visitor {
        void message(long key, int ticket, int sizeBytes, int priority, boolean exposed);
    }

    int size() {
        return records.size();
    }

    /** About what all of them take in memory. */
    long sizeBytes() {
        return summary.bodyBytes() + (long) size() * Recovery.OVERHEAD_BYTES;
    }

    /** Tells of each, in the order of their tickets. To be called once. */
    void tell(Visitor visitor) {
        records.tell(new RecordBulk.HeadVisitor() {
            private int ticket = firstTicket;

            @Override
            public void head(byte[] bytes, int offset, int headLength, int length) {
                visitor.message(
                        PlainHead.key(bytes, offset),
                        ticket++,
                        Recovery.OVERHEAD_BYTES + length - headLength,
                        PlainHead.priority(bytes, offset),
                        MessageAdded.exposedIn(PlainHead.share(bytes, offset)));
            }
        });
    }
}
