package io.postrider.journal.derby.files;

import java.io.IOException;
import java.util.Arrays;
import org.apache.derby.io.StorageFile;
import org.apache.derby.io.StorageRandomAccessFile;

/**
 * A file of the log that Derby is making: it writes a header, syncs, fills the file with zeros from there on and syncs again. With the first
 * sync the file gets its name, so that there is never one without a header. Zeros that are there already, or are not needed, are not
 * written.
 */
final class NewLogFile extends PlainRandomAccessFile {
    private static final byte[] ZEROS = new byte[1 << 16];

    private final LogFiles files;
    private final StorageFile spare;
    private final StorageFile named;
    private final NameSync names;
    private final StorageRandomAccessFile file;

    /** So many bytes needed no zeros any more when Derby began. */
    private final long ready;

    private boolean renamed;
    private boolean durable;
    private boolean unsynced;

    /** Has the disk keep the names of a directory's files. */
    @FunctionalInterface
    interface NameSync {
        void sync(StorageFile directory) throws IOException;
    }

    private NewLogFile(
            LogFiles files,
            StorageFile spare,
            StorageFile named,
            NameSync names,
            StorageRandomAccessFile file,
            long ready) {
        super(file);
        this.files = files;
        this.spare = spare;
        this.named = named;
        this.names = names;
        this.file = file;
        this.ready = ready;
    }

    static NewLogFile open(LogFiles files, StorageFile spare, StorageFile named, NameSync names, long ready)
            throws IOException {
        return new NewLogFile(files, spare, named, names, spare.getRandomAccessFile("rw"), ready);
    }

    /** For Derby it is empty at first: what it has written, from the beginning on. */
    @Override
    public long length() throws IOException {
        return renamed ? file.length() : file.getFilePointer();
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        long end = file.getFilePointer() + length;
        if (renamed && end <= ready && isZero(bytes, offset, length)) {
            file.seek(end);
        } else {
            unsynced = true;
            file.write(bytes, offset, length);
        }
    }

    private static boolean isZero(byte[] bytes, int offset, int length) {
        for (int at = 0; at < length; at += ZEROS.length) {
            int step = Math.min(ZEROS.length, length - at);
            if (!Arrays.equals(bytes, offset + at, offset + at + step, ZEROS, 0, step)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void sync() throws IOException {
        if (!renamed) {
            file.sync();
            if (!spare.renameTo(named)) {
                throw new IOException(spare + " could not be given the name " + named);
            }
            renamed = true;
        }
        if (!durable) {
            names.sync(named.getParentDir());
            durable = true;
        }
        if (unsynced) {
            file.sync();
            unsynced = false;
        }
    }

    @Override
    public void close() throws IOException {
        files.made(spare);
        file.close();
    }
}
