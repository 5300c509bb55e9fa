package io.postrider.journal.derby.block;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Where things stand in a block, version 1. A block is a header and pieces of records:
 *
 * <pre>
 * header   0  int    'P' 'R' 'J' and the version
 *          4  int    the block's number in its segment, from 0
 *          8  long   first  \
 *         16  long   last    } the segment's era
 *         24  int    generation /
 *         28  int    bytes in use, with this header
 *         32  int    CRC32C of the 32 bytes before
 * piece    0  byte   flags: 1 begins a record, 2 ends it, 4 the record is retained
 *          1  short  bytes that follow the piece's header
 *          3  int    CRC32C of the three bytes before and the bytes that follow
 *          7         the bytes; in a piece that begins a record but does not end it, first an int: the record's length
 * </pre>
 *
 * To change it: raise the version, keep reading the old one, and add a golden block of the old one to the tests.
 */
public final class BlockFormat {
    /** The most bytes a block has: one row of it fills one page of 32 KiB. */
    public static final int MAX_BLOCK_BYTES = 32_500;

    /** The first four bytes of every block. */
    public static final int MAGIC = 0x50524a01;

    /** How many bytes a block's header has. */
    public static final int HEADER_BYTES = 36;

    /** How many bytes a piece's header has. */
    public static final int PIECE_HEADER_BYTES = 7;

    static final int NUMBER_AT = 4;
    static final int FIRST_AT = 8;
    static final int LAST_AT = 16;
    static final int GENERATION_AT = 24;
    static final int USED_AT = 28;
    static final int CHECKSUM_AT = 32;
    static final int PIECE_LENGTH_AT = 1;
    static final int PIECE_CHECKSUM_AT = 3;
    static final int LENGTH_BYTES = 4;

    static final int BEGINS = 1;
    static final int ENDS = 2;
    static final int RETAINED = 4;

    static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private BlockFormat() {}

    static int headerChecksum(byte[] block, int offset) {
        CRC32C checksum = new CRC32C();
        checksum.update(block, offset, CHECKSUM_AT);
        return (int) checksum.getValue();
    }

    static int pieceChecksum(byte[] block, int at, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(block, at, PIECE_CHECKSUM_AT);
        checksum.update(block, at + PIECE_HEADER_BYTES, length);
        return (int) checksum.getValue();
    }
}
