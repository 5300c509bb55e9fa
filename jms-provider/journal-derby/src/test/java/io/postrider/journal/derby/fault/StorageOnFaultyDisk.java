package io.postrider.journal.derby.fault;

import io.postrider.journal.derby.files.PlainStorageFactory;

/** The journal's own storage, on the {@link FaultyDisk} in use. Made by Derby, by name. */
public final class StorageOnFaultyDisk extends PlainStorageFactory {

    /** Called by Derby. */
    public StorageOnFaultyDisk() {
        super(new FaultyStorageFactory());
    }
}
