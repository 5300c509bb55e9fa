package io.postrider.journal.derby.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.derby.impl.io.DirStorageFactory;
import org.apache.derby.io.StorageFile;
import org.apache.derby.io.StorageRandomAccessFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Derby is given for its log's next file, step by step as Derby makes one. */
class LogFilesTest {
    private static final int BYTES = 1_000_000;
    private static final long HEADER = 0x0102030405060708L;

    @TempDir
    Path database;

    private final DirStorageFactory directory = new DirStorageFactory();
    private Path folder;
    private LogFiles files;

    @BeforeEach
    void boot() throws IOException {
        folder = Files.createDirectories(database.resolve(LogFiles.DIRECTORY));
        directory.init(null, database.toString(), null, null);
        LogFiles.boot(database.toString(), directory, names -> {}, Runnable::run);
        files = LogFiles.of(database.toString());
    }

    @AfterEach
    void shutDown() {
        LogFiles.shutDown(database.toString());
    }

    private StorageFile log(int number) {
        return directory.newStorageFile(LogFiles.DIRECTORY, "log" + number + ".dat");
    }

    /** Writes a file full of what is not zero. */
    private void fill(String name) throws IOException {
        byte[] bytes = new byte[BYTES];
        Arrays.fill(bytes, (byte) 'x');
        Files.write(folder.resolve(name), bytes);
    }

    private void prepare() {
        files.prepareNext(directory.newStorageFile(LogFiles.DIRECTORY), BYTES);
    }

    /** As Derby does. */
    private void make(int number, byte[] content) throws IOException {
        StorageRandomAccessFile file = files.make(log(number));
        assertThat(file.length()).as("Derby takes no file that has content").isZero();
        file.writeLong(HEADER);
        file.sync();
        file.write(content);
        file.sync();
        assertThat(file.getFilePointer()).isEqualTo(Long.BYTES + content.length);
        file.close();
    }

    private void assertContent(int number, byte[] content) throws IOException {
        ByteBuffer found = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("log" + number + ".dat")));
        assertThat(found.getLong()).isEqualTo(HEADER);
        assertThat(Arrays.copyOfRange(found.array(), Long.BYTES, Long.BYTES + content.length))
                .isEqualTo(content);
        byte[] behind = Arrays.copyOfRange(found.array(), Long.BYTES + content.length, found.capacity());
        assertThat(behind).containsOnly(new byte[behind.length == 0 ? 0 : 1]);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileHasNoNameOfTheLogsBeforeItHasAHeader() throws IOException {
        StorageRandomAccessFile file = files.make(log(2));
        assertThat(files.isBeingMade("log2.dat")).isTrue();
        file.writeLong(HEADER);
        assertThat(names()).doesNotContain("log2.dat");
        file.sync();
        assertThat(names()).containsExactly("log2.dat");
        file.close();
        assertThat(files.isBeingMade("log2.dat")).isFalse();
        assertContent(2, new byte[0]);
    }

    @Test
    void aFileThatIsGivenUpNeverHadAName() throws IOException {
        StorageRandomAccessFile file = files.make(log(2));
        file.writeLong(HEADER);
        file.close();
        assertThat(names()).doesNotContain("log2.dat");
        assertThat(files.isBeingMade("log2.dat")).isFalse();
    }

    @Test
    void whereWritesAreNotSyncedADeletedFileIsZeroedAndUsedAgain() throws IOException {
        fill("log1.dat");
        Object inode = Files.getAttribute(folder.resolve("log1.dat"), "unix:ino");
        assertThat(files.recycle(log(1))).isTrue();
        assertThat(names()).doesNotContain("log1.dat");
        prepare();
        byte[] zeros = new byte[BYTES - Long.BYTES];
        make(2, zeros);
        assertContent(2, zeros);
        assertThat(Files.getAttribute(folder.resolve("log2.dat"), "unix:ino")).isEqualTo(inode);
        assertThat(names()).containsExactly("log2.dat");
    }

    @Test
    void aFileThatWasInUseGetsZerosAtItsBeginningAndMarksBehindEachWrite() throws IOException {
        Files.createFile(folder.resolve("log0.dat"));
        LogFileInUse.open(log(0), "rwd", files).close();
        fill("log1.dat");
        assertThat(files.recycle(log(1))).isTrue();
        prepare();
        make(2, new byte[BYTES - Long.BYTES]);
        byte[] found = Files.readAllBytes(folder.resolve("log2.dat"));
        assertThat(Arrays.copyOfRange(found, Long.BYTES, 4_096)).containsOnly(0);
        assertThat(Arrays.copyOfRange(found, 4_096, BYTES)).containsOnly('x');
        StorageRandomAccessFile file = LogFileInUse.open(log(2), "rwd", files);
        file.seek(5_000);
        file.write(new byte[] {1, 2, 3});
        file.seek(5_001);
        file.write(new byte[] {4});
        file.close();
        found = Files.readAllBytes(folder.resolve("log2.dat"));
        assertThat(Arrays.copyOfRange(found, 4_999, 5_008)).containsExactly('x', 1, 4, 3, 0, 0, 0, 0, 'x');
    }

    @Test
    void aFileThatIsTooShortIsFilledWithZeros() throws IOException {
        Files.createFile(folder.resolve("log0.dat"));
        LogFileInUse.open(log(0), "rwd", files).close();
        Files.write(folder.resolve("log1.dat"), "x".repeat(10_000).getBytes(StandardCharsets.US_ASCII));
        assertThat(files.recycle(log(1))).isTrue();
        prepare();
        make(2, new byte[BYTES - Long.BYTES]);
        assertContent(2, new byte[BYTES - Long.BYTES]);
        assertThat(files.hasZeros("log2.dat")).isTrue();
    }

    @Test
    void whatWasFilledWithZerosNeedsNoMarks() throws IOException {
        prepare();
        make(2, new byte[BYTES - Long.BYTES]);
        assertThat(files.hasZeros("log2.dat")).isTrue();
        assertThat(files.recycle(log(2))).isTrue();
        assertThat(files.hasZeros("log2.dat")).isFalse();
    }

    @Test
    void theMarkAtAFilesEndDoesNotMakeItLonger() throws IOException {
        fill("log3.dat");
        StorageRandomAccessFile file = LogFileInUse.open(log(3), "rwd", files);
        file.seek(BYTES - 5);
        file.write(new byte[3]);
        file.write(new byte[2]);
        file.close();
        assertThat(Files.size(folder.resolve("log3.dat"))).isEqualTo(BYTES);
    }

    @Test
    void whatIsNotZeroIsWrittenAndWhatIsBehindTheEndToo() throws IOException {
        prepare();
        byte[] content = new byte[BYTES + 100];
        content[500_000] = 1;
        make(2, content);
        assertContent(2, content);
        assertThat(Files.size(folder.resolve("log2.dat"))).isEqualTo(Long.BYTES + content.length);
    }

    @Test
    void whatADeadProcessHasLeftIsNotTakenForZeros() throws IOException {
        fill("spare3.dat");
        LogFiles.boot(database.toString(), directory, names -> {}, Runnable::run);
        files = LogFiles.of(database.toString());
        make(2, new byte[100]);
        assertContent(2, new byte[100]);
        prepare();
        make(3, new byte[BYTES - Long.BYTES]);
        assertContent(3, new byte[BYTES - Long.BYTES]);
        assertThat(names()).containsExactly("log2.dat", "log3.dat");
    }

    @Test
    void noMoreAreKeptThanACheckpointSetsFreeAndNoneAfterAnOrderlyEnd() throws IOException {
        for (int number : IntStream.rangeClosed(1, 6).toArray()) {
            fill("log" + number + ".dat");
            assertThat(files.recycle(log(number))).isTrue();
        }
        assertThat(names()).hasSize(4);
        files.giveBack();
        assertThat(names()).isEmpty();
        prepare();
        assertThat(names()).hasSize(1);
        shutDown();
        assertThat(names()).isEmpty();
        assertThat(LogFiles.of(database.toString())).isNull();
    }
}
