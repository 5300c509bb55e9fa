package io.postrider.broker.journal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;

/**
 * Holds a directory for one journal, against other processes and against other journals (and class loaders) of this VM.
 * The operating system gives the lock up when the process dies, however it dies; the file stays, and its text names the
 * last holder. For journals of any kind that keep their store in a directory.
 */
public final class DirectoryLock implements AutoCloseable {
    private static final String FILE_NAME = "postrider.lock";

    // Locked far behind the text: where locks are mandatory, others could not read a locked byte.
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;
    private static final int MAX_TEXT_BYTES = 1024;

    private final FileChannel channel;
    private final FileLock lock;

    private DirectoryLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Makes the directory if need be, and takes its lock. Does not wait.
     *
     * @param directory to be held
     * @param holder what to tell others of the holder, such as {@code broker 'orders'}; process, host and time are added
     * @param clock tells the time that is noted
     * @return the lock, held until {@link #close}
     * @throws JournalException if the directory cannot be made or written to, or is held already: the message names the
     *     holder, and nothing was touched
     */
    public static DirectoryLock acquire(Path directory, String holder, Clock clock) throws JournalException {
        FileChannel channel = null;
        try {
            Files.createDirectories(directory);
            channel = FileChannel.open(
                    directory.resolve(FILE_NAME),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                throw held(directory, read(channel));
            }
            note(channel, holder, clock);
            DirectoryLock held = new DirectoryLock(channel, lock);
            channel = null;
            return held;
        } catch (IOException e) {
            throw new JournalException(
                    "The data directory " + directory + " cannot be used: " + e
                            + ". Is it a directory this user may write to, on a file system that can lock files?",
                    e);
        } finally {
            closeQuietly(channel);
        }
    }

    /** Gives the lock up. Idempotent. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            try (channel) {
                lock.release();
            }
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            // another journal of this VM; perhaps of another class loader
            return null;
        }
    }

    private static JournalException held(Path directory, String holder) {
        return new JournalException("The data directory " + directory.toAbsolutePath() + " is in use by "
                + (holder.isBlank() ? "another process" : holder)
                + ". One broker at a time: stop that one, or choose another directory. Nothing was touched.");
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(MAX_TEXT_BYTES);
        channel.read(text, 0);
        return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
    }

    private static void note(FileChannel channel, String holder, Clock clock) throws IOException {
        String text = holder + ", process " + ProcessHandle.current().pid() + " on host " + hostName() + ", since "
                + clock.instant() + System.lineSeparator();
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            // a host without a name in its own tables: its message has the name all the same
            return e.getMessage();
        }
    }

    private static void closeQuietly(FileChannel channel) throws JournalException {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new JournalException("The lock file could not be closed", e);
            }
        }
    }
}
