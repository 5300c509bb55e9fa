package io.postrider.journal.derby.block;

/** Where in a segment a record begins: block and offset, packed into one int, as millions of them are kept in memory. */
public final class Place {
    private static final int OFFSET_BITS = 15;

    /** The most blocks a segment may have: about 2 GiB in rows of full length, and more than one table should. */
    public static final int MAX_BLOCKS = 1 << 16;

    private Place() {}

    /** Packs a block's number and an offset in it. */
    public static int of(int block, int offset) {
        return block << OFFSET_BITS | offset;
    }

    /** The block's number. */
    public static int block(int place) {
        return place >>> OFFSET_BITS;
    }

    /** The offset of the piece in the block. */
    public static int offset(int place) {
        return place & (1 << OFFSET_BITS) - 1;
    }
}
