package io.postrider.journal.derby.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.derby.io.StorageFile;
import org.apache.derby.io.StorageRandomAccessFile;
import org.apache.derby.shared.common.error.StandardException;

/** A file of Derby's, whose random access has no channel, and whose pages are {@linkplain PageImages kept} from being torn. */
final class PlainFile implements StorageFile {
    /** The directory of a database's tables. */
    static final String TABLES = "seg0";

    private static final Pattern TABLE = Pattern.compile("[cd][0-9a-f]+\\.dat");

    /** Derby opens them to note a checkpoint. */
    private static final Set<String> CONTROL_FILES = Set.of("log.ctrl", "logmirror.ctrl");

    /** Whoever boots a database has this one locked. */
    private static final String LOCK = "dbex.lck";

    private final StorageFile file;
    private final PlainStorageFactory storage;

    PlainFile(StorageFile file, PlainStorageFactory storage) {
        this.file = file;
        this.storage = storage;
    }

    static StorageFile unwrap(StorageFile file) {
        return file instanceof PlainFile plain ? plain.file : file;
    }

    @Override
    public StorageRandomAccessFile getRandomAccessFile(String mode) throws FileNotFoundException {
        if (mode.equals("r")) {
            return new PlainRandomAccessFile(file.getRandomAccessFile(mode));
        }
        LogFiles logFiles = logFiles();
        if (logFiles != null) {
            return opened(logFiles, mode);
        }
        if (CONTROL_FILES.contains(file.getName())) {
            storage.checkpoint();
        }
        StorageRandomAccessFile opened = file.getRandomAccessFile(mode);
        PageImages images = isTable() ? storage.pageImages() : null;
        return images == null ? new PlainRandomAccessFile(opened) : new TableFile(opened, file.getName(), images);
    }

    /** Derby makes a file of the log in one mode, and writes to it in another. */
    private StorageRandomAccessFile opened(LogFiles logFiles, String mode) throws FileNotFoundException {
        try {
            return file.exists() ? LogFileInUse.open(file, mode, logFiles) : logFiles.make(file);
        } catch (FileNotFoundException e) {
            throw e;
        } catch (IOException e) {
            // what this way may fail with
            FileNotFoundException failure = new FileNotFoundException(file + " could not be opened: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    /** The log's files, if this is one of them; or null. */
    private LogFiles logFiles() {
        return LogFiles.isLogFile(file) ? storage.logFiles() : null;
    }

    private boolean isTable() {
        StorageFile parent = file.getParentDir();
        return parent != null
                && parent.getName().equals(TABLES)
                && TABLE.matcher(file.getName()).matches();
    }

    @Override
    public String[] list() {
        return file.list();
    }

    @Override
    public boolean canWrite() {
        LogFiles logFiles = logFiles();
        return logFiles != null && logFiles.isBeingMade(file.getName()) || file.canWrite();
    }

    @Override
    public boolean exists() {
        return file.exists();
    }

    @Override
    public boolean isDirectory() {
        return file.isDirectory();
    }

    @Override
    public boolean delete() {
        LogFiles logFiles = logFiles();
        return logFiles == null ? file.delete() : logFiles.recycle(file);
    }

    @Override
    public boolean deleteAll() {
        return file.deleteAll();
    }

    @Override
    public String getPath() {
        return file.getPath();
    }

    @Override
    public String getCanonicalPath() throws IOException {
        return file.getCanonicalPath();
    }

    @Override
    public String getName() {
        return file.getName();
    }

    @Override
    public boolean createNewFile() throws IOException {
        return file.createNewFile();
    }

    @Override
    public boolean renameTo(StorageFile newName) {
        return file.renameTo(unwrap(newName));
    }

    @Override
    public boolean mkdir() {
        return file.mkdir();
    }

    @Override
    public boolean mkdirs() {
        return file.mkdirs();
    }

    @Override
    public StorageFile getParentDir() {
        return storage.plain(file.getParentDir());
    }

    @Override
    public boolean setReadOnly() {
        return file.setReadOnly();
    }

    @Override
    public OutputStream getOutputStream() throws FileNotFoundException {
        return file.getOutputStream();
    }

    @Override
    public OutputStream getOutputStream(boolean append) throws FileNotFoundException {
        return file.getOutputStream(append);
    }

    @Override
    public InputStream getInputStream() throws FileNotFoundException {
        return file.getInputStream();
    }

    @Override
    public int getExclusiveFileLock() throws StandardException {
        int lock = file.getExclusiveFileLock();
        if (file.getName().equals(LOCK) && lock != EXCLUSIVE_FILE_LOCK_NOT_AVAILABLE) {
            bootLocked();
        }
        return lock;
    }

    private void bootLocked() throws StandardException {
        boolean booted = false;
        try {
            storage.boot();
            booted = true;
        } finally {
            if (!booted) {
                // Derby takes it for not locked then, and would not release it
                file.releaseExclusiveFileLock();
            }
        }
    }

    @Override
    public void releaseExclusiveFileLock() {
        if (file.getName().equals(LOCK)) {
            storage.shutDown();
        }
        file.releaseExclusiveFileLock();
    }

    @Override
    public void limitAccessToOwner() throws IOException {
        file.limitAccessToOwner();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlainFile plain && file.equals(plain.file);
    }

    @Override
    public int hashCode() {
        return file.hashCode();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
