package io.postrider.broker.selector;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.selector.RandomSelectors.Written;
import io.postrider.protocol.message.Message;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random selectors and random texts. A failure names the seed; {@code -Dpostrider.seed=N} runs it again. */
class SelectorRandomTest {
    private static final List<String> SCRAPS = List.of(
            " ",
            "(",
            ")",
            "'",
            "''",
            "'x'",
            "a",
            "JMSType",
            "JMSPriority",
            "AND",
            "OR",
            "NOT",
            "IN",
            "LIKE",
            "IS",
            "NULL",
            "BETWEEN",
            "ESCAPE",
            "TRUE",
            "=",
            "<>",
            "<",
            ">",
            "+",
            "-",
            "*",
            "/",
            ",",
            "0",
            "5",
            "0x",
            ".",
            "1e",
            "9223372036854775808",
            "5L",
            "\u0000",
            "\uD83D",
            "é",
            "\"",
            "%",
            "_");

    private final long seed = Long.getLong("postrider.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RandomSelectors selectors = new RandomSelectors(random);

    @Test
    void selectsWhatAPlainEvaluatorSelects() throws SelectorSyntaxException {
        for (int i = 0; i < 20_000; i++) {
            Written written = selectors.condition(1 + random.nextInt(4));
            Selector selector = Selector.compile(written.text());
            Selector again = Selector.compile(selector.toString());
            for (int j = 0; j < 5; j++) {
                Map<String, Object> properties = selectors.properties();
                Message message = Samples.bare().properties(properties).build();
                boolean expected = Boolean.TRUE.equals(written.meaning().apply(properties));

                assertThat(selector.matches(message, 1))
                        .as("seed %d: %s with %s", seed, written.text(), properties)
                        .isEqualTo(expected);
                assertThat(again.matches(message, 1))
                        .as("seed %d: normalised %s with %s", seed, selector, properties)
                        .isEqualTo(expected);
            }
            assertThat(again).as("seed %d: %s", seed, written.text()).hasToString(selector.toString());
        }
    }

    @Test
    void anyTextIsASelectorOrIsRefusedInGoodOrder() {
        Message message = Samples.table();
        for (int i = 0; i < 50_000; i++) {
            String text = random.nextBoolean()
                    ? scraps()
                    : damaged(selectors.condition(3).text());
            try {
                Selector selector = Selector.compile(text);
                selector.matches(message, 1);
                assertThat(Selector.compile(selector.toString()))
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(selector);
            } catch (SelectorSyntaxException e) {
                assertThat(e.position()).as("seed %d: %s", seed, text).isBetween(1, text.length() + 1);
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
    }

    private String scraps() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(SCRAPS.get(random.nextInt(SCRAPS.size()))).append(random.nextBoolean() ? " " : "");
        }
        return text.toString();
    }

    private String damaged(String text) {
        StringBuilder damaged = new StringBuilder(text);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(damaged.length() + 1);
            switch (random.nextInt(3)) {
                case 0 -> damaged.insert(at, SCRAPS.get(random.nextInt(SCRAPS.size())));
                case 1 -> damaged.delete(at, Math.min(damaged.length(), at + 1 + random.nextInt(4)));
                default -> damaged.insert(at, (char) random.nextInt(0x10000));
            }
        }
        return damaged.toString();
    }
}
