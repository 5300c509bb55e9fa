package io.postrider.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkAddressTest {

    @ParameterizedTest
    @CsvSource({
        "vm://orders,vm,orders",
        "VM://Orders,vm,Orders",
        "tcp://host:1234,tcp,host:1234",
        "tcp://[::1]:1234?a=b,tcp,[::1]:1234",
        "'failover:(tcp://a:1,tcp://b:2?c=d)',failover,'tcp://a:1,tcp://b:2?c=d'",
        "'FAILOVER:(tcp://a:1)?failover.x=1',failover,'tcp://a:1'"
    })
    void anAddressIsASchemeAndATarget(String url, String scheme, String target) {
        LinkAddress address = LinkAddress.parse(url);
        assertThat(address.scheme()).isEqualTo(scheme);
        assertThat(address.target()).isEqualTo(target);
    }

    @Test
    void severalAddressesAreToldApartAndHideTheirOptions() {
        LinkAddress several = LinkAddress.parse("failover:(tcp://a:1?x=1,2,ssl://b)?failover.y=3");
        assertThat(several.alternatives())
                .containsExactly(
                        new LinkAddress("tcp", "a:1", Map.of("x", "1,2")), new LinkAddress("ssl", "b", Map.of()));
        assertThat(several.options()).containsExactly(Map.entry("failover.y", "3"));
        assertThat(several).hasToString("failover:(tcp://a:1,ssl://b)");
        assertThat(several.withoutOptions()).isEqualTo("failover:(tcp://a:1?x=1,2,ssl://b)");
        LinkAddress one = LinkAddress.parse("tcp://a?b=c");
        assertThat(one.alternatives()).containsExactly(one);
    }

    @Test
    void optionsAreDecodedAndKeepTheirOrder() {
        LinkAddress address = LinkAddress.parse("vm://a?z=1&dataDirectory=%2Ftmp%2Fa+b&empty=&eq=a=b");
        assertThat(address.options())
                .containsExactly(
                        Map.entry("z", "1"),
                        Map.entry("dataDirectory", "/tmp/a b"),
                        Map.entry("empty", ""),
                        Map.entry("eq", "a=b"));
        assertThat(LinkAddress.parse("vm://a?").options()).isEmpty();
        assertThat(LinkAddress.parse("vm://a").options()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "orders",
                "vm:",
                "vm:/orders",
                "://orders",
                "vm://",
                "vm://?a=b",
                "vm://a?b",
                "vm://a?=b",
                "vm://a?b=c&",
                "vm://a?b=c&b=d",
                "vm://a?b=%zz",
                "failover:tcp://a",
                "failover:()",
                "failover:(tcp://a",
                "failover:(tcp://a)x",
                "failover:(tcp://a,b)?c",
                "failover:(a,b)",
                "failover:(failover:(tcp://a))"
            })
    void whatIsNoAddressIsRefusedWithTheReason(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkAddress.parse(url))
                .satisfies(e -> assertThat(e.getMessage()).isNotBlank());
    }

    @Test
    void anOptionThatNobodyReadsIsRefusedWithThoseThatAreKnown() {
        LinkAddress address = LinkAddress.parse("vm://a?journal=memory&dataDirectry=x");
        address.requireKnownOptions(List.of("journal", "dataDirectry"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> address.requireKnownOptions(List.of("journal", "dataDirectory")))
                .withMessageContaining("dataDirectry")
                .withMessageContaining("[dataDirectory, journal]");
    }

    @Test
    void optionsMayHoldSecretsAndAreNotShown() {
        LinkAddress address = LinkAddress.parse("tcp://h:1?password=secret");
        assertThat(address).hasToString("tcp://h:1");
        assertThat(address.withOptions(Map.of("a", "b")).options()).containsOnlyKeys("a");
        assertThat(new ConnectRequest(address, "ada", "secret", null).toString())
                .doesNotContain("secret");
    }

    @Test
    void theSchemeIsTheSameWhateverLanguageTheMachineSpeaks() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(LinkAddress.parse("INPROC://a").scheme()).isEqualTo("inproc");
        } finally {
            Locale.setDefault(before);
        }
    }
}
