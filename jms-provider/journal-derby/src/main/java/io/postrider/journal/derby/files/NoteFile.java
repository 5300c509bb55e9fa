package io.postrider.journal.derby.files;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.apache.derby.io.StorageFile;
import org.apache.derby.io.StorageRandomAccessFile;
import org.apache.derby.io.WritableStorageFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A word to the next start, for the time when Derby takes no more: one sector in a file beside Derby's own, on the same storage. It is there
 * and held open from the first opening on, and is written over in place: so a disk that is full takes it, and a loss of power leaves the
 * former note or the new one. For any number of threads.
 */
public final class NoteFile implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(NoteFile.class);
    private static final String FILE = "served.dat";
    private static final int MARK = 0x5052534E;
    private static final int VERSION = 1;
    private static final int CHECKED_BYTES = 4 + 4 + 8;
    private static final int NOTE_BYTES = CHECKED_BYTES + 4;

    private final Path databaseDirectory;
    private StorageRandomAccessFile file;

    /**
     * Opens the file, and makes it if there is none; where that fails it is tried again when there is something to write.
     *
     * @param databaseDirectory where Derby's own files lie
     */
    public NoteFile(Path databaseDirectory) {
        this.databaseDirectory = databaseDirectory;
        try {
            open();
        } catch (IOException e) {
            LOG.debug("PR002013 there is no room for a note in {} yet", databaseDirectory, e);
        }
    }

    private synchronized void open() throws IOException {
        if (file != null) {
            return;
        }
        WritableStorageFactory storage = PlainStorageFactory.under(databaseDirectory);
        StorageFile path = storage.newStorageFile(FILE);
        boolean exists = path.exists();
        StorageRandomAccessFile opened = path.getRandomAccessFile("rw");
        if (!exists) {
            path.limitAccessToOwner();
        }
        if (opened.length() < DerbyPage.SECTOR_BYTES) {
            writeTo(opened, new byte[DerbyPage.SECTOR_BYTES]);
        }
        file = opened;
    }

    private static void writeTo(StorageRandomAccessFile file, byte[] sector) throws IOException {
        file.seek(0);
        file.write(sector, 0, sector.length);
        file.sync();
    }

    /** Writes a note in the place of the former one; it is on the disk when this returns. */
    public synchronized void write(long stamp) throws IOException {
        open();
        writeTo(file, sector(stamp));
    }

    private static byte[] sector(long stamp) {
        ByteBuffer note = ByteBuffer.allocate(DerbyPage.SECTOR_BYTES)
                .putInt(MARK)
                .putInt(VERSION)
                .putLong(stamp);
        return note.putInt(checksum(note.array())).array();
    }

    /** The latest note; none where it was never written to its end. */
    public synchronized OptionalLong read() throws IOException {
        Path path = databaseDirectory.resolve(FILE);
        if (!Files.exists(path) || Files.size(path) < DerbyPage.SECTOR_BYTES) {
            // there was no room for it
            return OptionalLong.empty();
        }
        open();
        byte[] bytes = new byte[NOTE_BYTES];
        file.seek(0);
        file.readFully(bytes, 0, bytes.length);
        ByteBuffer note = ByteBuffer.wrap(bytes);
        boolean valid = note.getInt() == MARK && note.getInt() == VERSION;
        long stamp = note.getLong();
        return valid && note.getInt() == checksum(bytes) ? OptionalLong.of(stamp) : OptionalLong.empty();
    }

    /** Gives a copy of the database the same note, if there is one. */
    public void copyTo(Path copiedDatabase) throws IOException {
        OptionalLong note = read();
        if (note.isPresent()) {
            Files.write(copiedDatabase.resolve(FILE), sector(note.getAsLong()));
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, CHECKED_BYTES);
        return (int) sum.getValue();
    }

    @Override
    public synchronized void close() throws IOException {
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
