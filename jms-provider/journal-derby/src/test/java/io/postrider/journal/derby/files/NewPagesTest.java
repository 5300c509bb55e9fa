package io.postrider.journal.derby.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.derby.impl.io.DirStorageFactory;
import org.apache.derby.io.StorageRandomAccessFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a table's file beside what is written to it page by page. */
class NewPagesTest {
    private static final int PAGE_BYTES = 4096;
    private static final int PAGES = 3 * NewPages.AT_ONCE;

    @TempDir
    Path directory;

    private final NewPages pages = new NewPages();
    private Path path;
    private StorageRandomAccessFile file;
    private int writes;

    @BeforeEach
    void open() throws IOException {
        DirStorageFactory storage = new DirStorageFactory();
        storage.init(null, directory.toString(), null, null);
        path = directory.resolve("c1.dat");
        Files.write(path, new byte[NewPages.AT_ONCE * PAGE_BYTES]);
        file = storage.newStorageFile("c1.dat").getRandomAccessFile("rw");
    }

    @AfterEach
    void close() throws IOException {
        file.close();
    }

    /** As Derby makes them: all alike. */
    private static byte[] newPage() {
        byte[] page = new byte[PAGE_BYTES];
        ByteBuffer.wrap(page).putShort(0, (short) 117).putLong(PAGE_BYTES - 8, 4711);
        return page;
    }

    private static byte[] pageWithRows(int number) {
        byte[] page = newPage();
        ByteBuffer.wrap(page).putShort(14, (short) 3).putInt(100, number);
        return page;
    }

    private void write(int number, byte[] page) throws IOException {
        file.seek((long) number * PAGE_BYTES);
        if (!pages.write("c1.dat", file, (long) number * PAGE_BYTES, page, 0, PAGE_BYTES)) {
            file.write(page, 0, PAGE_BYTES);
            writes++;
        }
        assertThat(file.getFilePointer()).isEqualTo((number + 1L) * PAGE_BYTES);
    }

    private byte[] page(int number) throws IOException {
        return Arrays.copyOfRange(Files.readAllBytes(path), number * PAGE_BYTES, (number + 1) * PAGE_BYTES);
    }

    @Test
    void newPagesAtTheEndAreWrittenManyAtATime() throws IOException {
        for (int number = NewPages.AT_ONCE; number < PAGES; number++) {
            write(number, newPage());
            assertThat(page(number)).isEqualTo(newPage());
        }
        assertThat(writes).isZero();
        assertThat(Files.size(path)).isEqualTo(PAGES * PAGE_BYTES);
    }

    @Test
    void aPageThatWasFilledAndIsMadeNewAgainIsWritten() throws IOException {
        int first = NewPages.AT_ONCE;
        write(first, newPage());
        write(first + 1, newPage());
        write(first + 1, pageWithRows(1));
        write(first + 1, newPage());
        assertThat(page(first + 1)).isEqualTo(newPage());
        assertThat(writes).isEqualTo(2);
    }

    @Test
    void aPageThatIsFilledBeforeItsTurnEndsWhatIsKnownOfThoseBeforeIt() throws IOException {
        int first = NewPages.AT_ONCE;
        write(first, newPage());
        write(first + 2, pageWithRows(2));
        write(first + 2, newPage());
        assertThat(page(first + 2)).isEqualTo(newPage());
    }

    @Test
    void aFileThatWasShortenedGrowsAgain() throws IOException {
        int first = NewPages.AT_ONCE;
        write(first, newPage());
        file.setLength((first + 1L) * PAGE_BYTES);
        write(first + 1, newPage());
        assertThat(page(first + 1)).isEqualTo(newPage());
    }

    @Test
    void aSmallTableStaysSmall() throws IOException {
        file.setLength(2 * PAGE_BYTES);
        write(2, newPage());
        assertThat(Files.size(path)).isEqualTo(3 * PAGE_BYTES);
    }

    @Test
    void otherPagesAtTheEndAreNotWrittenAhead() throws IOException {
        write(NewPages.AT_ONCE, pageWithRows(7));
        assertThat(Files.size(path)).isEqualTo((NewPages.AT_ONCE + 1) * PAGE_BYTES);
    }

    @Test
    void aFileIsAsIfEachPageHadBeenWrittenAlone() throws IOException {
        long seed = Long.getLong("postrider.seed", System.nanoTime());
        Random random = new Random(seed);
        byte[][] expected = new byte[4 * NewPages.AT_ONCE][];
        int end = NewPages.AT_ONCE;
        for (int i = 0; i < 2_000; i++) {
            int number = random.nextInt(end + 1);
            if (number == expected.length) {
                continue;
            }
            byte[] page = random.nextInt(3) == 0 || number == end ? newPage() : pageWithRows(random.nextInt());
            expected[number] = page;
            end = Math.max(end, number + 1);
            write(number, page);
            if (random.nextInt(200) == 0) {
                int shorter = Math.max(NewPages.AT_ONCE, end - random.nextInt(2 * NewPages.AT_ONCE));
                Arrays.fill(expected, shorter, expected.length, null);
                end = shorter;
                file.setLength((long) end * PAGE_BYTES);
                pages.forget("c1.dat");
            }
        }
        byte[] found = Files.readAllBytes(path);
        for (int number = 0; number < end; number++) {
            if (expected[number] != null) {
                assertThat(Arrays.copyOfRange(found, number * PAGE_BYTES, (number + 1) * PAGE_BYTES))
                        .as("page %d, seed %d", number, seed)
                        .isEqualTo(expected[number]);
            }
        }
    }
}
