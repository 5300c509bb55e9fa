package io.postrider.journal.derby.store;

import io.postrider.journal.derby.files.Names;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Driver;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * An empty database that lies in the jar, as Derby makes it, and is copied out where there is none: Derby syncs a new database hundreds of
 * times, which takes seconds. The file is made by {@code EmptyDatabaseTest}, and held to what {@link DerbyDatabase} would make.
 */
final class EmptyDatabase {
    /** The version of Derby it was made by: another one makes its own. */
    static final int DERBY_MAJOR = 10;

    static final int DERBY_MINOR = 16;

    /** How many segment tables it has. */
    static final int SEGMENT_TABLES = 6;

    static final String RESOURCE = "empty-database.zip";

    private static final String UNFINISHED_SUFFIX = "-copied";
    private static final String LOG_FILE = "log/log1.dat";
    private static final int CHUNK_BYTES = 1 << 20;

    private EmptyDatabase() {}

    /**
     * Copies it, if it is what is wanted. The copy is whole on the disk when it gets its name.
     *
     * @param database does not exist; its parent does, and is locked
     * @param driver by which it will be opened
     * @return false if Derby has to make one
     * @throws IOException if the copy could not be written
     */
    static boolean copyTo(Path database, Driver driver, int segmentTables) throws IOException {
        Path copy = database.resolveSibling(database.getFileName() + UNFINISHED_SUFFIX);
        deleteTree(copy);
        // to ask for the version boots the engine
        boolean fits = segmentTables == SEGMENT_TABLES
                && BootProperties.with(
                        () -> driver.getMajorVersion() == DERBY_MAJOR && driver.getMinorVersion() == DERBY_MINOR);
        if (!fits) {
            return false;
        }
        try (InputStream resource = EmptyDatabase.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                return false;
            }
            unpack(resource, copy);
        }
        sync(copy);
        Files.move(copy, database, StandardCopyOption.ATOMIC_MOVE);
        Names.sync(database.getParent());
        return true;
    }

    private static void unpack(InputStream resource, Path copy) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(resource)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = copy.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
                if (entry.getName().equals(LOG_FILE)) {
                    fill(file);
                }
            }
        }
    }

    /** As long as Derby makes a log file before it writes to it: a commit then does not wait for a file that grows. */
    private static void fill(Path log) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.APPEND)) {
            ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK_BYTES);
            for (long left = DerbyDatabase.LOG_FILE_BYTES - channel.size(); left > 0; left -= zeros.position()) {
                zeros.clear().limit((int) Math.min(left, CHUNK_BYTES));
                while (zeros.hasRemaining()) {
                    channel.write(zeros);
                }
            }
        }
    }

    /** All files, and then the directories that name them. */
    private static void sync(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(copy)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                if (Files.isDirectory(file)) {
                    Names.sync(file);
                } else {
                    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.force(true);
                    }
                }
            }
        }
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
