package io.postrider.examples.cdi;

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
                .isEqualTo("java -cp 'examples/cdi/target/postrider-example-cdi.jar" + ":examples/cdi/target/lib/*' "
                        + BakeryApplication.class.getName());
        assertThat(ReadmeOutput.run(directory, BakeryApplication.class)).isEqualTo(readme.lines());
    }
}
