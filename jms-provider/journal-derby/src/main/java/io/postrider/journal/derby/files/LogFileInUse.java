package io.postrider.journal.derby.files;

import java.io.IOException;
import org.apache.derby.io.StorageFile;
import org.apache.derby.io.StorageRandomAccessFile;

/** The file that Derby's log is written to: when it is half full, the next one is prepared. */
final class LogFileInUse extends PlainRandomAccessFile {
    private final StorageRandomAccessFile file;
    private final LogFiles files;
    private final StorageFile folder;
    private final long length;
    private long position;
    private boolean asked;

    LogFileInUse(StorageRandomAccessFile file, LogFiles files, StorageFile folder) throws IOException {
        super(file);
        this.file = file;
        this.files = files;
        this.folder = folder;
        this.length = file.length();
    }

    @Override
    public void seek(long to) throws IOException {
        file.seek(to);
        position = to;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        file.write(bytes, offset, count);
        position += count;
        if (!asked && position > length / 2) {
            asked = true;
            files.prepareNext(folder, length);
        }
    }
}
