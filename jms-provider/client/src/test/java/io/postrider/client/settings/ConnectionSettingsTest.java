package io.postrider.client.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A URL's options, and the document that lists them. */
class ConnectionSettingsTest {

    @Test
    void theClientsOptionsAreTakenAndTheRestIsLeftToTheTransport() {
        ConnectionSettings settings = ConnectionSettings.of(
                "vm://orders?journal=memory&jms.prefetch=7&jms.userName=ann&jms.populateUserId=true", Map.of());
        assertThat(settings.address().options()).containsExactly(Map.entry("journal", "memory"));
        assertThat(settings.count(ClientOption.PREFETCH)).isEqualTo(7);
        assertThat(settings.truth(ClientOption.POPULATE_USER_ID)).isTrue();
        assertThat(settings.connectRequest().userName()).isEqualTo("ann");
        assertThat(settings.text(ClientOption.CLIENT_ID)).isNull();
    }

    @Test
    void whatIsSetGoesBeforeWhatTheUrlSays() {
        ConnectionSettings settings = ConnectionSettings.of(
                "vm://orders?jms.clientId=a", Map.of(ClientOption.CLIENT_ID, "b", ClientOption.PASSWORD, "secret"));
        assertThat(settings.text(ClientOption.CLIENT_ID)).isEqualTo("b");
        assertThat(settings.withUser("eve", "other").connectRequest().password())
                .isEqualTo("other");
        assertThat(settings.toString()).isEqualTo("vm://orders").doesNotContain("secret");
    }

    @Test
    void whatIsWrongIsRefusedAndNamed() {
        assertThatThrownBy(() -> ConnectionSettings.of("vm://x?jms.prefetsch=1", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jms.prefetsch")
                .hasMessageContaining("jms.prefetch");
        for (String value : List.of("-1", "many", "1000001")) {
            assertThatThrownBy(() -> ConnectionSettings.of("vm://x?jms.prefetch=" + value, Map.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("jms.prefetch")
                    .hasMessageContaining(value);
        }
        assertThatThrownBy(() -> ConnectionSettings.of("vm://x?jms.populateUserId=yes", Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("true or false");
    }

    @Test
    void theDocumentListsEveryOptionAsItIs() throws IOException {
        Path document = Path.of("../../docs/CLIENT.md");
        List<String> rows = Files.readAllLines(document).stream()
                .filter(line -> line.startsWith("| `jms."))
                .toList();
        List<String> expected = Stream.of(ClientOption.values())
                .map(option -> "| `" + option.optionName() + "` | "
                        + (option.defaultValue() == null ? "none" : "`" + option.defaultValue() + "`") + " | "
                        + option.meaning() + " |")
                .toList();
        assertThat(rows).containsExactlyElementsOf(expected);
    }
}
