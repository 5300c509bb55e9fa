package io.postrider.journal.derby.files;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.derby.io.StorageFile;
import org.apache.derby.io.StorageRandomAccessFile;

/**
 * The file of {@link PageImages}: a header of one sector with the number of the generation, then its entries, each on the disk when
 * it has been added. A new generation begins with the header alone; what lies behind is of an older one, and is not read.
 */
final class ImageFile implements Closeable {
    private static final int HEADER_MARK = 0x50525049;
    private static final int ENTRY_MARK = 0x50524945;
    private static final int VERSION = 1;
    private static final int ENTRIES_AT = DerbyPage.SECTOR_BYTES;
    private static final int HEADER_BYTES = 20;

    /** Mark, generation, lengths and position of an entry; its checksum comes last of all. */
    private static final int FIXED_BYTES = 4 + 8 + 2 + 8 + 4 + 4;

    private static final int CHECKSUM_BYTES = 4;
    private static final int MAX_NAME_BYTES = 255;
    private static final int MAX_PAGE_BYTES = 1 << 20;

    /** What is there from the start, so that it can be written to on a disk that is full. */
    private static final int RESERVED_BYTES = 2 << 20;

    private static final int KEPT_BYTES = 8 << 20;

    private final StorageRandomAccessFile file;
    private long generation;
    private long end = ENTRIES_AT;

    /**
     * What one entry says of some pages of a file.
     *
     * @param pages how many of these pages held nothing when the generation began; 0 if this is an image of one
     * @param imageAt where the image lies in this file
     */
    record Entry(String name, long position, int pageBytes, int pages, long imageAt) {
        boolean isImage() {
            return pages == 0;
        }
    }

    /** Opens the file, and makes it if there is none. */
    ImageFile(StorageFile path) throws IOException {
        boolean exists = path.exists();
        file = path.getRandomAccessFile("rw");
        if (!exists) {
            path.limitAccessToOwner();
        }
        reserve();
        generation = readGeneration();
    }

    private void reserve() throws IOException {
        long length = file.length();
        if (length < RESERVED_BYTES) {
            file.seek(length);
            file.write(new byte[(int) (RESERVED_BYTES - length)], 0, (int) (RESERVED_BYTES - length));
        }
    }

    private long readGeneration() throws IOException {
        ByteBuffer header = read(0, HEADER_BYTES);
        boolean valid = header.getInt(0) == HEADER_MARK
                && header.getInt(4) == VERSION
                && header.getInt(HEADER_BYTES - CHECKSUM_BYTES) == checksum(header);
        return valid ? header.getLong(8) : 0;
    }

    /** Begins the next generation: no entry is valid when this returns. */
    void begin() throws IOException {
        generation++;
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .putInt(HEADER_MARK)
                .putInt(VERSION)
                .putLong(generation);
        header.putInt(checksum(header));
        file.seek(0);
        file.write(header.array(), 0, HEADER_BYTES);
        if (end > KEPT_BYTES) {
            file.setLength(RESERVED_BYTES);
        }
        file.sync();
        end = ENTRIES_AT;
    }

    /** Whether this generation has entries. */
    boolean isEmpty() {
        return end == ENTRIES_AT;
    }

    /** Adds the images of pages that lie one behind the other. They are on the disk when this returns. */
    void addImages(String name, long position, List<byte[]> images) throws IOException {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (int i = 0; i < images.size(); i++) {
            byte[] image = images.get(i);
            entries.writeBytes(entry(name, position + (long) i * image.length, image.length, 0, image));
        }
        add(entries.toByteArray());
    }

    /** Adds that these pages hold nothing. It is on the disk when this returns. */
    void addNothing(String name, long position, int pageBytes, int pages) throws IOException {
        add(entry(name, position, pageBytes, pages, new byte[0]));
    }

    private void add(byte[] entries) throws IOException {
        file.seek(end);
        file.write(entries, 0, entries.length);
        file.sync();
        end += entries.length;
    }

    private byte[] entry(String name, long position, int pageBytes, int pages, byte[] image) {
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer entry = ByteBuffer.allocate(FIXED_BYTES + nameBytes.length + image.length + CHECKSUM_BYTES)
                .putInt(ENTRY_MARK)
                .putLong(generation)
                .putShort((short) nameBytes.length)
                .putLong(position)
                .putInt(pageBytes)
                .putInt(pages)
                .put(nameBytes)
                .put(image);
        entry.putInt(checksum(entry));
        return entry.array();
    }

    /** The entries of the generation that the file was found with; what is added from now on comes behind them. */
    List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        long at = ENTRIES_AT;
        while (at + FIXED_BYTES <= file.length()) {
            ByteBuffer fixed = read(at, FIXED_BYTES);
            int mark = fixed.getInt();
            long of = fixed.getLong();
            int nameBytes = fixed.getShort();
            long position = fixed.getLong();
            int pageBytes = fixed.getInt();
            int pages = fixed.getInt();
            boolean plausible = mark == ENTRY_MARK
                    && of == generation
                    && nameBytes > 0
                    && nameBytes <= MAX_NAME_BYTES
                    && pageBytes > 0
                    && pageBytes <= MAX_PAGE_BYTES;
            int length = FIXED_BYTES + nameBytes + (pages == 0 ? pageBytes : 0) + CHECKSUM_BYTES;
            if (!plausible || at + length > file.length()) {
                break;
            }
            ByteBuffer whole = read(at, length);
            if (whole.getInt(length - CHECKSUM_BYTES) != checksum(whole)) {
                break;
            }
            String name = new String(whole.array(), FIXED_BYTES, nameBytes, StandardCharsets.UTF_8);
            entries.add(new Entry(name, position, pageBytes, pages, at + FIXED_BYTES + nameBytes));
            at += length;
        }
        end = at;
        return entries;
    }

    byte[] image(Entry entry) throws IOException {
        return read(entry.imageAt(), entry.pageBytes()).array();
    }

    private ByteBuffer read(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(position);
        file.readFully(bytes, 0, length);
        return ByteBuffer.wrap(bytes);
    }

    /** Of all bytes but the last four. */
    private static int checksum(ByteBuffer bytes) {
        CRC32C sum = new CRC32C();
        sum.update(bytes.array(), 0, bytes.capacity() - CHECKSUM_BYTES);
        return (int) sum.getValue();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
