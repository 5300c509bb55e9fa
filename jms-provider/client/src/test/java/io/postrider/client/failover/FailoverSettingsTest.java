package io.postrider.client.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailoverSettingsTest {

    private static FailoverSettings settings(String url) {
        return FailoverSettings.of(LinkAddress.parse(url));
    }

    @Test
    void defaultsAreThoseOfTheTable() {
        FailoverSettings settings = settings("failover:(tcp://a)");
        assertThat(settings.addresses()).containsExactly(LinkAddress.parse("tcp://a"));
        assertThat(settings.firstConnectMillis()).isEqualTo(30_000);
        assertThat(settings.reconnectMillis()).isEqualTo(300_000);
        assertThat(settings.delayMillis()).isEqualTo(100);
        assertThat(settings.maxDelayMillis()).isEqualTo(5_000);
        assertThat(settings.randomize()).isFalse();
        assertThat(settings.sendTimeoutMillis()).isEqualTo(60_000);
        assertThat(settings.maxTransactionBytes()).isEqualTo(16 << 20);
    }

    @Test
    void eachAddressHasItsOwnOptionsAndThoseOfAll() {
        FailoverSettings settings = settings("failover:(tcp://a?transport.heartbeatMillis=1,ssl://b)"
                + "?transport.heartbeatMillis=2&transport.connectTimeoutMillis=3&failover.delayMillis=4");
        assertThat(settings.delayMillis()).isEqualTo(4);
        assertThat(settings.addresses())
                .as("and no long wait for one where there is another")
                .containsExactly(
                        LinkAddress.parse("tcp://a?transport.heartbeatMillis=1&transport.connectTimeoutMillis=3"
                                + "&transport.reconnectAttempts=3"),
                        LinkAddress.parse("ssl://b?transport.heartbeatMillis=2&transport.connectTimeoutMillis=3"
                                + "&transport.reconnectAttempts=3"));
    }

    @Test
    void aPlainAddressAsksForItByAnOption() {
        assertThat(FailoverSettings.isWanted(LinkAddress.parse("tcp://a"))).isFalse();
        assertThat(FailoverSettings.isWanted(LinkAddress.parse("tcp://a?transport.reconnect=false")))
                .isFalse();
        LinkAddress asking = LinkAddress.parse("tcp://a?transport.reconnect=true&transport.resumeMillis=5");
        assertThat(FailoverSettings.isWanted(asking)).isTrue();
        assertThat(FailoverSettings.of(asking).addresses())
                .containsExactly(LinkAddress.parse("tcp://a?transport.resumeMillis=5"));
        assertThat(FailoverSettings.plain(LinkAddress.parse("tcp://a?transport.reconnect=false")))
                .isEqualTo(LinkAddress.parse("tcp://a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FailoverSettings.isWanted(LinkAddress.parse("tcp://a?failover.delayMillis=5")))
                .withMessageContaining("transport.reconnect=true");
    }

    @ParameterizedTest
    @CsvSource({
        "failover:(tcp://a)?failover.delay=1,failover.delay",
        "failover:(tcp://a)?delayMillis=1,delayMillis",
        "failover:(tcp://a)?failover.delayMillis=0,at least 1",
        "failover:(tcp://a)?failover.delayMillis=soon,no whole number",
        "failover:(tcp://a)?failover.reconnectMillis=-2,at least -1",
        "failover:(tcp://a)?failover.randomize=maybe,true or false",
        "failover:(vm://a),only tcp:// and ssl://",
        "failover:(tcp://a?transport.hartbeat=1),transport.hartbeat",
        "failover:(tcp://a?failover.delayMillis=1),failover.delayMillis",
        "failover:(tcp://a:0),65535",
        "tcp://a?failover.delayMillis=1,transport.reconnect=true",
    })
    void whatIsWrongIsNamed(String url, String reason) {
        ConnectRequest request = new ConnectRequest(LinkAddress.parse(url), null, null, null);
        assertThat(new FailoverConnector().connect(request, null).toCompletableFuture())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(BrokerException.class)
                .withMessageContaining(reason);
    }

    @Test
    void everyOptionHasItsRowInTheDocument() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "..", "docs", "PROTOCOL.md")).stream()
                .filter(line -> line.startsWith("| `failover."))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(FailoverOption.values())
                        .map(option -> "| `" + option.optionName() + "` | " + option.defaultValue() + " | "
                                + option.meaning() + " |")
                        .toList());
    }
}
