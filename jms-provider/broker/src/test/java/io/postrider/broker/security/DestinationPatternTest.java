package io.postrider.broker.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationPatternTest {

    @ParameterizedTest
    @CsvSource({
        "orders,           orders,        true",
        "orders,           orders.eu,     false",
        "orders,           order,         false",
        "orders.*,         orders.eu,     true",
        "orders.*,         orders,        false",
        "orders.*,         orders.eu.de,  false",
        "orders.*,         ordersx.eu,    false",
        "orders.>,         orders.eu,     true",
        "orders.>,         orders.eu.de,  true",
        "orders.>,         orders,        false",
        "*.eu,             orders.eu,     true",
        "*.eu,             orders.us,     false",
        "*.*,              a.b,           true",
        "*,                orders,        true",
        "*,                a.b,           false",
        ">,                orders,        true",
        ">,                a.b.c,         true",
        "a.*.c,            a..c,          true",
        "topic://orders,   orders,        false",
        "queue://orders.*, orders.eu,     true",
    })
    void matchesWordByWord(String pattern, String queue, boolean expected) {
        assertThat(DestinationPattern.parse(pattern).matches(DestinationName.queue(queue)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "queue://", "orders*", "a.>.b", "a.b>", "*>"})
    void refusesWhatCouldBeMisunderstood(String text) {
        assertThatThrownBy(() -> DestinationPattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void theMoreSpecificComesFirstWhateverTheOrderBefore() {
        long seed = Long.getLong("postrider.seed", System.nanoTime());
        List<String> expected = List.of("queue://a.b", "a.b", "a.*", "a.>", "*.b", "*.*", "*.>", "queue://>", ">");
        List<DestinationPattern> patterns = new ArrayList<>();
        expected.forEach(text -> patterns.add(DestinationPattern.parse(text)));
        Collections.shuffle(patterns, new Random(seed));

        patterns.sort(DestinationPattern.SPECIFIC_FIRST);

        assertThat(patterns)
                .as("seed %d", seed)
                .map(DestinationPattern::toString)
                .isEqualTo(expected);
    }
}
