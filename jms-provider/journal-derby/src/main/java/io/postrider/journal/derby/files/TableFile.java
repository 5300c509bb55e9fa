package io.postrider.journal.derby.files;

import java.io.IOException;
import org.apache.derby.io.StorageRandomAccessFile;

/** A table's file, open to be written to: Derby writes it by the page. */
final class TableFile extends PlainRandomAccessFile {
    private final StorageRandomAccessFile file;
    private final String name;
    private final PageImages images;

    TableFile(StorageRandomAccessFile file, String name, PageImages images) {
        super(file);
        this.file = file;
        this.name = name;
        this.images = images;
    }

    @Override
    @SuppressWarnings("MethodDoesntCallSuperMethod") // as the interface asks: the same file, opened once more
    public StorageRandomAccessFile clone() {
        return new TableFile(file.clone(), name, images);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        write(bytes, 0, bytes.length);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        images.write(name, file, bytes, offset, length);
    }

    @Override
    public void sync() throws IOException {
        images.sync(name, file);
    }

    @Override
    public void setLength(long length) throws IOException {
        images.shortened(name);
        file.setLength(length);
    }
}
