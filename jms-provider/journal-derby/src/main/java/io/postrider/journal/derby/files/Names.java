package io.postrider.journal.derby.files;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The names of a directory's files, on the disk. */
public final class Names {
    private Names() {}

    /** Whether a file may get another name while it is open: so it is everywhere but in Windows. */
    static boolean mayBeChangedOfOpenFiles(Path directory) {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    /**
     * Has the disk keep the names that files of a directory were given or have lost. An interrupt of the thread does no harm and is not lost.
     *
     * @throws IOException if that fails
     */
    public static void sync(Path directory) throws IOException {
        if (!mayBeChangedOfOpenFiles(directory)) {
            // Windows: a directory cannot be opened, and its entries are written in order
            return;
        }
        boolean interrupted = false;
        try {
            while (!synced(directory)) {
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** False if an interrupt came between. */
    private static boolean synced(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        }
    }
}
