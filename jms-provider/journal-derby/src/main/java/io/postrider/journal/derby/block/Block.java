package io.postrider.journal.derby.block;

import static io.postrider.journal.derby.block.BlockFormat.HEADER_BYTES;
import static io.postrider.journal.derby.block.BlockFormat.INT;
import static io.postrider.journal.derby.block.BlockFormat.LONG;
import static io.postrider.journal.derby.block.BlockFormat.PIECE_HEADER_BYTES;
import static io.postrider.journal.derby.block.BlockFormat.SHORT;

import java.util.Optional;

/** A block as it was read. Its header has been checked; each piece is checked by whoever reads it. Immutable. */
public final class Block {
    private final byte[] bytes;
    private final int start;

    private Block(byte[] bytes, int start) {
        this.bytes = bytes;
        this.start = start;
    }

    /**
     * Looks for a block at an offset.
     *
     * @return empty where there is none whose header is intact, or it ends behind the array
     */
    public static Optional<Block> at(byte[] bytes, int offset) {
        if (offset < 0 || bytes.length - offset < HEADER_BYTES || (int) INT.get(bytes, offset) != BlockFormat.MAGIC) {
            return Optional.empty();
        }
        Block block = new Block(bytes, offset);
        int used = block.usedBytes();
        boolean intact = block.intAt(BlockFormat.CHECKSUM_AT) == BlockFormat.headerChecksum(bytes, offset)
                && used >= HEADER_BYTES
                && used <= bytes.length - offset;
        return intact ? Optional.of(block) : Optional.empty();
    }

    /** Its number in its segment. */
    public int number() {
        return intAt(BlockFormat.NUMBER_AT);
    }

    /** Its segment's era. */
    public Era era() {
        return new Era(
                (long) LONG.get(bytes, start + BlockFormat.FIRST_AT),
                (long) LONG.get(bytes, start + BlockFormat.LAST_AT),
                intAt(BlockFormat.GENERATION_AT));
    }

    /** How long it is. */
    public int usedBytes() {
        return intAt(BlockFormat.USED_AT);
    }

    /** The array it lies in; not to be written to. */
    public byte[] array() {
        return bytes;
    }

    /** Where in the array it begins. */
    public int arrayOffset() {
        return start;
    }

    /** The piece at an offset of this block; {@link Piece#intact} tells whether it is one. */
    public Piece pieceAt(int offset) {
        int end = start + usedBytes();
        int at = start + offset;
        if (offset < HEADER_BYTES || end - at < PIECE_HEADER_BYTES) {
            return new Piece(bytes, at, 0, 0, offset, false);
        }
        int length = (short) SHORT.get(bytes, at + BlockFormat.PIECE_LENGTH_AT) & 0xffff;
        boolean intact = length <= end - at - PIECE_HEADER_BYTES
                && (int) INT.get(bytes, at + BlockFormat.PIECE_CHECKSUM_AT)
                        == BlockFormat.pieceChecksum(bytes, at, length);
        return new Piece(bytes, at + PIECE_HEADER_BYTES, length, bytes[at], offset, intact);
    }

    /** Whether a piece could begin at this offset of the block. */
    public boolean hasPieceAt(int offset) {
        return offset < usedBytes();
    }

    private int intAt(int offset) {
        return (int) INT.get(bytes, start + offset);
    }

    /**
     * A part of a record, or the whole of it.
     *
     * @param array holds its bytes; not to be written to
     * @param arrayOffset where they begin, behind the piece's header
     * @param length how many there are, as the header says, which may be damaged
     * @param flags as in {@link BlockFormat}
     * @param offset where the piece's header begins in its block
     * @param intact whether its checksum fits
     */
    public record Piece(byte[] array, int arrayOffset, int length, int flags, int offset, boolean intact) {

        /** Whether a record begins here. */
        public boolean begins() {
            return (flags & BlockFormat.BEGINS) != 0;
        }

        /** Whether the record ends here. */
        public boolean ends() {
            return (flags & BlockFormat.ENDS) != 0;
        }

        /** Whether the record was appended to be retained. */
        public boolean retained() {
            return (flags & BlockFormat.RETAINED) != 0;
        }

        /** Where in the block the next piece begins. */
        public int nextOffset() {
            return offset + PIECE_HEADER_BYTES + length;
        }

        /** The length of the record that begins here and is continued elsewhere. */
        public int recordLength() {
            return length < BlockFormat.LENGTH_BYTES ? -1 : (int) INT.get(array, arrayOffset);
        }
    }
}
