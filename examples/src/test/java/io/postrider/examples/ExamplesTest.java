package io.postrider.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.examples.hello.Hello;
import io.postrider.examples.longjobs.LongJobs;
import io.postrider.examples.publishsubscribe.PublishSubscribe;
import io.postrider.examples.requestreply.RequestReply;
import io.postrider.examples.workqueue.WorkQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every example runs, and prints what its README says. */
class ExamplesTest {
    private static final Path SOURCES = Path.of("src/main/java/io/postrider/examples");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @Timeout(300)
    @ValueSource(classes = {Hello.class, WorkQueue.class, PublishSubscribe.class, RequestReply.class, LongJobs.class})
    void printsWhatItsReadmeSays(Class<?> example) throws IOException, InterruptedException {
        String folder = example.getPackageName().substring("io.postrider.examples.".length());
        ReadmeOutput readme = ReadmeOutput.of(SOURCES.resolve(folder).resolve("README.md"));

        assertThat(readme.command())
                .isEqualTo(
                        "java -cp 'examples/target/postrider-examples.jar:examples/target/lib/*' " + example.getName());
        assertThat(ReadmeOutput.run(directory, example)).isEqualTo(readme.lines());
    }

    @Test
    void everyExampleHasAReadmeThatTheIndexKnows() throws IOException {
        String index = Files.readString(Path.of("README.md"));
        try (Stream<Path> folders = Files.list(SOURCES)) {
            List<Path> examples = folders.filter(Files::isDirectory).toList();

            assertThat(examples).hasSizeGreaterThan(5).allSatisfy(folder -> {
                assertThat(folder.resolve("README.md")).exists();
                assertThat(index).contains("(" + folder + ")");
            });
        }
    }
}
