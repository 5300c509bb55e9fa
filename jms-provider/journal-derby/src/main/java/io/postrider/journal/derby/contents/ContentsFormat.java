package io.postrider.journal.derby.contents;

import io.postrider.journal.derby.block.Block;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * Where things stand in a file of contents, version 2. It is a header, an entry for each record, in the order of the segment, and a summary of the
 * records, where there is one:
 *
 * <pre>
 * header   0  int    'P' 'R' 'C' and the version
 *          4  int    CRC32C of all bytes that follow
 *          8  int    CRC32C of the segment's first block: whose contents these are
 *         12  int    how many blocks the segment has
 *         16  long   how many bytes these have
 *         24  int    where the entries end, and the summary begins
 *         28  int    how many records there are
 *         32  long   how many bytes these have
 * entry    0  int    the record's place
 *          4  int    the record's length
 *          8  int    the length of its head; negative, less one, where the record is not retained
 *         12         its head
 * </pre>
 *
 * In version 1 the header ends at 24, and there is no summary. A file of another version is passed over like a damaged one: all is in the segment.
 */
final class ContentsFormat {
    static final int MAGIC = 0x50524302;
    static final int MAGIC_1 = 0x50524301;
    static final int CHECKSUM_AT = 4;
    static final int CHECKED_FROM = 8;
    static final int FIRST_BLOCK_AT = 8;
    static final int BLOCKS_AT = 12;
    static final int BLOCK_BYTES_AT = 16;
    static final int ENTRIES_END_AT = 24;
    static final int RECORDS_AT = 28;
    static final int RECORD_BYTES_AT = 32;
    static final int HEADER_BYTES = 40;
    static final int HEADER_BYTES_1 = 24;

    static final int LENGTH_AT = 4;
    static final int HEAD_LENGTH_AT = 8;
    static final int ENTRY_HEADER_BYTES = 12;

    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private ContentsFormat() {}

    static int checksum(byte[] bytes, int offset, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, offset, length);
        return (int) checksum.getValue();
    }

    /** What tells a segment from any other one that its table has held or will hold. */
    static int mark(Block firstBlock) {
        return checksum(firstBlock.array(), firstBlock.arrayOffset(), firstBlock.usedBytes());
    }
}
