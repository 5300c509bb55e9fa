package io.postrider.journal.derby.files;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.derby.impl.io.DirStorageFactory;
import org.apache.derby.io.StorageFile;
import org.apache.derby.io.WritableStorageFactory;

/** Derby's own storage in a directory, but for its files' channels. Made by Derby, by name. */
public final class PlainStorageFactory implements WritableStorageFactory {
    /** By which a database's address asks for this storage: {@code jdbc:derby:postrider:/path}. */
    public static final String PROTOCOL = "postrider";

    /** The system property under which Derby looks for this class. */
    public static final String PROPERTY = "derby.subSubProtocol." + PROTOCOL;

    private final DirStorageFactory directory = new DirStorageFactory();

    /** Called by Derby. */
    public PlainStorageFactory() {
        // init follows
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
        return PlainFile.of(directory.newStorageFile(path));
    }

    @Override
    public StorageFile newStorageFile(String parent, String name) {
        return PlainFile.of(directory.newStorageFile(parent, name));
    }

    @Override
    public StorageFile newStorageFile(StorageFile parent, String name) {
        return PlainFile.of(directory.newStorageFile(PlainFile.unwrap(parent), name));
    }

    @Override
    public char getSeparator() {
        return directory.getSeparator();
    }

    @Override
    public StorageFile getTempDir() {
        return PlainFile.of(directory.getTempDir());
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
        return PlainFile.of(directory.createTemporaryFile(prefix, suffix));
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
