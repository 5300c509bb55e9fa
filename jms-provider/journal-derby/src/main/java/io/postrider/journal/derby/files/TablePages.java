package io.postrider.journal.derby.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at a table's pages past Derby. */
public final class TablePages {
    private static final int PAGE_BYTES = 32_768;

    private TablePages() {}

    /**
     * Whether every page is as it was written, by its checksum. To be asked of a table that nobody writes to. Blocks for the length of a
     * read of the file.
     *
     * @throws IOException if the file cannot be read
     */
    public static boolean areWhole(Path tableFile) throws IOException {
        byte[] page = new byte[PAGE_BYTES];
        try (InputStream in = Files.newInputStream(tableFile)) {
            while (in.readNBytes(page, 0, PAGE_BYTES) == PAGE_BYTES) {
                if (!DerbyPage.isWhole(page)) {
                    return false;
                }
            }
        }
        return true;
    }
}
