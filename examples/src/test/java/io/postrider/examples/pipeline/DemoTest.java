package io.postrider.examples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.examples.ReadmeOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
    private static final Path README = Path.of("src/main/java/io/postrider/examples/pipeline/README.md");
    private static final int ROWS = 7;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    @Test
    void losesAndDoublesNothingThoughItIsKilledHalfWay() throws IOException {
        Path file = Files.write(
                directory.resolve("lines.txt"),
                IntStream.range(0, 3_000).mapToObj(i -> "line " + i).toList());

        int exitCode = demo(file.toString());

        assertThat(text(err)).isEmpty();
        assertThat(text(out))
                .contains("3,000 records: " + file)
                .contains("killed the process")
                .contains("records in         3,000")
                .contains("records out        3,000")
                .contains("lost               0")
                .contains("duplicated         0");
        assertThat(exitCode).isZero();
        assertThat(table(text(out).lines())).isEqualTo(table(ReadmeOutput.of(README).lines().stream()));
    }

    /** The rows of the table, with figures that differ from run to run left out. */
    private static List<String> table(Stream<String> lines) {
        return lines.filter(line -> line.startsWith("  "))
                .limit(ROWS)
                .map(line -> line.replaceAll("[\\d.,]+", "#").replaceAll(" +", " "))
                .toList();
    }

    @Test
    void leavesNothingBehind() throws IOException {
        Path file = Files.writeString(directory.resolve("one.txt"), "one line, and no line feed");

        assertThat(demo(file.toString())).isZero();
        assertThat(text(out)).contains("records out        1");
        assertThat(directory.resolve("work")).isEmptyDirectory();
    }

    @Test
    void saysWhatIsWrongWithItsInput() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty.txt"));

        assertThat(demo(directory.resolve("missing.txt").toString())).isEqualTo(2);
        assertThat(demo(directory.toString())).isEqualTo(2);
        assertThat(demo(empty.toString())).isEqualTo(2);
        assertThat(demo("a", "b")).isEqualTo(2);
        assertThat(text(err).lines())
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("missing.txt does not exist"),
                        line -> assertThat(line).endsWith(" is not a file"),
                        line -> assertThat(line).endsWith("empty.txt is empty"),
                        line -> assertThat(line).startsWith("usage:"));
    }

    private int demo(String... arguments) {
        PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Demo(outStream, errStream, directory.resolve("work"), false).run(List.of(arguments));
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
