package io.postrider.broker.core.recovery;

import io.postrider.broker.core.record.CoreRecord.MessageAdded;
import io.postrider.broker.journal.RecordBulk;
import io.postrider.broker.journal.RecordHeads;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;

/**
 * What suffices of many plain messages of one queue and priority until somebody asks for one of them: which keys they have, all but a few of a range, and
 * how many bytes. Kept with a segment's contents, in {@linkplain #encode this form}: version, priority, queue, first and last key, the last key that was exposed, bytes
 * of all bodies, keys that are missing.
 */
record BulkSummary(
        int priority, int queue, long firstKey, long lastKey, long lastExposed, long bodyBytes, long[] gaps) {
    private static final byte VERSION = 1;
    private static final int BYTES_WITHOUT_GAPS = 2 + Integer.BYTES + 4 * Long.BYTES;

    /** Keys that others took meanwhile, or that came in another segment; with more of them a range says little. */
    private static final int MAX_GAPS = 64;

    /** A summary, or {@link RecordHeads#NO_SUMMARY} where the records are not all like that. */
    static byte[] of(RecordBulk records) {
        Survey survey = new Survey();
        records.tell(survey);
        return survey.isEven(records.size()) ? encode(survey, records) : RecordHeads.NO_SUMMARY;
    }

    private static byte[] encode(Survey survey, RecordBulk records) {
        BitSet present = new BitSet();
        records.tell((bytes, offset, headLength, length) ->
                present.set((int) (PlainHead.key(bytes, offset) - survey.firstKey)));
        if (present.cardinality() != records.size()) {
            // a key is told twice
            return RecordHeads.NO_SUMMARY;
        }
        BitSet missing = new BitSet();
        missing.set(0, present.length());
        missing.andNot(present);
        long[] gaps = missing.stream().mapToLong(at -> survey.firstKey + at).toArray();
        return new BulkSummary(
                        survey.priority,
                        survey.queue,
                        survey.firstKey,
                        survey.lastKey,
                        survey.lastExposed,
                        survey.bodyBytes,
                        gaps)
                .encode();
    }

    private byte[] encode() {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES_WITHOUT_GAPS + Long.BYTES * gaps.length)
                .put(VERSION)
                .put((byte) priority)
                .putInt(queue)
                .putLong(firstKey)
                .putLong(lastKey)
                .putLong(lastExposed)
                .putLong(bodyBytes);
        bytes.asLongBuffer().put(gaps);
        return bytes.array();
    }

    /** What was kept; empty if another version wrote it. */
    static Optional<BulkSummary> decode(byte[] summary) {
        if (summary.length < BYTES_WITHOUT_GAPS || summary[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(summary, 1, summary.length - 1);
        int priority = in.get();
        int queue = in.getInt();
        long firstKey = in.getLong();
        long lastKey = in.getLong();
        long lastExposed = in.getLong();
        long bodyBytes = in.getLong();
        long[] gaps = new long[in.remaining() / Long.BYTES];
        in.asLongBuffer().get(gaps);
        return Optional.of(new BulkSummary(priority, queue, firstKey, lastKey, lastExposed, bodyBytes, gaps));
    }

    /** Whether one of the messages has this key. */
    boolean contains(long key) {
        return key >= firstKey && key <= lastKey && Arrays.binarySearch(gaps, key) < 0;
    }

    /** What all of them have in common, and what they add up to. */
    private static final class Survey implements RecordBulk.HeadVisitor {
        private boolean plain = true;
        private int priority = -1;
        private int queue;
        private long firstKey = Long.MAX_VALUE;
        private long lastKey;
        private long lastExposed;
        private long bodyBytes;

        @Override
        public void head(byte[] bytes, int offset, int headLength, int length) {
            plain = plain && headLength < length && PlainHead.length(bytes, offset, headLength) == headLength;
            if (!plain) {
                return;
            }
            int share = PlainHead.share(bytes, offset);
            long key = PlainHead.key(bytes, offset);
            if (priority < 0) {
                priority = PlainHead.priority(bytes, offset);
                queue = MessageAdded.queueOf(share);
            }
            plain = priority == PlainHead.priority(bytes, offset) && queue == MessageAdded.queueOf(share);
            firstKey = Math.min(firstKey, key);
            lastKey = Math.max(lastKey, key);
            lastExposed = MessageAdded.exposedIn(share) ? Math.max(lastExposed, key) : lastExposed;
            bodyBytes += length - headLength;
        }

        /** Whether a range says nearly all of their keys. */
        boolean isEven(int records) {
            return plain && records > 0 && lastKey - firstKey < records + MAX_GAPS;
        }
    }
}
