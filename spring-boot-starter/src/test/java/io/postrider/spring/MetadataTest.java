package io.postrider.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What editors are told of the properties, and what the page in docs tells people. */
class MetadataTest {

    private static final Pattern PROPERTY = Pattern.compile("\\{\\s*\"name\": \"([^\"]+)\",[^{}]*}");

    /** The entries of the properties, by their names. */
    private static Map<String, String> properties() throws IOException {
        try (InputStream file =
                PostriderProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return PROPERTY.matcher(text.substring(text.indexOf("\"properties\"")))
                    .results()
                    .collect(Collectors.toMap(entry -> entry.group(1), MatchResult::group));
        }
    }

    @Test
    void everyPropertyIsExplained() throws IOException {
        assertThat(properties())
                .hasSizeGreaterThan(15)
                .containsKeys("postrider.mode", "postrider.pool.max-connections");
        assertThat(properties().values()).allSatisfy(entry -> assertThat(entry).contains("\"description\""));
    }

    @Test
    void thePageInDocsHasTheSameProperties() throws IOException {
        Set<String> inPage = Files.readString(Path.of("../docs/SPRING.md"))
                .lines()
                .filter(line -> line.startsWith("| `postrider."))
                .map(line -> line.split("`")[1])
                .collect(Collectors.toSet());

        assertThat(inPage).isEqualTo(properties().keySet());
    }
}
