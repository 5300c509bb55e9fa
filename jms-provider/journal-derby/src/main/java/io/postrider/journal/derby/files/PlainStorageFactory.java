package io.postrider.journal.derby.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.apache.derby.impl.io.DirStorageFactory;
import org.apache.derby.io.StorageFile;
import org.apache.derby.io.WritableStorageFactory;
import org.apache.derby.shared.common.error.StandardException;

/**
 * Derby's own storage in a directory, but for its files' channels; and pages of tables {@linkplain PageImages cannot be torn}. Made by
 * Derby, by name.
 */
public class PlainStorageFactory implements WritableStorageFactory {
    /** By which a database's address asks for this storage: {@code jdbc:derby:postrider:/path}. */
    public static final String PROTOCOL = "postrider";

    /** The system property under which Derby looks for this class. */
    public static final String PROPERTY = "derby.subSubProtocol." + PROTOCOL;

    private final WritableStorageFactory directory;

    /** Called by Derby, which calls {@link #init} next. */
    public PlainStorageFactory() {
        this(new DirStorageFactory());
    }

    /** On another storage, for tests of what may go wrong in it. */
    protected PlainStorageFactory(WritableStorageFactory directory) {
        this.directory = directory;
    }

    /**
     * Where a database's files lie, for one of ours beside Derby's: on the storage that Derby has as well, which a test may have replaced.
     *
     * @throws IOException if there is no such directory
     */
    static WritableStorageFactory under(Path databaseDirectory) throws IOException {
        String name = System.getProperty(PROPERTY, PlainStorageFactory.class.getName());
        try {
            PlainStorageFactory storage = Class.forName(name)
                    .asSubclass(PlainStorageFactory.class)
                    .getDeclaredConstructor()
                    .newInstance();
            storage.init(null, databaseDirectory.toAbsolutePath().toString(), null, null);
            return storage.directory;
        } catch (ReflectiveOperationException e) {
            throw new IOException("the storage " + name + " cannot be made", e);
        }
    }

    final StorageFile plain(StorageFile file) {
        return file == null ? null : new PlainFile(file, this);
    }

    /** Those of the booted database, or null. */
    final PageImages pageImages() {
        return PageImages.of(database());
    }

    /** Those of the booted database's log, or null. */
    final LogFiles logFiles() {
        return LogFiles.of(database());
    }

    /** The database's lock is held, and nothing of it was read yet. */
    final void boot() throws StandardException {
        try {
            PageImages.boot(database(), directory);
            if (Names.mayBeChangedOfOpenFiles(Path.of(database()))) {
                LogFiles.boot(database(), directory, this::syncNames, this::prepare);
            }
        } catch (IOException e) {
            throw StandardException.plainWrapException(e);
        }
    }

    /** The database's lock is about to be given up. */
    final void shutDown() {
        LogFiles.shutDown(database());
        PageImages.shutDown(database());
    }

    /** Derby is about to note a checkpoint. */
    final void checkpoint() throws FileNotFoundException {
        PageImages images = pageImages();
        if (images == null) {
            return;
        }
        try {
            images.checkpoint();
        } catch (IOException e) {
            // what this way may fail with
            FileNotFoundException refused = new FileNotFoundException("there must be no checkpoint: " + e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    /**
     * Deletes the files that were kept for a database's log to go on with, if it is booted.
     *
     * @param database its directory
     * @throws IOException if there is no such directory
     */
    public static void giveBackSpareLog(Path database) throws IOException {
        LogFiles files = LogFiles.of(database.toFile().getCanonicalPath());
        if (files != null) {
            files.giveBack();
        }
    }

    /**
     * Has the disk keep the names of a directory's files as they are now.
     *
     * @throws IOException if that fails
     */
    protected void syncNames(StorageFile folder) throws IOException {
        Names.sync(Path.of(folder.getCanonicalPath()));
    }

    /** Does what makes the log's next file ready, on a thread that ends with it. */
    protected void prepare(Runnable work) {
        Thread thread = new Thread(null, work, "postrider-journal-log", 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.setPriority(Thread.MIN_PRIORITY);
        thread.start();
    }

    private String database() {
        try {
            return directory.getCanonicalName();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void init(String home, String databaseName, String tempDirectory, String uniqueName) throws IOException {
        directory.init(home, databaseName, tempDirectory, uniqueName);
    }

    @Override
    public void shutdown() {
        directory.shutdown();
    }

    @Override
    public String getCanonicalName() throws IOException {
        return directory.getCanonicalName();
    }

    @Override
    public void setCanonicalName(String name) {
        directory.setCanonicalName(name);
    }

    @Override
    public StorageFile newStorageFile(String path) {
        return plain(directory.newStorageFile(path));
    }

    @Override
    public StorageFile newStorageFile(String parent, String name) {
        return plain(directory.newStorageFile(parent, name));
    }

    @Override
    public StorageFile newStorageFile(StorageFile parent, String name) {
        return plain(directory.newStorageFile(PlainFile.unwrap(parent), name));
    }

    @Override
    public char getSeparator() {
        return directory.getSeparator();
    }

    @Override
    public StorageFile getTempDir() {
        return plain(directory.getTempDir());
    }

    @Override
    public boolean isFast() {
        return directory.isFast();
    }

    @Override
    public boolean isReadOnlyDatabase() {
        return directory.isReadOnlyDatabase();
    }

    @Override
    public boolean supportsRandomAccess() {
        return directory.supportsRandomAccess();
    }

    @Override
    public int getStorageFactoryVersion() {
        return directory.getStorageFactoryVersion();
    }

    @Override
    public StorageFile createTemporaryFile(String prefix, String suffix) throws IOException {
        return plain(directory.createTemporaryFile(prefix, suffix));
    }

    @Override
    public void sync(OutputStream stream, boolean withMetadata) throws IOException {
        directory.sync(stream, withMetadata);
    }

    @Override
    public boolean supportsWriteSync() {
        return directory.supportsWriteSync();
    }
}
