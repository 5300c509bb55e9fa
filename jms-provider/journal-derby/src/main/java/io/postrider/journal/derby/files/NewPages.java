package io.postrider.journal.derby.files;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.derby.io.StorageRandomAccessFile;

/**
 * Makes the pages at the ends of tables {@value #AT_ONCE} at a time. Derby writes a page as a new one, without rows, when it takes it into
 * a table, so that the disk has room for it; and again when it is full. All new pages of a table are alike: so the first one that is
 * written at a file's end is written there many times over, and the next ones need not be written at all. The file is as it would
 * have been, but longer.
 *
 * <p>One thread writes to a file at a time, as Derby sees to; any number of threads write to different ones.
 */
final class NewPages {
    static final int AT_ONCE = 16;

    /** Of each file whose end we made: what lies there. */
    private final Map<String, Ahead> byName = new ConcurrentHashMap<>();

    /** From one position to another there are copies of this page, and nothing else was written. */
    private record Ahead(byte[] page, long from, long to) {
        boolean has(long position, byte[] bytes, int offset, int length) {
            return from <= position
                    && position < to
                    && length == page.length
                    && Arrays.equals(bytes, offset, offset + length, page, 0, length);
        }
    }

    /**
     * Writes a page, if it is new and lies at or behind what was a file's end.
     *
     * @param position where, which is where the file's pointer stands; it stands behind the page afterwards
     * @return false if it is for the caller to write it
     */
    boolean write(String name, StorageRandomAccessFile file, long position, byte[] bytes, int offset, int length)
            throws IOException {
        Ahead ahead = byName.get(name);
        boolean there = ahead != null && ahead.has(position, bytes, offset, length) && file.length() >= ahead.to;
        if (there) {
            file.seek(position + length);
        }
        if (ahead != null && position >= ahead.from) {
            leave(name, ahead, position + length);
        }
        return there
                || startsARun(file, position, bytes, offset, length)
                        && tryRun(name, file, position, bytes, offset, length);
    }

    /** The file has another length. */
    void forget(String name) {
        byName.remove(name);
    }

    private void leave(String name, Ahead ahead, long position) {
        if (position < ahead.to) {
            byName.put(name, new Ahead(ahead.page, position, ahead.to));
        } else {
            byName.remove(name);
        }
    }

    /** Small tables stay small; and what is ahead never reaches the place of a second allocation page, which has a bit for each page. */
    private static boolean startsARun(StorageRandomAccessFile file, long position, byte[] bytes, int offset, int length)
            throws IOException {
        long page = position / length;
        return page >= AT_ONCE
                && page + AT_ONCE < length
                && DerbyPage.isNew(bytes, offset)
                && position == file.length();
    }

    private boolean tryRun(
            String name, StorageRandomAccessFile file, long position, byte[] bytes, int offset, int length)
            throws IOException {
        byte[] run = new byte[AT_ONCE * length];
        for (int i = 0; i < AT_ONCE; i++) {
            System.arraycopy(bytes, offset, run, i * length, length);
        }
        try {
            file.write(run, 0, run.length);
        } catch (IOException e) {
            // there may be room for one
            byName.remove(name);
            file.setLength(position);
            file.seek(position);
            return false;
        }
        file.seek(position + length);
        byName.put(name, new Ahead(Arrays.copyOf(run, length), position + length, position + run.length));
        return true;
    }
}
