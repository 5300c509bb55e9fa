package io.postrider.journal.derby.files;

import java.io.IOException;
import org.apache.derby.io.StorageFile;
import org.apache.derby.io.StorageRandomAccessFile;

/**
 * The file that Derby's log is written to: when it is half full, the next one is prepared. Where there is more behind the log's end than
 * zeros, each write {@linkplain LogEndMark marks} the new end.
 */
final class LogFileInUse extends PlainRandomAccessFile {
    private final StorageRandomAccessFile file;
    private final LogFiles files;
    private final StorageFile folder;
    private final long length;
    private final LogEndMark mark;
    private boolean asked;

    private LogFileInUse(
            StorageRandomAccessFile file, LogFiles files, StorageFile folder, long length, LogEndMark mark) {
        super(file);
        this.file = file;
        this.files = files;
        this.folder = folder;
        this.length = length;
        this.mark = mark;
    }

    /**
     * Opens a file of the log.
     *
     * @param mode as of a {@link java.io.RandomAccessFile}
     * @throws IOException if that fails
     */
    static LogFileInUse open(StorageFile named, String mode, LogFiles files) throws IOException {
        boolean synced = !mode.equals("rw");
        if (synced) {
            files.writesAreSynced();
        }
        StorageRandomAccessFile file = named.getRandomAccessFile(mode);
        long length = file.length();
        LogEndMark mark = files.hasZeros(named.getName())
                ? null
                : new LogEndMark(named.getRandomAccessFile("rw"), length, synced);
        return new LogFileInUse(file, files, named.getParentDir(), length, mark);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        long end = file.getFilePointer() + count;
        if (mark != null) {
            mark.put(end);
        }
        file.write(bytes, offset, count);
        if (!asked && end > length / 2) {
            asked = true;
            files.prepareNext(folder, length);
        }
    }

    @Override
    public void close() throws IOException {
        if (mark != null) {
            mark.close();
        }
        file.close();
    }
}
