package io.postrider.journal.derby.files;

import java.io.File;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.derby.io.StorageFile;
import org.apache.derby.io.StorageRandomAccessFile;
import org.apache.derby.io.WritableStorageFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a booted database's log. Derby fills a new one with zeros and syncs it while nobody can commit; so the next one is
 * prepared meanwhile, when the one in use is half full, and Derby is given it instead. It is made of a file that Derby would delete, as
 * to give back 32 MiB and to allocate them again takes the disk's time as well.
 *
 * <p>Derby looks for its log's end by a zero, and takes for a record what stands there otherwise. A file that has been used is not filled
 * with zeros again, which would double what is written; its {@linkplain LogEndMark end is marked} with each write instead. That
 * needs writes that are on the disk when they return, in their order: where Derby does not make these, it is given zeros and nothing else.
 *
 * <p>No file bears a name of the log's before it {@linkplain NewLogFile has its header}: without one Derby would not boot. Spare
 * files have names that Derby does not know; what is in them counts for nothing, and they are removed at an orderly end.
 *
 * <p>For any number of threads.
 */
final class LogFiles {
    private static final Logger LOG = LoggerFactory.getLogger(LogFiles.class);

    /** The directory of a database's log. */
    static final String DIRECTORY = "log";

    private static final Pattern LOG_FILE = Pattern.compile("log([0-9]+)\\.dat");
    private static final Pattern SPARE_FILE = Pattern.compile("spare([0-9]+)\\.dat");

    /** As many as a checkpoint sets free. */
    private static final int MAX_SPARES = 4;

    /** With less on the disk nothing is prepared or kept: tables need it more. */
    private static final long MIN_FREE_BYTES = 256L << 20;

    /** Written and synced at a time: who commits meanwhile waits for no more than that. */
    private static final int STEP_BYTES = 1 << 18;

    /** Of a file that was in use: where the log's header and its first mark are. */
    private static final int BEGINNING_BYTES = 1 << 12;

    private static final byte[] ZEROS = new byte[STEP_BYTES];

    private static final ConcurrentMap<String, LogFiles> OF_BOOTED = new ConcurrentHashMap<>();

    private final WritableStorageFactory directory;
    private final NewLogFile.NameSync names;
    private final Preparation preparation;

    // guarded by this
    private final Deque<StorageFile> spares = new ArrayDeque<>();
    /** Of files of which this process knows that zeros lie behind the log's end. */
    private final Set<String> zeroed = new HashSet<>();

    private Prepared prepared;
    private String beingMade;
    private boolean writesAreSynced;
    private long lastSpare;
    private boolean preparing;
    private boolean closed;

    /** Where a file is prepared: aside, but for tests. */
    @FunctionalInterface
    interface Preparation {
        void start(Runnable work);
    }

    /**
     * A spare file.
     *
     * @param bytes how long it is
     * @param zeroed whether it holds zeros, which are on the disk; if not, what is in it is nothing but behind a mark at its beginning
     */
    private record Prepared(StorageFile file, long bytes, boolean zeroed) {}

    private LogFiles(WritableStorageFactory directory, NewLogFile.NameSync names, Preparation preparation) {
        this.directory = directory;
        this.names = names;
        this.preparation = preparation;
    }

    /** Of the database in this directory, while it is booted; or null. */
    static LogFiles of(String database) {
        return OF_BOOTED.get(database);
    }

    /** Before a database boots: finds what files a process that died has left. */
    static void boot(
            String database, WritableStorageFactory directory, NewLogFile.NameSync names, Preparation preparation) {
        LogFiles files = new LogFiles(directory, names, preparation);
        files.findSpares();
        OF_BOOTED.put(database, files);
    }

    /** After a database went down, in order or not. Waits until nothing is prepared any more. */
    static void shutDown(String database) {
        LogFiles files = OF_BOOTED.remove(database);
        if (files != null) {
            files.close();
        }
    }

    /** Whether it is one of the log's. */
    static boolean isLogFile(StorageFile file) {
        StorageFile parent = file.getParentDir();
        return parent != null
                && parent.getName().equals(DIRECTORY)
                && LOG_FILE.matcher(file.getName()).matches();
    }

    private synchronized void findSpares() {
        StorageFile folder = directory.newStorageFile(DIRECTORY);
        String[] found = folder.list();
        if (found != null) {
            Arrays.stream(found)
                    .filter(name -> SPARE_FILE.matcher(name).matches())
                    .sorted(Comparator.comparingLong(LogFiles::numberOf))
                    .forEach(name -> keep(directory.newStorageFile(folder, name)));
        }
    }

    private static long numberOf(String name) {
        Matcher matcher = SPARE_FILE.matcher(name);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** Keeps a file that bears a spare's name, unless there are enough. */
    private void keep(StorageFile spare) {
        lastSpare = Math.max(lastSpare, numberOf(spare.getName()));
        if (closed || spares.size() >= MAX_SPARES) {
            spare.delete();
        } else {
            spares.add(spare);
        }
    }

    private StorageFile nextSpare(StorageFile folder) {
        return directory.newStorageFile(folder, "spare" + ++lastSpare + ".dat");
    }

    /** Makes a file of the log that does not exist, to be read and written to. */
    synchronized StorageRandomAccessFile make(StorageFile named) throws IOException {
        StorageFile spare = prepared == null ? nextSpare(named.getParentDir()) : prepared.file;
        NewLogFile made = NewLogFile.open(this, spare, named, names, prepared == null ? 0 : prepared.bytes);
        if (prepared == null || prepared.zeroed) {
            zeroed.add(named.getName());
        } else {
            // one of that name may have been given up
            zeroed.remove(named.getName());
        }
        prepared = null;
        beingMade = named.getName();
        return made;
    }

    /** Whether it is known that nothing but zeros lies behind the log's end in this file. */
    synchronized boolean hasZeros(String name) {
        return zeroed.contains(name);
    }

    /** Derby writes to its log so that each write is on the disk when it returns. */
    synchronized void writesAreSynced() {
        writesAreSynced = true;
    }

    /** Whether Derby is making this file: for Derby it is there. */
    synchronized boolean isBeingMade(String name) {
        return name.equals(beingMade);
    }

    /** A file that was being made has got its name, or Derby has given it up. */
    synchronized void made(StorageFile spare) {
        beingMade = null;
        if (spare.exists()) {
            keep(spare);
        }
    }

    /** Takes a file that Derby deletes. Returns whether it is gone. */
    synchronized boolean recycle(StorageFile logFile) {
        zeroed.remove(logFile.getName());
        if (closed || spares.size() >= MAX_SPARES || !hasRoom(logFile.getParentDir())) {
            return logFile.delete();
        }
        StorageFile spare = nextSpare(logFile.getParentDir());
        if (!logFile.renameTo(spare)) {
            return logFile.delete();
        }
        spares.add(spare);
        return true;
    }

    private static boolean hasRoom(StorageFile folder) {
        try {
            return new File(folder.getCanonicalPath()).getUsableSpace() >= MIN_FREE_BYTES;
        } catch (IOException e) {
            LOG.debug("How much the disk of {} has left is not known", folder, e);
            return false;
        }
    }

    /**
     * The file in use is half full: prepares the next one aside, unless there is one.
     *
     * @param bytes how long it is to be
     */
    void prepareNext(StorageFile folder, long bytes) {
        synchronized (this) {
            if (closed || preparing || prepared != null) {
                return;
            }
            preparing = true;
        }
        try {
            preparation.start(() -> prepare(folder, bytes));
        } catch (OutOfMemoryError e) {
            // the system gives no thread now: that is no reason for a commit to fail
            LOG.debug("PR002014 no file could be prepared for the log in {}", folder, e);
            notPrepared();
        }
    }

    private synchronized void notPrepared() {
        preparing = false;
        notifyAll();
    }

    private void prepare(StorageFile folder, long bytes) {
        StorageFile spare = takeSpare(folder);
        Prepared done = null;
        try {
            done = hasRoom(folder) ? ready(spare, bytes) : null;
        } catch (IOException | RuntimeException e) {
            // most likely the disk is full: Derby makes its file itself then, and the commit says what is wrong
            LOG.debug("PR002014 no file could be prepared for the log in {}", folder, e);
        } finally {
            prepared(spare, done);
        }
    }

    private synchronized StorageFile takeSpare(StorageFile folder) {
        StorageFile spare = spares.poll();
        return spare == null ? nextSpare(folder) : spare;
    }

    /** Fills it with zeros, or its beginning if it was in use; returns null if the database goes down meanwhile. */
    private Prepared ready(StorageFile spare, long bytes) throws IOException {
        StorageRandomAccessFile file = spare.getRandomAccessFile("rw");
        try {
            long length = file.length();
            boolean wasInUse = length >= bytes && endsAreMarked();
            long end = Math.max(bytes, length);
            return zero(file, wasInUse ? Math.min(BEGINNING_BYTES, end) : end)
                    ? new Prepared(spare, end, !wasInUse)
                    : null;
        } finally {
            file.close();
        }
    }

    private boolean zero(StorageRandomAccessFile file, long end) throws IOException {
        for (long at = 0; at < end; at += STEP_BYTES) {
            if (isClosed()) {
                return false;
            }
            file.seek(at);
            file.write(ZEROS, 0, (int) Math.min(STEP_BYTES, end - at));
            file.sync();
        }
        return true;
    }

    private synchronized boolean endsAreMarked() {
        return writesAreSynced;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void prepared(StorageFile spare, Prepared done) {
        notPrepared();
        if (done == null || closed) {
            spare.delete();
            deleteSpares();
        } else {
            prepared = done;
        }
    }

    /** Gives all of it back to the disk. */
    synchronized void giveBack() {
        deleteSpares();
        if (prepared != null) {
            prepared.file.delete();
            prepared = null;
        }
    }

    private void deleteSpares() {
        spares.forEach(StorageFile::delete);
        spares.clear();
    }

    private synchronized void close() {
        closed = true;
        boolean interrupted = false;
        while (preparing) {
            try {
                wait();
            } catch (InterruptedException e) {
                // it ends within a step
                interrupted = true;
            }
        }
        giveBack();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
