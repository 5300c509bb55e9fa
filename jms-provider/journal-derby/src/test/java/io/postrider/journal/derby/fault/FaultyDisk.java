package io.postrider.journal.derby.fault;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * The disk under one Derby database: counts the operations that write, and lets one of them go wrong. The one in use is static,
 * as Derby makes its storage by the name of a class.
 */
public final class FaultyDisk {
    private static final long DELAY_NANOS = 30_000_000;
    private static final int SECTOR_BYTES = 512;
    private static volatile FaultyDisk inUse;

    private final Fault fault;
    private final Random random;
    private final Deque<Undone> unsynced = new ArrayDeque<>();
    private final Map<String, String> renamed = new HashMap<>();
    private long atOperation;
    private long operations;
    private boolean broken;
    private boolean failing;
    private Unreadable unreadable;

    /** A part of a file that cannot be read. */
    private record Unreadable(String path, long from, long to) {}

    /** Something that no sync has followed yet. */
    private sealed interface Undone {}

    /** What was where something was written. */
    private record Unsynced(String path, long position, byte[] before) implements Undone {}

    /** A file has another name; or none: then it is kept aside under that of the second. */
    private record Named(String from, String to) implements Undone {}

    /** Carries an operation out, or the part of it that is carried out. */
    @FunctionalInterface
    interface Write {
        void bytes(int from, int count) throws IOException;
    }

    /** Changes a file's name; returns whether that went well. */
    @FunctionalInterface
    interface NameChange {
        boolean run();
    }

    /** Does something else that changes the disk. */
    @FunctionalInterface
    interface Change {
        void run() throws IOException;
    }

    private FaultyDisk(Fault fault, long atOperation, Random random) {
        this.fault = fault;
        this.atOperation = atOperation;
        this.random = random;
    }

    /** From now on Derby's databases lie on a disk of which this operation goes wrong, counted from 1; 0 for none. */
    public static FaultyDisk use(Fault fault, long atOperation, Random random) {
        inUse = new FaultyDisk(fault, atOperation, random);
        return inUse;
    }

    /** The fault comes with this operation of those to come, counted from 1. */
    synchronized void failAt(long operation) {
        atOperation = operations + operation;
    }

    static FaultyDisk inUse() {
        return inUse;
    }

    /** Whether operations fail from now on. */
    public synchronized boolean isFailing() {
        return failing;
    }

    /** How many operations there have been. */
    public synchronized long operations() {
        return operations;
    }

    /** Whether the fault has come. */
    public synchronized boolean isBroken() {
        return broken;
    }

    /**
     * Writes bytes.
     *
     * @param synced whether the write is on the disk when it returns
     */
    synchronized void write(String path, long position, int length, boolean synced, Write write) throws IOException {
        boolean now = next();
        if (now && fault == Fault.TEAR) {
            tear(length, write);
        }
        failIfBroken();
        if (!synced && fault == Fault.LOSE_POWER) {
            remember(path, position, length);
        }
        write.bytes(0, length);
        if (synced) {
            syncSectors(path, position, length);
        }
    }

    /** What shares its sectors with something that is on the disk is there as well. */
    private void syncSectors(String path, long position, int length) {
        long first = position / SECTOR_BYTES;
        long last = (position + length - 1) / SECTOR_BYTES;
        unsynced.removeIf(write -> write instanceof Unsynced bytes
                && bytes.path.equals(nameOf(path))
                && bytes.position / SECTOR_BYTES >= first
                && (bytes.position + bytes.before.length - 1) / SECTOR_BYTES <= last);
    }

    private void tear(int length, Write write) throws IOException {
        int sectors = length / SECTOR_BYTES;
        int cut = sectors == 0 ? 0 : random.nextInt(sectors + 1) * SECTOR_BYTES;
        if (random.nextBoolean()) {
            write.bytes(0, cut);
        } else if (sectors > 0) {
            write.bytes(cut, length - cut);
        }
    }

    /** Does something else that changes the disk. */
    synchronized void change(Change change) throws IOException {
        next();
        failIfBroken();
        change.run();
    }

    /** Syncs a file. */
    synchronized void sync(String path, Change sync) throws IOException {
        next();
        failIfBroken();
        sync.run();
        unsynced.removeIf(write -> write instanceof Unsynced bytes && bytes.path.equals(nameOf(path)));
    }

    /** Gives a file another name. */
    synchronized boolean rename(String from, String to, NameChange change) {
        next();
        if (failing || !change.run()) {
            return false;
        }
        renamed.put(from, to);
        if (fault == Fault.LOSE_POWER) {
            unsynced.add(new Named(from, to));
        }
        return true;
    }

    /** Deletes a file. Where the power may go its content is kept, as it may come back. */
    synchronized boolean delete(String path, NameChange change) {
        next();
        if (failing) {
            return false;
        }
        if (fault != Fault.LOSE_POWER || !new File(path).isFile()) {
            return change.run();
        }
        String aside = path + ".deleted" + operations;
        unsynced.add(new Named(path, aside));
        return new File(path).renameTo(new File(aside));
    }

    /** Syncs the names of a directory's files. */
    synchronized void syncNames(String directory, Change sync) throws IOException {
        next();
        failIfBroken();
        sync.run();
        for (Iterator<Undone> changes = unsynced.iterator(); changes.hasNext(); ) {
            if (changes.next() instanceof Named name
                    && new File(name.from).getParentFile().equals(new File(directory))) {
                changes.remove();
            }
        }
    }

    /** By which it is opened is what a file is called here, until it has another name. */
    private String nameOf(String path) {
        return renamed.getOrDefault(path, path);
    }

    /** From now on a part of a file cannot be read. */
    public synchronized void spoil(Path file, long from, long to) {
        unreadable = new Unreadable(file.toAbsolutePath().toString(), from, to);
    }

    /** Before a read: without power there is none, and none of what is spoilt. */
    synchronized void read(String path, long position, int length) throws IOException {
        if (broken && fault == Fault.LOSE_POWER) {
            failIfBroken();
        }
        if (unreadable != null
                && new File(path).getAbsolutePath().equals(unreadable.path)
                && position < unreadable.to
                && position + length > unreadable.from) {
            throw new IOException("Input/output error (injected: bytes " + unreadable.from + " to " + unreadable.to
                    + " of " + path + " cannot be read)");
        }
    }

    private boolean next() {
        operations++;
        boolean now = operations == atOperation;
        if (now && fault == Fault.DELAY) {
            LockSupport.parkNanos(DELAY_NANOS);
        } else {
            broken |= now;
            failing = now || failing && fault != Fault.FAIL_ONCE;
        }
        return now;
    }

    private void failIfBroken() throws IOException {
        if (failing) {
            throw new IOException("No space left on device (injected: " + fault + " at operation " + atOperation + ")");
        }
    }

    private void remember(String openedAs, long position, int length) throws IOException {
        String path = nameOf(openedAs);
        File file = new File(path);
        byte[] before = new byte[(int) Math.max(0, Math.min(length, file.length() - position))];
        try (RandomAccessFile reading = new RandomAccessFile(file, "r")) {
            reading.seek(position);
            reading.readFully(before);
        }
        unsynced.add(new Unsynced(path, position, before));
    }

    /**
     * The machine starts again: what was not synced is there, not there, or torn, write by write; of the names, the last that were given or
     * taken are as they were before.
     */
    public synchronized void restorePower() throws IOException {
        long names = unsynced.stream().filter(Named.class::isInstance).count();
        long undone = random.nextInt((int) names + 1);
        Map<String, String> kept = new HashMap<>();
        for (Iterator<Undone> last = unsynced.descendingIterator(); last.hasNext(); ) {
            Undone each = last.next();
            if (each instanceof Unsynced write) {
                undo(write, new File(kept.getOrDefault(write.path, write.path)));
            } else if (each instanceof Named name && undone-- > 0) {
                Files.move(Path.of(name.to), Path.of(name.from), StandardCopyOption.REPLACE_EXISTING);
            } else if (each instanceof Named name) {
                kept.put(name.from, kept.getOrDefault(name.to, name.to));
            }
        }
        unsynced.clear();
    }

    private void undo(Unsynced write, File file) throws IOException {
        if (file.exists() && random.nextBoolean()) {
            int sectors = write.before.length / SECTOR_BYTES;
            int kept = sectors > 0 && random.nextBoolean() ? random.nextInt(sectors) * SECTOR_BYTES : 0;
            try (RandomAccessFile undoing = new RandomAccessFile(file, "rw")) {
                undoing.seek(write.position + kept);
                undoing.write(write.before, kept, write.before.length - kept);
            }
        }
    }
}
