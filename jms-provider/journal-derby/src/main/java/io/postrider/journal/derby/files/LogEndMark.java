package io.postrider.journal.derby.files;

import java.io.Closeable;
import java.io.IOException;
import org.apache.derby.io.StorageRandomAccessFile;

/**
 * Marks the log's end in a file that was used before: Derby looks for a record's length there, and ends where that is zero.
 *
 * <p><b>Why the mark is there whenever it is needed.</b> It is put before the bytes that end at it, and these are on the disk when Derby's
 * write returns. So once a write has begun, what precedes it ends with a mark that is on the disk, or with the first sector of that
 * write, which begins with a checksum over all of it. And if all of it is on the disk, then its mark is: either they share a sector, which
 * is written whole or not at all, or the mark was synced first.
 *
 * <p>For one thread at a time, as is Derby's write.
 */
final class LogEndMark implements Closeable {
    private static final byte[] MARK = new byte[Integer.BYTES];

    /** Its writes are not synced, unlike Derby's. */
    private final StorageRandomAccessFile file;

    private final long length;
    private final boolean inOrder;
    private long latest;

    /**
     * For a file of the log.
     *
     * @param file another one of the same file
     * @param length of the file
     * @param inOrder whether Derby's writes are on the disk when they return; if not, each mark has to be, and all before it
     */
    LogEndMark(StorageRandomAccessFile file, long length, boolean inOrder) {
        this.file = file;
        this.length = length;
        this.inOrder = inOrder;
    }

    /**
     * Before something is written that ends there; what is written behind an earlier end leaves that as it is.
     *
     * @throws IOException if it cannot be written; then nothing else may be
     */
    void put(long end) throws IOException {
        // what lies behind the file's end need not be told from a record
        int bytes = (int) Math.min(MARK.length, length - end);
        if (end <= latest || bytes <= 0) {
            return;
        }
        file.seek(end);
        file.write(MARK, 0, bytes);
        if (!inOrder || sectorOf(end - 1) != sectorOf(end + bytes - 1)) {
            file.sync();
        }
        latest = end;
    }

    private static long sectorOf(long position) {
        return position / DerbyPage.SECTOR_BYTES;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
