package io.postrider.examples.hello;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.client.settings.ClientOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {
    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    @TempDir
    private Path directory;

    @Test
    void theCodeOfTheReadmeIsThatOfTheExample() throws IOException {
        String example =
                Files.readString(REPOSITORY.resolve("examples/src/main/java/io/postrider/examples/hello/Hello.java"));

        assertThat(javaLinesOf(Files.readString(REPOSITORY.resolve("README.md"))))
                .hasSizeBetween(5, 10)
                .allSatisfy(line -> assertThat(example).contains(line));
    }

    @Test
    void theReadmeListsTheClientsOptionsAsTheyAre() throws IOException {
        String readme = Files.readString(REPOSITORY.resolve("README.md"));

        assertThat(ClientOption.values()).allSatisfy(option -> assertThat(readme)
                .contains("| `" + option.optionName() + "` | "
                        + Objects.requireNonNullElse(option.defaultValue(), "none") + " | " + option.meaning() + " |"));
    }

    @Test
    void theCodeOfTheReadmeRuns() throws Exception {
        Path output = directory.resolve("output.txt");
        Process hello = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Hello.class.getName())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();

        assertThat(hello.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).hasContent("rye bread");
        assertThat(hello.exitValue()).isZero();
        assertThat(directory.resolve("postrider-data/orders")).isNotEmptyDirectory();
    }

    /** The lines of the first block of Java. */
    private static List<String> javaLinesOf(String readme) {
        String fence = "```";
        int begin = readme.indexOf(fence + "java") + fence.length() + "java".length() + 1;
        return readme.substring(begin, readme.indexOf(fence, begin)).lines().toList();
    }
}
