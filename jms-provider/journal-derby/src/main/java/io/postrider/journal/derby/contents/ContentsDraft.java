package io.postrider.journal.derby.contents;

import static io.postrider.journal.derby.contents.ContentsFormat.ENTRY_HEADER_BYTES;
import static io.postrider.journal.derby.contents.ContentsFormat.HEADER_BYTES;
import static io.postrider.journal.derby.contents.ContentsFormat.INT;
import static io.postrider.journal.derby.contents.ContentsFormat.LONG;

import io.postrider.broker.journal.RecordHeads;
import io.postrider.journal.derby.block.Block;
import java.util.Arrays;
import java.util.Optional;

/** A segment's contents while the segment is written or read from beginning to end. For one thread at a time. */
public final class ContentsDraft {
    private static final int INITIAL_BYTES = 1 << 14;

    private final int maxBytes;

    /** Null once it is given up. */
    private byte[] bytes = new byte[INITIAL_BYTES];

    private int used = HEADER_BYTES;
    private boolean begun;
    private int records;
    private long recordBytes;
    private boolean allRetained = true;

    /** @param maxBytes beyond which it is given up: then it would spare too little */
    public ContentsDraft(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** The segment's first block. */
    public void begin(Block firstBlock) {
        if (bytes != null) {
            INT.set(bytes, ContentsFormat.FIRST_BLOCK_AT, ContentsFormat.mark(firstBlock));
            begun = true;
        }
    }

    /** The next record; of its bytes, those of the head are at hand. */
    public void add(int place, int length, boolean retained, byte[] head, int headOffset, int headLength) {
        if (bytes == null || !makeRoom(headLength)) {
            return;
        }
        INT.set(bytes, used, place);
        INT.set(bytes, used + ContentsFormat.LENGTH_AT, length);
        INT.set(bytes, used + ContentsFormat.HEAD_LENGTH_AT, retained ? headLength : -1 - headLength);
        System.arraycopy(head, headOffset, bytes, used + ENTRY_HEADER_BYTES, headLength);
        used += ENTRY_HEADER_BYTES + headLength;
        records++;
        recordBytes += length;
        allRetained &= retained;
    }

    /** There are none: something of the segment is damaged. */
    public void giveUp() {
        bytes = null;
    }

    /**
     * A file's bytes; empty if the draft was given up.
     *
     * @param heads what makes a summary; or null
     */
    Optional<byte[]> end(int blocks, long blockBytes, RecordHeads heads) {
        if (bytes == null || !begun) {
            return Optional.empty();
        }
        INT.set(bytes, 0, ContentsFormat.MAGIC);
        INT.set(bytes, ContentsFormat.BLOCKS_AT, blocks);
        LONG.set(bytes, ContentsFormat.BLOCK_BYTES_AT, blockBytes);
        INT.set(bytes, ContentsFormat.ENTRIES_END_AT, used);
        INT.set(bytes, ContentsFormat.RECORDS_AT, records);
        LONG.set(bytes, ContentsFormat.RECORD_BYTES_AT, recordBytes);
        byte[] summary = allRetained && heads != null ? heads.summary(Contents.drafted(bytes)) : RecordHeads.NO_SUMMARY;
        byte[] all = Arrays.copyOf(bytes, used + summary.length);
        System.arraycopy(summary, 0, all, used, summary.length);
        int checked = all.length - ContentsFormat.CHECKED_FROM;
        INT.set(all, ContentsFormat.CHECKSUM_AT, ContentsFormat.checksum(all, ContentsFormat.CHECKED_FROM, checked));
        return Optional.of(all);
    }

    private boolean makeRoom(int headLength) {
        long needed = (long) used + ENTRY_HEADER_BYTES + headLength;
        if (needed > maxBytes) {
            giveUp();
        } else if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(maxBytes, Math.max(needed, 2L * bytes.length)));
        }
        return bytes != null;
    }
}
