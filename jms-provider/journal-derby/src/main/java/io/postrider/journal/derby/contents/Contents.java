package io.postrider.journal.derby.contents;

import static io.postrider.journal.derby.contents.ContentsFormat.ENTRY_HEADER_BYTES;
import static io.postrider.journal.derby.contents.ContentsFormat.HEADER_BYTES;
import static io.postrider.journal.derby.contents.ContentsFormat.LONG;

import io.postrider.broker.journal.RecordBulk;
import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.block.Era;
import java.util.Arrays;
import java.util.Optional;

/** What a sealed segment holds: each record's place and head. Immutable. */
public final class Contents implements RecordBulk {
    private final byte[] bytes;
    private final Era era;
    private final int begin;
    private final int end;

    /** Takes the records. */
    @FunctionalInterface
    public interface Sink {

        /**
         * The next record.
         *
         * @param place where it begins in its segment
         * @param length of the whole record
         * @param retained whether it was appended to be retained
         * @param head holds its head; not to be kept
         */
        void record(int place, int length, boolean retained, byte[] head, int headOffset, int headLength);
    }

    private Contents(byte[] bytes, Era era) {
        boolean first = intAt(bytes, 0) == ContentsFormat.MAGIC_1;
        this.bytes = bytes;
        this.era = era;
        this.begin = first ? ContentsFormat.HEADER_BYTES_1 : HEADER_BYTES;
        this.end = first ? bytes.length : intAt(bytes, ContentsFormat.ENTRIES_END_AT);
    }

    /** The records of which contents are just being made. */
    static RecordBulk drafted(byte[] bytes) {
        return new Contents(bytes, null);
    }

    /** Empty if the bytes are damaged, or not what that segment holds which begins with this block. */
    static Optional<Contents> of(Block firstBlock, byte[] bytes) {
        boolean right = areOf(firstBlock, bytes)
                && intAt(bytes, ContentsFormat.CHECKSUM_AT)
                        == ContentsFormat.checksum(
                                bytes, ContentsFormat.CHECKED_FROM, bytes.length - ContentsFormat.CHECKED_FROM);
        return right ? Optional.of(new Contents(bytes, firstBlock.era())) : Optional.empty();
    }

    /** Whether these bytes begin like the contents of the segment that begins with this block. */
    static boolean areOf(Block firstBlock, byte[] bytes) {
        return hasHeader(bytes) && intAt(bytes, ContentsFormat.FIRST_BLOCK_AT) == ContentsFormat.mark(firstBlock);
    }

    private static boolean hasHeader(byte[] bytes) {
        return bytes.length >= HEADER_BYTES && intAt(bytes, 0) == ContentsFormat.MAGIC
                || bytes.length >= ContentsFormat.HEADER_BYTES_1 && intAt(bytes, 0) == ContentsFormat.MAGIC_1;
    }

    /** The segment's place in the log. */
    public Era era() {
        return era;
    }

    /** How many blocks the segment has. */
    public int blocks() {
        return intAt(bytes, ContentsFormat.BLOCKS_AT);
    }

    /** How many bytes these have. */
    public long blockBytes() {
        return (long) LONG.get(bytes, ContentsFormat.BLOCK_BYTES_AT);
    }

    /** How many records it has. */
    @Override
    public int size() {
        return begin == HEADER_BYTES ? intAt(bytes, ContentsFormat.RECORDS_AT) : countEntries();
    }

    private int countEntries() {
        int records = 0;
        int at = begin;
        while (at < end) {
            int head = intAt(bytes, at + ContentsFormat.HEAD_LENGTH_AT);
            at += ENTRY_HEADER_BYTES + (head >= 0 ? head : -1 - head);
            records++;
        }
        return records;
    }

    /** How many bytes the records have, where there is a summary. */
    public long recordBytes() {
        return (long) LONG.get(bytes, ContentsFormat.RECORD_BYTES_AT);
    }

    /** What was made of their heads when these were written, if all records were retained; without bytes if nothing was. */
    public byte[] summary() {
        return Arrays.copyOfRange(bytes, end, bytes.length);
    }

    @Override
    public void tell(HeadVisitor visitor) {
        forEach((place, length, retained, head, headOffset, headLength) ->
                visitor.head(head, headOffset, headLength, length));
    }

    /** Tells of all records, in the order of the segment. */
    public void forEach(Sink sink) {
        int at = begin;
        while (at < end) {
            int head = intAt(bytes, at + ContentsFormat.HEAD_LENGTH_AT);
            boolean retained = head >= 0;
            int headLength = retained ? head : -1 - head;
            int headOffset = at + ENTRY_HEADER_BYTES;
            sink.record(
                    intAt(bytes, at),
                    intAt(bytes, at + ContentsFormat.LENGTH_AT),
                    retained,
                    bytes,
                    headOffset,
                    headLength);
            at = headOffset + headLength;
        }
    }

    /** Byte by byte: most of a start is over before the compiler has come to it, and a view of the array is slow until then. */
    private static int intAt(byte[] bytes, int offset) {
        return bytes[offset] << 24
                | (bytes[offset + 1] & 0xff) << 16
                | (bytes[offset + 2] & 0xff) << 8
                | bytes[offset + 3] & 0xff;
    }
}
