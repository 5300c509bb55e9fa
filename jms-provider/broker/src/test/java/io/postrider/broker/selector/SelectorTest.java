package io.postrider.broker.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.protocol.message.Message;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", " \t\r\n\f"})
    void anEmptyOrBlankTextIsNoSelector(String text) throws SelectorSyntaxException {
        assertThat(Selector.compile(text)).isSameAs(Selector.ALL);
        assertThat(Selector.compile(null)).isSameAs(Selector.ALL);
        assertThat(Selector.ALL.matches(Samples.with(), 1)).isTrue();
    }

    @Test
    void everyKindOfWhiteSpaceSeparates() throws SelectorSyntaxException {
        Selector selector = Selector.compile("\n a\t=\f'x'\r\nAND\rb\tIS\nNULL ");

        assertThat(selector.matches(Samples.with("a", "x"), 1)).isTrue();
    }

    @Test
    void theDeliveryCountIsThatOfTheDeliveryWhateverThePropertySays() throws SelectorSyntaxException {
        Selector selector = Selector.compile("JMSXDeliveryCount > 1");
        Message message = Samples.with("JMSXDeliveryCount", 9);

        assertThat(selector.matches(message, 1)).isFalse();
        assertThat(selector.matches(message, 2)).isTrue();
    }

    @Test
    void headerFieldsThatAMessageDoesWithoutAreNull() throws SelectorSyntaxException {
        Message bare = Samples.bare().persistent(false).idDisabled(true).build();

        assertThat(Selector.compile("JMSMessageID IS NULL AND JMSCorrelationID IS NULL AND JMSType IS NULL")
                        .matches(bare, 1))
                .isTrue();
        assertThat(Selector.compile("JMSMessageID <> 'ID:1-1' OR JMSMessageID = 'ID:1-1'")
                        .matches(bare, 1))
                .isFalse();
        assertThat(Selector.compile("JMSDeliveryMode = 'NON_PERSISTENT' AND JMSTimestamp = 0")
                        .matches(bare, 1))
                .isTrue();
    }

    @Test
    void aCorrelationIdentifierOfBytesIsNull() throws SelectorSyntaxException {
        Message message = Samples.bare()
                .correlationId("c".getBytes(StandardCharsets.UTF_8))
                .build();

        assertThat(Selector.compile("JMSCorrelationID IS NULL").matches(message, 1))
                .isTrue();
    }

    @Test
    void aMessageReadFromBytesIsSelectedAlike() throws SelectorSyntaxException {
        Message decoded = Message.decode(Samples.table().encoded());

        assertThat(Selector.compile("JMSType = 'car' AND short5 = 5 AND face LIKE 'a%'")
                        .matches(decoded, 1))
                .isTrue();
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            a='x'   and(b   is null)               | a = 'x' AND b IS NULL
            ((a)or((b))) and not(c=1)              | (a OR b) AND NOT c = 1
            a - (b - c) = (a - b) - c              | a - (b - c) = a - b - c
            (a*b)+c>-(d+1)                         | a * b + c > -(d + 1)
            (a = 1) = (b = 2)                      | (a = 1) = (b = 2)
            a not in('x','y''z')                   | a NOT IN ('x', 'y''z')
            a not like '!%' escape '!'             | a NOT LIKE '!%' ESCAPE '!'
            a between 1 and 0x10 and TRUE=b        | a BETWEEN 1 AND 16 AND TRUE = b
            a in ('x') and a is not null or not b  | a IN ('x') AND a IS NOT NULL OR NOT b
            a = 4294967296 or a = 1f or a = 7.     | a = 4294967296L OR a = 1.0f OR a = 7.0
            - - 5 = - -a                           | -(-5) = --a
            """)
    void itsTextIsNormalised(String written, String normalised) throws SelectorSyntaxException {
        assertThat(Selector.compile(written)).hasToString(normalised);
        assertThat(Selector.compile(normalised)).hasToString(normalised).isEqualTo(Selector.compile(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "NOT ", "- ", "(NOT "})
    void deepNestingIsRefused(String opening) {
        assertThatExceptionOfType(SelectorSyntaxException.class)
                .isThrownBy(() -> Selector.compile(opening.repeat(10_000) + "a"))
                .withMessageContaining("nested more than 100 deep");
    }

    @Test
    void longChainsAreNoNesting() throws SelectorSyntaxException {
        Selector sum = Selector.compile("a" + " + 1".repeat(10_000) + " = 10001");
        Selector junction = Selector.compile("a = 1" + " AND a = 1".repeat(5_000) + " OR b".repeat(3_000));

        assertThat(sum.matches(Samples.with("a", 1), 1)).isTrue();
        assertThat(junction.matches(Samples.with("a", 1), 1)).isTrue();
    }

    @Test
    void aLongNumberOrIdentifierIsReadOrRefusedInGoodOrder() throws SelectorSyntaxException {
        String name = "a".repeat(60_000);

        assertThat(Selector.compile(name).matches(Samples.with(name, true), 1)).isTrue();
        assertThatExceptionOfType(SelectorSyntaxException.class)
                .isThrownBy(() -> Selector.compile("a = " + "1_".repeat(30_000) + "1"))
                .withMessageContaining("range of a long");
    }

    @Test
    void aTextBeyondTheLimitIsRefused() {
        assertThatExceptionOfType(SelectorSyntaxException.class)
                .isThrownBy(() -> Selector.compile("a".repeat(Selector.MAX_LENGTH + 1)))
                .withMessageContaining("at most " + Selector.MAX_LENGTH);
    }

    @Test
    void aPatternOfManySequencesTakesNoExponentialTime() throws SelectorSyntaxException {
        Selector selector = Selector.compile("a LIKE '" + "%a".repeat(500) + "b'");

        assertThat(selector.matches(Samples.with("a", "a".repeat(5_000)), 1)).isFalse();
    }

    @ParameterizedTest(name = "{0} needs {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            region = 'eu'                  | RequiredValue[identifier=region, value=eu]
            'eu' = region                  | RequiredValue[identifier=region, value=eu]
            size > 5 AND region = 'eu'     | RequiredValue[identifier=region, value=eu]
            size = 5 AND region = 'eu'     | RequiredValue[identifier=size, value=5]
            size = -5L                     | RequiredValue[identifier=size, value=-5]
            urgent = TRUE                  | RequiredValue[identifier=urgent, value=true]
            JMSType = 'car'                | RequiredValue[identifier=JMSType, value=car]
            JMSCorrelationID = 'a'         | RequiredValue[identifier=JMSCorrelationID, value=a]
            JMSMessageID = 'ID:1-1'        |
            JMSXDeliveryCount = 1          |
            region = 'eu' OR size > 5      |
            region <> 'eu'                 |
            region = other                 |
            size = 5.0                     |
            NOT region = 'eu'              |
            """)
    void saysWhichValueAMessageMustHave(String selector, String required) throws SelectorSyntaxException {
        assertThat(Selector.compile(selector)
                        .requiredValue()
                        .map(Object::toString)
                        .orElse(null))
                .isEqualTo(required);
    }
}
