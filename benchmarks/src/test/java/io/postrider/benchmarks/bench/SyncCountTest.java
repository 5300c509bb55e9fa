package io.postrider.benchmarks.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncCountTest {

    @TempDir
    private Path folder;

    @Test
    void syncCallsCountAndWritesToFilesThatAreOpenedSynced() throws Exception {
        Path trace = folder.resolve("strace.txt");
        Files.writeString(
                trace,
                """
                12 openat(AT_FDCWD</x>, "/x/log1.dat", O_RDWR|O_CREAT|O_DSYNC|O_CLOEXEC, 0666) = 9</x/log1.dat>
                12 openat(AT_FDCWD</x>, "/x/page.dat", O_RDWR|O_CREAT|O_CLOEXEC, 0666) = 10</x/page.dat>
                12 write(9</x/log1.dat>, ""..., 4096) = 4096
                13 pwrite64(9</x/log1.dat>, ""..., 4096, 0) = 4096
                13 write(10</x/page.dat>, ""..., 4096) = 4096
                13 fdatasync(10</x/page.dat>) = 0
                14 fsync(10</x/page.dat> <unfinished ...>
                14 <... fsync resumed>) = 0
                """);
        assertThat(SyncCount.of(trace, 4)).isEqualTo(new SyncCount(4, 2, 2));
        assertThat(SyncCount.of(trace, 4).isOneForEach()).isTrue();
        assertThat(SyncCount.of(trace, 5).isOneForEach()).isFalse();
    }
}
