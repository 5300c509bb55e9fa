package io.postrider.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.examples.ReadmeOutput;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BakeryApplicationTest {

    @TempDir
    private Path directory;

    @Test
    @Timeout(300)
    void printsWhatItsReadmeSays() throws Exception {
        ReadmeOutput readme = ReadmeOutput.of(Path.of("README.md"));

        assertThat(readme.command())
                .isEqualTo("java -cp 'examples/spring-boot/target/postrider-example-spring-boot.jar"
                        + ":examples/spring-boot/target/lib/*' " + BakeryApplication.class.getName());
        assertThat(ReadmeOutput.run(directory, BakeryApplication.class)).isEqualTo(readme.lines());
    }
}
