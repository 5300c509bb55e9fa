package io.postrider.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tests that documents name are there, and each promise of RELIABILITY.md names some. */
class DocumentedTestsTest {
    private static final Pattern NAMED_TEST = Pattern.compile("`([A-Z]\\w*[a-z](?:Test|IT|Contract))`");
    private static final Pattern ROW = Pattern.compile("\\| (?!promise|-|run)(.*) \\| (.*) \\|");
    private static final Path ROOT = Sources.repositoryRoot();

    private static Set<String> tests;

    @BeforeAll
    static void find() throws IOException {
        try (Stream<Path> all = Files.walk(ROOT)) {
            tests = all.map(Path::toString)
                    .filter(path -> path.contains("/src/test/java/") && path.endsWith(".java"))
                    .map(path -> path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length()))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void testsThatDocumentsNameAreThere() throws IOException {
        List<String> missing = new ArrayList<>();
        try (Stream<Path> documents = Files.walk(ROOT.resolve("docs"))) {
            for (Path document :
                    documents.filter(path -> path.toString().endsWith(".md")).toList()) {
                Matcher named = NAMED_TEST.matcher(Files.readString(document));
                while (named.find()) {
                    if (!tests.contains(named.group(1))) {
                        missing.add(ROOT.relativize(document) + " names " + named.group(1));
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void eachPromiseIsShownByATest() throws IOException {
        String text = Files.readString(ROOT.resolve("docs").resolve("RELIABILITY.md"));
        String promises = text.substring(text.indexOf("## Promises"), text.indexOf("## Long runs"));
        List<String> rows =
                promises.lines().filter(line -> ROW.matcher(line).matches()).toList();
        assertThat(rows).hasSizeGreaterThan(20);
        assertThat(rows).allSatisfy(row -> {
            Matcher columns = ROW.matcher(row);
            assertThat(columns.matches()).isTrue();
            assertThat(columns.group(2)).containsPattern(NAMED_TEST);
        });
    }
}
