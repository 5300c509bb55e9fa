package io.postrider.journal.derby;

import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.block.Block.Piece;
import io.postrider.journal.derby.block.BlockFormat;
import io.postrider.journal.derby.block.Place;
import java.util.Arrays;

/**
 * Puts records together from the blocks of a segment, given in the order of their numbers, and tells of damage. Whole records
 * are handed on where they lie in the block. For one thread.
 */
final class RecordAssembly {

    /** Takes what is found. */
    interface Sink {
        /** A record; the array is not to be kept. */
        void record(byte[] bytes, int offset, int length, int place, boolean retained);

        /**
         * At least one record is damaged or gone, here.
         *
         * @param lostBlocks how many blocks are gone with all they held
         * @param remains what is left of the record that was hit, from its beginning on, right or wrong; null if nothing is known
         * @param place where the record that was hit begins; -1 if that is not known
         */
        void damage(int block, String what, int lostBlocks, byte[] remains, int place);
    }

    private final Sink sink;
    private int expectedBlock;

    /** The record that was begun and goes on in the next block; null between records. */
    private byte[] partial;

    private int partialLength;
    private int partialPlace;
    private boolean partialRetained;

    RecordAssembly(Sink sink) {
        this.sink = sink;
    }

    /** The number of the block that is to come next. */
    int expectedBlock() {
        return expectedBlock;
    }

    /** The next block. */
    void add(Block block) {
        if (block.number() != expectedBlock) {
            drop(
                    expectedBlock,
                    "blocks " + expectedBlock + " to " + (block.number() - 1) + " are gone",
                    block.number() - expectedBlock);
        }
        expectedBlock = block.number() + 1;
        int offset = BlockFormat.HEADER_BYTES;
        while (block.hasPieceAt(offset)) {
            Piece piece = block.pieceAt(offset);
            if (piece.intact()) {
                add(block.number(), piece);
                offset = piece.nextOffset();
            } else {
                offset = skip(block, piece);
            }
        }
    }

    /** A block of this number is there, but its header is damaged. */
    void addDamaged(int number) {
        drop(number, "the header of block " + number + " is damaged", 1);
        expectedBlock = Math.max(expectedBlock, number + 1);
    }

    /** There are no more blocks. */
    void end() {
        if (partial != null) {
            drop(expectedBlock, "a record ends behind the last block", 0);
        }
    }

    private void add(int block, Piece piece) {
        if (piece.begins()) {
            if (partial != null) {
                drop(block, "the end of a record is gone", 0);
            }
            begin(block, piece);
        } else if (partial == null) {
            sink.damage(block, "the beginning of a record is gone", 0, null, -1);
        } else {
            append(block, piece, piece.arrayOffset(), piece.length());
        }
    }

    private void begin(int block, Piece piece) {
        int place = Place.of(block, piece.offset());
        if (piece.ends()) {
            sink.record(piece.array(), piece.arrayOffset(), piece.length(), place, piece.retained());
            return;
        }
        int length = piece.recordLength();
        if (length < piece.length() - Integer.BYTES) {
            sink.damage(block, "a record's length is impossible", 0, null, place);
            return;
        }
        partial = new byte[length];
        partialLength = 0;
        partialPlace = place;
        partialRetained = piece.retained();
        append(block, piece, piece.arrayOffset() + Integer.BYTES, piece.length() - Integer.BYTES);
    }

    private void append(int block, Piece piece, int from, int length) {
        if (length > partial.length - partialLength) {
            drop(block, "a record is longer than it says", 0);
            return;
        }
        System.arraycopy(piece.array(), from, partial, partialLength, length);
        partialLength += length;
        if (piece.ends()) {
            byte[] whole = partial;
            partial = null;
            if (partialLength == whole.length) {
                sink.record(whole, 0, whole.length, partialPlace, partialRetained);
            } else {
                sink.damage(block, "a record is shorter than it says", 0, whole, partialPlace);
            }
        }
    }

    /** Passes over a damaged piece: to the next one, if its length leads to one, or to the block's end. */
    private int skip(Block block, Piece piece) {
        int next = piece.nextOffset();
        boolean lengthHolds = next == block.usedBytes()
                || next > piece.offset() && block.pieceAt(next).intact();
        String what = lengthHolds
                ? "the record at " + piece.offset() + " is damaged"
                : "all from " + piece.offset() + " to the block's end at " + block.usedBytes() + " is damaged";
        if (piece.begins() && partial == null) {
            sink.damage(block.number(), what, 0, remainsOf(piece), Place.of(block.number(), piece.offset()));
        } else {
            drop(block.number(), what, 0);
        }
        return lengthHolds ? next : block.usedBytes();
    }

    /** The bytes of a damaged piece that begins a record; those in which the record's whole length would be are no part of it. */
    private static byte[] remainsOf(Piece piece) {
        int from = piece.arrayOffset() + (piece.ends() ? 0 : Integer.BYTES);
        int to = Math.min(piece.array().length, piece.arrayOffset() + piece.length());
        return from < to ? Arrays.copyOfRange(piece.array(), from, to) : null;
    }

    private void drop(int block, String what, int lostBlocks) {
        byte[] remains = partial == null ? null : Arrays.copyOf(partial, partialLength);
        int place = partial == null ? -1 : partialPlace;
        partial = null;
        sink.damage(block, what, lostBlocks, remains, place);
    }
}
