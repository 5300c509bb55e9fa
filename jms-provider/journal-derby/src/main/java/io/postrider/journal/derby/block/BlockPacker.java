package io.postrider.journal.derby.block;

import static io.postrider.journal.derby.block.BlockFormat.BEGINS;
import static io.postrider.journal.derby.block.BlockFormat.ENDS;
import static io.postrider.journal.derby.block.BlockFormat.HEADER_BYTES;
import static io.postrider.journal.derby.block.BlockFormat.INT;
import static io.postrider.journal.derby.block.BlockFormat.LENGTH_BYTES;
import static io.postrider.journal.derby.block.BlockFormat.LONG;
import static io.postrider.journal.derby.block.BlockFormat.MAX_BLOCK_BYTES;
import static io.postrider.journal.derby.block.BlockFormat.PIECE_HEADER_BYTES;
import static io.postrider.journal.derby.block.BlockFormat.RETAINED;
import static io.postrider.journal.derby.block.BlockFormat.SHORT;

import java.util.Arrays;

/**
 * Packs records into blocks, one after the other; full blocks go to the sink. For one thread.
 *
 * <p>A record that would leave a block nearly full stays whole and begins the next block; a longer one is split, so that
 * blocks are full whatever the records' size.
 */
public final class BlockPacker {
    private static final int SPLIT_ABOVE_BYTES = 4096;
    private static final byte[] NOTHING = {};

    /** Takes the blocks that are done. */
    @FunctionalInterface
    public interface BlockSink<X extends Exception> {
        /** A block, to be kept by the sink. */
        void take(int number, byte[] block) throws X;
    }

    private final byte[] block = new byte[MAX_BLOCK_BYTES];
    private Era era;
    private int number;
    private int used;
    /** How many bytes the block that was begun has at most. */
    private int limit = MAX_BLOCK_BYTES;

    /** Begins a segment, or goes on with one: the next block has this number. What was not flushed is dropped. */
    public void begin(Era nextEra, int nextNumber) {
        era = nextEra;
        number = nextNumber;
        used = HEADER_BYTES;
        limit = MAX_BLOCK_BYTES;
    }

    /**
     * The next block is to have so many bytes at most, if any record has use for that; those behind it are full ones. To be said
     * when nothing was begun.
     */
    public void limitNext(int bytes) {
        limit = Math.min(bytes, MAX_BLOCK_BYTES);
    }

    /** The number that the next block to be finished will have. */
    public int blockNumber() {
        return number;
    }

    /**
     * Adds a record of two parts.
     *
     * @return where it begins, as a {@link Place}
     */
    public <X extends Exception> int add(byte[] head, byte[] tail, boolean retained, BlockSink<X> sink) throws X {
        byte[] rest = tail == null ? NOTHING : tail;
        int length = Math.addExact(head.length, rest.length);
        boolean whole = length <= room();
        if (!whole && (length <= SPLIT_ABOVE_BYTES || room() <= LENGTH_BYTES)) {
            flush(sink);
            whole = length <= room();
        }
        int place = Place.of(number, used);
        int retainedFlag = retained ? RETAINED : 0;
        if (whole) {
            addPiece(BEGINS | ENDS | retainedFlag, head, rest, 0, length);
        } else {
            split(head, rest, length, retainedFlag, sink);
        }
        return place;
    }

    /** Hands over the block that was begun, if anything is in it. */
    public <X extends Exception> void flush(BlockSink<X> sink) throws X {
        limit = MAX_BLOCK_BYTES;
        if (used == HEADER_BYTES) {
            return;
        }
        writeHeader();
        byte[] done = Arrays.copyOf(block, used);
        used = HEADER_BYTES;
        sink.take(number++, done);
    }

    private <X extends Exception> void split(byte[] head, byte[] tail, int length, int flag, BlockSink<X> sink)
            throws X {
        int done = room() - LENGTH_BYTES;
        int at = used;
        INT.set(block, at + PIECE_HEADER_BYTES, length);
        copy(head, tail, 0, done, at + PIECE_HEADER_BYTES + LENGTH_BYTES);
        finishPiece(BEGINS | flag, done + LENGTH_BYTES);
        while (done < length) {
            flush(sink);
            int step = Math.min(room(), length - done);
            addPiece((done + step == length ? ENDS : 0) | flag, head, tail, done, step);
            done += step;
        }
    }

    private void addPiece(int flags, byte[] head, byte[] tail, int from, int length) {
        copy(head, tail, from, length, used + PIECE_HEADER_BYTES);
        finishPiece(flags, length);
    }

    private void finishPiece(int flags, int length) {
        block[used] = (byte) flags;
        SHORT.set(block, used + BlockFormat.PIECE_LENGTH_AT, (short) length);
        INT.set(block, used + BlockFormat.PIECE_CHECKSUM_AT, BlockFormat.pieceChecksum(block, used, length));
        used += PIECE_HEADER_BYTES + length;
    }

    private void copy(byte[] head, byte[] tail, int from, int length, int to) {
        int ofHead = Math.max(0, Math.min(length, head.length - from));
        if (ofHead > 0) {
            System.arraycopy(head, from, block, to, ofHead);
        }
        if (ofHead < length) {
            System.arraycopy(tail, from + ofHead - head.length, block, to + ofHead, length - ofHead);
        }
    }

    private void writeHeader() {
        INT.set(block, 0, BlockFormat.MAGIC);
        INT.set(block, BlockFormat.NUMBER_AT, number);
        LONG.set(block, BlockFormat.FIRST_AT, era.first());
        LONG.set(block, BlockFormat.LAST_AT, era.last());
        INT.set(block, BlockFormat.GENERATION_AT, era.generation());
        INT.set(block, BlockFormat.USED_AT, used);
        INT.set(block, BlockFormat.CHECKSUM_AT, BlockFormat.headerChecksum(block, 0));
    }

    private int room() {
        return limit - used - PIECE_HEADER_BYTES;
    }
}
