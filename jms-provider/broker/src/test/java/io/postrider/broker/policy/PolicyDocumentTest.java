package io.postrider.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/POLICIES.md says of the options what the code says. */
class PolicyDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "POLICIES.md");

    @Test
    void everyOptionHasItsRow() throws IOException {
        List<String> expected = Arrays.stream(PolicyOption.values())
                .map(option -> "| `" + option + "` | " + option.row().type().name()
                        + (option.row().unit().isEmpty()
                                ? ""
                                : " of " + option.row().unit()) + " | `" + option.defaultValue()
                        + "` | "
                        + option.row().meaning() + " |")
                .toList();
        List<String> rows = Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.equals("## Options"))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| "))
                .skip(2)
                .toList();
        assertThat(rows).containsExactlyElementsOf(expected);
    }
}
