package io.postrider.examples.xa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.examples.ReadmeOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class OrderBookTest {

    @TempDir
    private Path directory;

    @Test
    @Timeout(600)
    void printsWhatItsReadmeSaysAlsoAfterACrashBetweenTheTwoPhases() throws Exception {
        ReadmeOutput readme = ReadmeOutput.of(Path.of("README.md"));
        assertThat(readme.command())
                .isEqualTo("java -cp 'examples/xa/target/postrider-example-xa.jar:examples/xa/target/lib/*' "
                        + OrderBook.class.getName());
        assertThatThrownBy(() -> ReadmeOutput.run(directory, OrderBook.class, "crash"))
                .hasMessageContaining("137");

        List<String> afterCrash = new ArrayList<>(List.of("recovered: 1 in the database, 0 in the queue"));
        afterCrash.addAll(readme.lines());
        assertThat(ReadmeOutput.run(directory, OrderBook.class)).isEqualTo(afterCrash);
    }
}
