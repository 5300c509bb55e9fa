package io.postrider.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of docs/CDI.md name, in their last column, the test that shows each rule: it is there. */
class DocumentedRulesTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "CDI.md");
    private static final Path TESTS = Path.of("src", "test", "java");
    private static final String SHOWN_BY = "| shown by |";
    private static final String NOT_SAID = "ListenerMethodTest";
    private static final Pattern TEST = Pattern.compile("`(?:(\\w+)\\.)?(\\w+)`");

    @Test
    void everyRuleNamesATestThatExists() throws IOException {
        Map<String, String> sources = sources();
        List<String> missing = new ArrayList<>();
        int named = 0;
        boolean inTable = false;
        for (String line : Files.readAllLines(PAGE)) {
            inTable = line.endsWith(SHOWN_BY) || inTable && line.startsWith("|");
            if (!inTable || line.endsWith(SHOWN_BY) || line.startsWith("| ---")) {
                continue;
            }
            String[] cells = line.split(" \\| ");
            String type = NOT_SAID;
            List<MatchResult> tests =
                    TEST.matcher(cells[cells.length - 1]).results().toList();
            assertThat(tests).as(line).isNotEmpty();
            for (MatchResult test : tests) {
                type = test.group(1) == null ? type : test.group(1);
                named++;
                if (!sources.getOrDefault(type, "").contains("void " + test.group(2) + "(")) {
                    missing.add(type + "." + test.group(2));
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(40);
    }

    private static Map<String, String> sources() throws IOException {
        Map<String, String> sources = new HashMap<>();
        try (Stream<Path> files = Files.walk(TESTS)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith("Test.java")).toList()) {
                sources.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
            }
        }
        return sources;
    }
}
