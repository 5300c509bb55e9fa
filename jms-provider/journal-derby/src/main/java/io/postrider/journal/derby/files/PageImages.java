package io.postrider.journal.derby.files;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.derby.io.StorageFile;
import org.apache.derby.io.StorageRandomAccessFile;
import org.apache.derby.io.WritableStorageFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a database's pages from being torn. Derby repeats its log from the last checkpoint on, onto the pages it finds: where a loss of
 * power left one half written, it does not boot. So before a page is first written to after a checkpoint, the page as it was is put into
 * a file beside the tables, and is on the disk before the write begins; before Derby boots, torn pages are put back from there. Of
 * pages that held nothing it is enough to say so, for many at a time: writing to a new table costs a sync in {@value #FRESH_PAGES} pages.
 *
 * <p><b>Why this is enough.</b> An image may be put back if Derby's log still holds all that was changed since; so it must not be older
 * than the last checkpoint. Before Derby notes a checkpoint (it opens its control file), all pages written so far are synced, so none of
 * them can be torn any more, and all images are given up. The page that is written next is kept as it was then.
 *
 * <p>Used by the storages of one database, of which Derby makes several, and by any number of threads. Writing an image holds up
 * others that would write one, and a checkpoint holds up writing for the length of its syncs, as it must.
 */
final class PageImages {
    private static final Logger LOG = LoggerFactory.getLogger(PageImages.class);
    private static final String FILE = "page-images.dat";
    private static final int FRESH_PAGES = 512;
    private static final int MOST_IMAGES = 16;

    /** Derby makes a storage for its tables and another for its log, by the name of their class: here they find each other. */
    private static final ConcurrentMap<String, PageImages> OF_BOOTED = new ConcurrentHashMap<>();

    private final WritableStorageFactory directory;
    private final ImageFile file;
    private final NewPages newPages = new NewPages();

    /** Pages are written by those who share it; a new generation begins while nobody writes. */
    private final ReentrantReadWriteLock writing = new ReentrantReadWriteLock();

    private final Set<String> unsynced = ConcurrentHashMap.newKeySet();
    private final Set<Place> failed = ConcurrentHashMap.newKeySet();

    // guarded by itself, as is the file
    private final Map<String, BitSet> covered = new HashMap<>();
    /** Behind what was kept last, and how many pages that were: where a boot repeats the log, neighbours are written, though not quite in order. */
    private Place latest;

    private int ahead;

    private record Place(String name, long position) {
        boolean isNear(Place other, int pageBytes) {
            return other != null
                    && name.equals(other.name)
                    && Math.abs(position - other.position) <= (long) MOST_IMAGES * pageBytes;
        }
    }

    private PageImages(WritableStorageFactory directory) throws IOException {
        this.directory = directory;
        this.file = new ImageFile(directory.newStorageFile(FILE));
    }

    /** Of the database in this directory, while it is booted; or null. */
    static PageImages of(String database) {
        return OF_BOOTED.get(database);
    }

    /** Before a database boots, and nobody else can: mends what was torn. */
    static void boot(String database, WritableStorageFactory directory) throws IOException {
        PageImages images = new PageImages(directory);
        images.restore();
        PageImages before = OF_BOOTED.put(database, images);
        if (before != null) {
            before.file.close();
        }
    }

    /** After a database went down, in order or not. */
    static void shutDown(String database) {
        PageImages images = OF_BOOTED.remove(database);
        if (images != null) {
            images.end();
        }
    }

    private void end() {
        try (file) {
            checkpoint();
        } catch (IOException e) {
            // then the next boot finds the images, and looks whether a page is torn
            LOG.debug("The pages of {} could not be synced at the end", directory, e);
        }
    }

    /**
     * Writes to a table's file.
     *
     * @throws IOException if that fails
     */
    void write(String name, StorageRandomAccessFile to, byte[] bytes, int offset, int length) throws IOException {
        writing.readLock().lock();
        try {
            Place place = new Place(name, to.getFilePointer());
            boolean isPage = DerbyPage.isPage(place.position, length);
            if (isPage) {
                keep(place, to, bytes, offset, length);
            }
            unsynced.add(name);
            failed.add(place);
            if (!isPage || !newPages.write(name, to, place.position, bytes, offset, length)) {
                to.write(bytes, offset, length);
            }
            failed.remove(place);
        } finally {
            writing.readLock().unlock();
        }
    }

    private void keep(Place place, StorageRandomAccessFile from, byte[] bytes, int offset, int length)
            throws IOException {
        synchronized (covered) {
            BitSet pages = covered.computeIfAbsent(place.name, unused -> new BitSet());
            int page = (int) (place.position / length);
            long end = from.length();
            if (pages.get(page) || place.position >= end && DerbyPage.isBlank(bytes, offset)) {
                return;
            }
            try {
                keepAsItIs(place, from, length, pages);
            } catch (IOException e) {
                pages.set(page);
                LOG.warn(
                        "PR002107 a page of {} is written without its image: a loss of power may tear it: {}",
                        place.name,
                        e.toString());
            } finally {
                from.seek(place.position);
            }
        }
    }

    private void keepAsItIs(Place place, StorageRandomAccessFile from, int length, BitSet pages) throws IOException {
        int page = (int) (place.position / length);
        long end = from.length();
        int fresh = freshFrom(place, from, length, end);
        if (fresh > 0) {
            file.addNothing(place.name, place.position, length, fresh);
            pages.set(page, page + fresh);
        } else {
            List<byte[]> images = imagesFrom(place, read(from, place.position, length, end), from, pages);
            file.addImages(place.name, place.position, images);
            pages.set(page, page + images.size());
        }
    }

    /** How many pages from this one on hold nothing. */
    private static int freshFrom(Place place, StorageRandomAccessFile from, int length, long end) throws IOException {
        for (int fresh = 0; fresh < FRESH_PAGES; fresh++) {
            long position = place.position + (long) fresh * length;
            if (position >= end) {
                break;
            }
            if (!DerbyPage.isZero(read(from, position, length, end))) {
                return fresh;
            }
        }
        return FRESH_PAGES;
    }

    /** A page, and as many behind it as may well be written next: none at first, and more with each that is near the one before. */
    private List<byte[]> imagesFrom(Place place, byte[] first, StorageRandomAccessFile from, BitSet pages)
            throws IOException {
        List<byte[]> images = new ArrayList<>();
        images.add(first);
        ahead = place.isNear(latest, first.length) ? Math.min(2 * ahead, MOST_IMAGES) : 1;
        int page = (int) (place.position / first.length);
        long end = from.length();
        while (images.size() < ahead && !pages.get(page + images.size())) {
            byte[] next = read(from, place.position + (long) images.size() * first.length, first.length, end);
            if (DerbyPage.isZero(next)) {
                break;
            }
            images.add(next);
        }
        latest = new Place(place.name, place.position + (long) images.size() * first.length);
        return images;
    }

    /** What is behind the file's end is zeros. */
    private static byte[] read(StorageRandomAccessFile from, long position, int length, long end) throws IOException {
        byte[] page = new byte[length];
        int there = (int) Math.max(0, Math.min(length, end - position));
        if (there > 0) {
            from.seek(position);
            from.readFully(page, 0, there);
        }
        return page;
    }

    /** Syncs a table's file. */
    void sync(String name, StorageRandomAccessFile opened) throws IOException {
        unsynced.remove(name);
        try {
            opened.sync();
        } catch (IOException e) {
            unsynced.add(name);
            throw e;
        }
    }

    /** A table's file has been shortened. */
    void shortened(String name) {
        newPages.forget(name);
        unsynced.add(name);
    }

    /**
     * Before Derby notes a checkpoint: all pages are whole on the disk when this returns, and all images are given up.
     *
     * @throws IOException if a page could not be written or synced; there must be no checkpoint then
     */
    void checkpoint() throws IOException {
        writing.writeLock().lock();
        try {
            if (!failed.isEmpty()) {
                throw new IOException("pages could not be written: " + failed);
            }
            syncAll();
            synchronized (covered) {
                if (!file.isEmpty()) {
                    file.begin();
                }
                covered.clear();
            }
        } finally {
            writing.writeLock().unlock();
        }
    }

    private void syncAll() throws IOException {
        for (String name : List.copyOf(unsynced)) {
            StorageFile table = tableFile(name);
            if (table.exists()) {
                StorageRandomAccessFile opened = table.getRandomAccessFile("rw");
                try {
                    opened.sync();
                } finally {
                    opened.close();
                }
            }
            unsynced.remove(name);
        }
    }

    private StorageFile tableFile(String name) {
        return directory.newStorageFile(PlainFile.TABLES, name);
    }

    private void restore() throws IOException {
        List<ImageFile.Entry> entries = file.entries();
        int restored = 0;
        for (ImageFile.Entry entry : entries) {
            if (isThere(entry)) {
                restored += restore(entry);
            }
        }
        if (restored > 0) {
            LOG.warn(
                    "PR002106 {} pages of {} were torn as the process or the power ended, and were put back as they were;"
                            + " Derby's log holds what came after",
                    restored,
                    directory.getCanonicalName());
        }
        syncAll();
        if (entries.isEmpty() || entries.stream().anyMatch(entry -> !isThere(entry))) {
            file.begin();
        } else {
            entries.forEach(this::cover);
        }
    }

    private boolean isThere(ImageFile.Entry entry) {
        return tableFile(entry.name()).exists();
    }

    /** What was kept since the last checkpoint is as good until the next one: nothing of it need be kept again to repeat the log. */
    private void cover(ImageFile.Entry entry) {
        int page = (int) (entry.position() / entry.pageBytes());
        synchronized (covered) {
            covered.computeIfAbsent(entry.name(), unused -> new BitSet()).set(page, page + Math.max(1, entry.pages()));
        }
    }

    /** How many pages of this entry were torn. */
    private int restore(ImageFile.Entry entry) throws IOException {
        StorageRandomAccessFile table = tableFile(entry.name()).getRandomAccessFile("rw");
        try {
            int torn = 0;
            long end = table.length();
            for (int page = 0; page < Math.max(1, entry.pages()); page++) {
                long position = entry.position() + (long) page * entry.pageBytes();
                if (!entry.isImage() && position >= end) {
                    // of nothing that has stayed nothing, nothing is torn
                    break;
                }
                byte[] found = read(table, position, entry.pageBytes(), end);
                if (!DerbyPage.isWhole(found)) {
                    byte[] image = entry.isImage() ? file.image(entry) : withoutContent(found, position);
                    table.seek(position);
                    table.write(image, 0, image.length);
                    unsynced.add(entry.name());
                    torn++;
                }
            }
            return torn;
        } finally {
            table.close();
        }
    }

    /** A file's first page keeps its first sector but for the format: the container's header lies there, and is never torn. */
    private static byte[] withoutContent(byte[] found, long position) {
        byte[] page = new byte[found.length];
        if (position == 0) {
            System.arraycopy(found, 0, page, 0, DerbyPage.SECTOR_BYTES);
            Arrays.fill(page, 0, 4, (byte) 0);
        }
        return page;
    }
}
