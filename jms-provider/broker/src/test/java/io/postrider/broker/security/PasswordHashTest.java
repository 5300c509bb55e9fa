package io.postrider.broker.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {

    @Test
    void fitsItsPasswordAloneAlsoAfterHavingBeenWritten() {
        PasswordHash hash = PasswordHash.of("correct horse");
        PasswordHash read = PasswordHash.parse(hash.encoded());

        assertThat(read.matches("correct horse")).isTrue();
        assertThat(read.matches("Correct horse")).isFalse();
        assertThat(read.matches("")).isFalse();
        assertThat(read.encoded()).isEqualTo(hash.encoded());
        assertThat(read.outdated()).isFalse();
    }

    @Test
    void twoOfOnePasswordDiffer() {
        assertThat(PasswordHash.of("secret", 1).encoded())
                .isNotEqualTo(PasswordHash.of("secret", 1).encoded());
    }

    @Test
    void showsNeitherThePasswordNorItself() {
        PasswordHash hash = PasswordHash.of("secret", 1);

        assertThat(hash.toString()).isEqualTo("(password)");
        assertThat(hash.encoded()).doesNotContain("secret");
    }

    @Test
    void knowsWhenItIsTooWeakForTheseTimes() {
        PasswordHash weak = PasswordHash.parse(PasswordHash.of("secret", 10_000).encoded());

        assertThat(weak.outdated()).isTrue();
        assertThat(weak.matches("secret")).isTrue();
    }

    /** The known result was computed by another implementation of PBKDF2 with HMAC-SHA-512. */
    @Test
    void isTheStandardsFunction() {
        String known = "pbkdf2-sha512$1$c2FsdA==$"
                + "hn9wzxreAs/zdSWZo6U9xK80x6ZpgVrl1RNVThyM8lLALUcKKFoFAbrZmb/pQ8CPBQI119aLHaVeY/c7YKV/zg==";

        assertThat(PasswordHash.parse(known).matches("password")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "pbkdf2-sha512$1$c2FsdA==",
                "pbkdf2-sha512$0$c2FsdA==$AAAA",
                "pbkdf2-sha512$x$c2FsdA==$AAAA",
                "pbkdf2-sha512$1$!$AAAA",
                "bcrypt$1$c2FsdA==$AAAA"
            })
    void refusesWhatIsNoHash(String text) {
        assertThatThrownBy(() -> PasswordHash.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
