package io.postrider.cdi.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings read alike from MicroProfile Config and without it. */
class SettingsTest {
    private static final String NAME = "postrider.test.setting";

    static Stream<Settings> both() {
        return Stream.of(new SystemSettings(), MicroProfileSettings.load());
    }

    @AfterEach
    void forget() {
        System.clearProperty(NAME);
    }

    @Test
    void microProfileConfigIsUsedWhereItIs() {
        assertThat(Settings.ofApplication()).isInstanceOf(MicroProfileSettings.class);
    }

    @ParameterizedTest
    @MethodSource("both")
    void readsSystemProperties(Settings settings) {
        assertThat(settings.get(NAME)).isEmpty();
        System.setProperty(NAME, "value");
        assertThat(settings.get(NAME)).contains("value");
        assertThat(settings.names()).contains(NAME);
    }

    @ParameterizedTest
    @MethodSource("both")
    void blankIsNotSet(Settings settings) {
        System.setProperty(NAME, " ");
        assertThat(settings.get(NAME)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("both")
    void readsEnvironmentVariables(Settings settings) {
        assertThat(settings.get("path")).contains(System.getenv("PATH"));
    }

    @ParameterizedTest
    @MethodSource("both")
    void fillsInPlaceholders(Settings settings) {
        System.setProperty(NAME, "va$lue");
        assertThat(settings.resolve("a ${" + NAME + "} b ${no.such:default} ${none.at.all:}"))
                .isEqualTo("a va$lue b default ");
        assertThat(settings.resolve("no placeholder $ {}")).isEqualTo("no placeholder $ {}");
        assertThatThrownBy(() -> settings.resolve("${no.such.setting}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no.such.setting");
    }

    @ParameterizedTest
    @MethodSource("both")
    void switchesAreTrueOrFalse(Settings settings) {
        assertThat(settings.isOn(NAME, true)).isTrue();
        assertThat(settings.isOn(NAME, false)).isFalse();
        System.setProperty(NAME, "false");
        assertThat(settings.isOn(NAME, true)).isFalse();
        System.setProperty(NAME, "maybe");
        assertThatThrownBy(() -> settings.isOn(NAME, true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(NAME)
                .hasMessageContaining("maybe");
    }
}
