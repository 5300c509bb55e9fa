package io.postrider.journal.derby.files;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;

/** What can be told of a page by its bytes as Derby writes them: its format first, a checksum last. */
final class DerbyPage {
    static final int SECTOR_BYTES = 512;

    private static final int CHECKSUM_BYTES = 8;

    /** An allocation page's container header: its length at this byte, its bytes behind; the checksum takes them for zeros. */
    private static final int CONTAINER_LENGTH_AT = 108;

    private static final int ALLOCATION_PAGE = 118;

    private static final int PAGE_OF_ROWS = 117;

    /** How many rows a page holds, deleted ones included: behind its format, status and version. */
    private static final int ROWS_AT = 14;

    private DerbyPage() {}

    /** Whether a write is one of a whole page, rather than of a container's header, which lies in one sector. */
    static boolean isPage(long position, int length) {
        return length > SECTOR_BYTES && Integer.bitCount(length) == 1 && position % length == 0;
    }

    /** Whether it has no format: it is zeros, or holds a container's header alone. Such a page bears no checksum. */
    static boolean isBlank(byte[] bytes, int offset) {
        return ByteBuffer.wrap(bytes).getShort(offset) == 0;
    }

    /** Whether it is one of a table's pages for rows, and has none yet. */
    static boolean isNew(byte[] bytes, int offset) {
        ByteBuffer page = ByteBuffer.wrap(bytes);
        return page.getShort(offset) == PAGE_OF_ROWS && page.getShort(offset + ROWS_AT) == 0;
    }

    /** Whether every byte is zero. */
    static boolean isZero(byte[] page) {
        for (byte each : page) {
            if (each != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is as it was written, by its checksum; so is one that is blank. */
    static boolean isWhole(byte[] page) {
        if (isBlank(page, 0)) {
            return true;
        }
        byte[] summed = page;
        if (ByteBuffer.wrap(page).getShort(0) == ALLOCATION_PAGE) {
            summed = page.clone();
            int from = CONTAINER_LENGTH_AT + 1;
            int to = from + Math.max(0, page[CONTAINER_LENGTH_AT]);
            Arrays.fill(summed, from, to, (byte) 0);
        }
        int end = page.length - CHECKSUM_BYTES;
        CRC32 sum = new CRC32();
        sum.update(summed, 0, end);
        return sum.getValue() == ByteBuffer.wrap(page).getLong(end);
    }
}
