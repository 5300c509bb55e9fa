package io.postrider.journal.derby.fault;

import io.postrider.journal.derby.files.PlainStorageFactory;
import java.io.IOException;
import org.apache.derby.io.StorageFile;

/** The journal's own storage, on the {@link FaultyDisk} in use. Made by Derby, by name. */
public final class StorageOnFaultyDisk extends PlainStorageFactory {

    /** Called by Derby. */
    public StorageOnFaultyDisk() {
        super(new FaultyStorageFactory());
    }

    @Override
    protected void syncNames(StorageFile folder) throws IOException {
        FaultyDisk.inUse().syncNames(folder.getPath(), () -> super.syncNames(folder));
    }

    /** At once: the same run is made of the same operations. */
    @Override
    protected void prepare(Runnable work) {
        work.run();
    }
}
