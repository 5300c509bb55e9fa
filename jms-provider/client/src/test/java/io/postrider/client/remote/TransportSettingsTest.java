package io.postrider.client.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.protocol.link.LinkAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TransportSettingsTest {

    private static TransportSettings settings(String url) {
        return TransportSettings.of(LinkAddress.parse(url));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp://localhost, localhost, 4577",
        "ssl://localhost, localhost, 4578",
        "tcp://localhost:1, localhost, 1",
        "tcp://10.0.0.1:65535, 10.0.0.1, 65535",
        "tcp://[::1], ::1, 4577",
        "tcp://[::1]:99, ::1, 99"
    })
    void hostAndPortAreReadWithTheirDefaults(String url, String host, int port) {
        assertThat(settings(url).host()).isEqualTo(host);
        assertThat(settings(url).port()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://localhost:0",
                "tcp://localhost:70000",
                "tcp://localhost:http",
                "tcp://:4577",
                "tcp://localhost?transport.heartbeatMillis=-1",
                "tcp://localhost?transport.heartbeatMillis=1s",
                "tcp://localhost?heartbeatMillis=1",
                "tcp://localhost?transport.verifyHost=true",
                "ssl://localhost?transport.verifyHost=yes"
            })
    void whatCannotBeMeantIsRefused(String url) {
        assertThatThrownBy(() -> settings(url)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void withoutAttemptsTheBrokerIsNotAskedToKeepTheLink() {
        assertThat(settings("tcp://localhost").wantedResumeMillis()).isEqualTo(15_000);
        assertThat(settings("tcp://localhost?transport.reconnectAttempts=0").wantedResumeMillis())
                .isZero();
    }

    @Test
    void passwordsAreNotShown() {
        assertThat(settings("ssl://localhost?transport.trustStorePassword=secret")
                        .toString())
                .doesNotContain("secret");
    }

    @Test
    void theDocumentHasEveryOption() throws IOException {
        List<String> expected = Arrays.stream(TransportOption.values())
                .map(option -> "| `" + option.optionName() + "` | "
                        + (option.defaultValue().isEmpty() ? "-" : option.defaultValue()) + " | "
                        + option.meaning().replace("ssl:", "*ssl:*") + " |")
                .toList();
        List<String> rows = Files.readAllLines(Path.of("..", "..", "docs", "PROTOCOL.md")).stream()
                .filter(line -> line.startsWith("| `transport."))
                .toList();
        assertThat(rows).containsExactlyElementsOf(expected);
    }
}
