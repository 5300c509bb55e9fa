package io.postrider.broker.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SelectorCacheTest {
    private final SelectorCache cache = new SelectorCache(2);

    @Test
    void equalTextsShareASelector() throws SelectorSyntaxException {
        assertThat(cache.compile("a = 1")).isSameAs(cache.compile("a = 1")).isNotSameAs(cache.compile("a = 2"));
    }

    @Test
    void theOneLongestUnusedMakesRoom() throws SelectorSyntaxException {
        Selector first = cache.compile("a = 1");
        Selector second = cache.compile("a = 2");
        assertThat(cache.compile("a = 1")).isSameAs(first);

        cache.compile("a = 3");

        assertThat(cache.compile("a = 1")).isSameAs(first);
        assertThat(cache.compile("a = 2")).isNotSameAs(second).isEqualTo(second);
    }

    @Test
    void noTextIsNoSelector() throws SelectorSyntaxException {
        assertThat(cache.compile(null)).isSameAs(Selector.ALL);
        assertThat(cache.compile(" ")).isSameAs(Selector.ALL);
    }

    @Test
    void wrongTextsAreRefusedEachTime() {
        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(SelectorSyntaxException.class).isThrownBy(() -> cache.compile("a ="));
        }
    }

    @Test
    void longTextsAreCompiledButNotKept() throws SelectorSyntaxException {
        String text = "a".repeat(5_000);

        assertThat(cache.compile(text)).isEqualTo(cache.compile(text)).isNotSameAs(cache.compile(text));
    }

    @Test
    void aCacheOfNothingIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SelectorCache(0));
    }
}
