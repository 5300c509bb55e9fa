package io.postrider.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.protocol.link.BrokerError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/PROTOCOL.md says of frames and errors what the code says. */
class ProtocolDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "..", "docs", "PROTOCOL.md");

    @Test
    void everyFrameHasItsRow() throws IOException {
        List<String> expected = Arrays.stream(FrameType.values())
                .sorted(Comparator.comparingInt(FrameType::code))
                .map(type -> "| " + type.code() + " | " + type + " | " + type.direction() + " | "
                        + (type.answer() == null ? "-" : type.answer()) + " | " + type.since() + " |")
                .toList();
        assertThat(rows("## Frames"))
                .zipSatisfy(expected, (row, start) -> assertThat(row).startsWith(start));
        assertThat(rows("## Frames")).hasSameSizeAs(expected);
    }

    @Test
    void everyErrorHasItsRow() throws IOException {
        List<String> expected = Arrays.stream(BrokerError.values())
                .map(error -> "| " + error.code() + " | " + error + " | " + error.jmsException() + " | "
                        + (error.linkSurvives() ? "yes" : "no") + " |")
                .toList();
        assertThat(rows("## Errors")).containsExactlyElementsOf(expected);
    }

    @Test
    void theMagicNumberIsTheOneThatIsWritten() throws IOException {
        assertThat(Files.readString(DOCUMENT)).contains("0x" + Integer.toHexString(FrameType.MAGIC));
    }

    private static List<String> rows(String heading) throws IOException {
        return Files.readAllLines(DOCUMENT).stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| "))
                .skip(2)
                .toList();
    }
}
