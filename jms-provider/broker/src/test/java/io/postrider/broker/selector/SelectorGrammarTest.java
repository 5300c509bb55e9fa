package io.postrider.broker.selector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.protocol.message.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What selectors mean, in the order of section 3.8.1 of the specification, against {@link Samples#table}. */
class SelectorGrammarTest {
    private static final int DELIVERY_COUNT = 3;

    // section | selector | whether it matches
    private static final String MEANINGS =
            """
            3.8.1.1 string literal              | text = 'text'                               | true
            3.8.1.1 string literal              | text = 'Text'                               | false
            3.8.1.1 string literal              | quote = 'literal''s'                        | true
            3.8.1.1 string literal              | empty = ''                                  | true
            3.8.1.1 string literal              | empty = ''''                                | false
            3.8.1.1 string literal              | face = 'a😀b'                               | true
            3.8.1.1 exact literal               | int5 = 5 AND int5 = +5 AND -int5 = -5       | true
            3.8.1.1 exact literal               | int5 = 5L AND int5 = 5l                     | true
            3.8.1.1 exact literal, hexadecimal  | int5 = 0x5 AND int5 + 24 = 0X1d             | true
            3.8.1.1 exact literal, octal        | int5 + 24 = 035 AND int5 = 05               | true
            3.8.1.1 exact literal, binary       | int5 = 0b101                                | true
            3.8.1.1 exact literal, underscores  | big = 4_294_967_295                         | true
            3.8.1.1 exact literal, large        | big = 4294967295 AND big = 0xFFFFFFFF       | true
            3.8.1.1 exact literal, ends of long | minLong = -9223372036854775808L             | true
            3.8.1.1 exact literal, ends of long | minLong = - 9223372036854775808             | true
            3.8.1.1 exact literal, ends of long | maxLong = 9223372036854775807               | true
            3.8.1.1 exact literal, ends of long | minLong = 0x8000000000000000L               | true
            3.8.1.1 approximate literal         | 7E3 = 7000 AND -57.9E2 = -5790.             | true
            3.8.1.1 approximate literal         | 7. = 7 AND -95.7 < -95 AND +6.2 > 6         | true
            3.8.1.1 approximate literal         | .7e4 = 7000 AND 7.e-1 = 0.7                 | true
            3.8.1.1 approximate literal         | 5f = 5 AND 5d = 5 AND 5.0D = 5 AND 09.0 = 9 | true
            3.8.1.1 approximate literal         | 0x1.8p1 = 3 AND 0x1p-1F = 0.5               | true
            3.8.1.1 boolean literal             | TRUE                                        | true
            3.8.1.1 boolean literal             | false                                       | false
            3.8.1.1 boolean literal             | yes = tRuE AND no <> TRUE                   | true
            3.8.1.1 identifier                  | $dollar_1 = 'd' AND _under = 'u'            | true
            3.8.1.1 identifier, any letter      | größe = 'umlaut'                            | true
            3.8.1.1 identifier, no keyword      | ıs = 'dotless'                              | true
            3.8.1.1 identifier, case-sensitive  | name = 'case' AND NAME = 'CASE'             | true
            3.8.1.1 identifier, case-sensitive  | Name IS NULL                                | true
            3.8.1.1 identifier, no conversion   | text5 = 'x' OR text5 > 1                    | false
            3.8.1.1 identifier, no conversion   | text5 = 5                                   | false
            3.8.1.1 identifier, no conversion   | int5 = '5'                                  | false
            3.8.1.1 header fields               | JMSDeliveryMode = 'PERSISTENT'              | true
            3.8.1.1 header fields               | JMSPriority > 6 AND JMSTimestamp <= 1000    | true
            3.8.1.1 header fields               | JMSMessageID = 'ID:000000000000cafe-7'      | true
            3.8.1.1 header fields               | 'ID:000000000000cafe-7' = JMSMessageID      | true
            3.8.1.1 header fields               | JMSMessageID <> 'ID:000000000000cafe-7'     | false
            3.8.1.1 header fields               | JMSMessageID = 'ID:cafe-7'                  | false
            3.8.1.1 header fields               | JMSMessageID <> 'nonsense'                  | true
            3.8.1.1 header fields               | JMSMessageID LIKE 'ID:%-7'                  | true
            3.8.1.1 header fields               | JMSCorrelationID = 'c-1' AND JMSType = 'car'| true
            3.8.1.1 JMSX names                  | JMSXGroupID = 'g'                           | true
            3.8.1.1 JMSX names                  | JMSXDeliveryCount = 3                       | true
            3.8.1.1 JMSX names                  | JMSXUserID IS NULL                          | true
            3.8.1.1 JMS_ names                  | JMS_postrider_x = 'x'                       | true
            3.8.1.1 expression                  | yes                                         | true
            3.8.1.1 expression                  | no                                          | false
            3.8.1.1 expression                  | missing                                     | false
            3.8.1.1 expression, no boolean      | int5                                        | false
            3.8.1.1 expression, no boolean      | NOT int5                                    | false
            3.8.1.1 brackets                    | (yes OR no) AND no                          | false
            3.8.1.1 brackets                    | ((int5) + (1)) * 2 = 12                     | true
            3.8.1.1 logical precedence          | NOT yes AND no                              | false
            3.8.1.1 logical precedence          | NOT (yes AND no)                            | true
            3.8.1.1 logical precedence          | yes OR yes AND no                           | true
            3.8.1.1 logical precedence          | NOT int5 = 6                                | true
            3.8.1.1 logical precedence          | NOT NOT yes                                 | true
            3.8.1.1 comparison                  | int5 = 5 AND int5 >= 5 AND int5 <= 5        | true
            3.8.1.1 comparison                  | int5 > 4 AND int5 < 6 AND int5 <> 4         | true
            3.8.1.1 comparison                  | int5 > 5 OR int5 < 5 OR int5 <> 5           | false
            3.8.1.1 comparison, numeric types   | byte5 = short5 AND int5 = long5             | true
            3.8.1.1 comparison, numeric types   | long5 = float5 AND float5 = double5         | true
            3.8.1.1 comparison, promotion       | half = 0.5 AND half < 1                     | true
            3.8.1.1 comparison, promotion       | tenth = 0.1                                 | false
            3.8.1.1 comparison, promotion       | tenth = 0.1f                                | true
            3.8.1.1 comparison, promotion       | maxLong = 9223372036854775806               | false
            3.8.1.1 comparison, promotion       | maxLong = 9223372036854775806.0             | true
            3.8.1.1 comparison, NaN             | nan = nan OR nan < 1 OR nan >= 1            | false
            3.8.1.1 comparison, NaN             | nan <> nan                                  | true
            3.8.1.1 comparison, unlike types    | text = 5                                    | false
            3.8.1.1 comparison, unlike types    | text <> 5                                   | false
            3.8.1.1 comparison, unlike types    | yes = 'true'                                | false
            3.8.1.1 comparison, unlike types    | NOT text = 5                                | true
            3.8.1.1 comparison, unlike types    | text > loose OR yes >= no                   | false
            3.8.1.1 comparison, booleans        | yes = TRUE AND no <> TRUE AND yes <> no     | true
            3.8.1.1 comparison, booleans        | (int5 = 5) = yes                            | true
            3.8.1.1 comparison, strings         | text <> word AND text <> 'x'                | true
            3.8.1.1 comparison with NULL        | missing = 5 OR missing <> 5                 | false
            3.8.1.1 comparison with NULL        | NOT missing = 5                             | false
            3.8.1.1 arithmetic precedence       | 1 + 2 * 3 - 4 / 4 = 6                       | true
            3.8.1.1 arithmetic precedence       | - int5 + 5 = 0 AND 2 * -int5 = -10          | true
            3.8.1.1 arithmetic, left to right   | 10 - 5 - 2 = 3 AND 100 / 10 / 5 = 2         | true
            3.8.1.1 arithmetic, signs           | - - int5 = 5 AND int5 - -5 = 10             | true
            3.8.1.1 arithmetic, promotion       | int5 / 2 = 2 AND int5 / 2.0 = 2.5           | true
            3.8.1.1 arithmetic, promotion       | maxInt + 1 < 0 AND maxInt + 1L > 0          | true
            3.8.1.1 arithmetic, promotion       | byte5 * short5 = 25                         | true
            3.8.1.1 arithmetic, by zero         | int5 / 0 = 0 OR NOT int5 / 0 = 0            | false
            3.8.1.1 arithmetic, by zero         | int5 / 0.0 > maxLong                        | true
            3.8.1.1 arithmetic on a string      | text5 + 1 > 0 OR text5 + 1 <= 0             | false
            3.8.1.1 arithmetic on a string      | -text5 = -5                                 | false
            3.8.1.1 arithmetic on NULL          | missing + 1 > 0 OR NOT missing + 1 > 0      | false
            3.8.1.1 BETWEEN                     | int5 BETWEEN 5 AND 5                        | true
            3.8.1.1 BETWEEN                     | int5 BETWEEN 6 AND 10                       | false
            3.8.1.1 BETWEEN                     | int5 + 1 BETWEEN int5 AND 2 * int5 AND yes  | true
            3.8.1.1 BETWEEN                     | 5 BETWEEN 1 AND 9                           | true
            3.8.1.1 NOT BETWEEN                 | int5 NOT BETWEEN 6 AND 10                   | true
            3.8.1.1 NOT BETWEEN                 | int5 NOT BETWEEN 4 AND 10                   | false
            3.8.1.1 BETWEEN, unlike types       | text5 BETWEEN 1 AND 9                       | false
            3.8.1.1 BETWEEN, unlike types       | text5 NOT BETWEEN 6 AND 9                   | false
            3.8.1.1 BETWEEN with NULL           | int5 BETWEEN 6 AND missing                  | false
            3.8.1.1 BETWEEN with NULL           | NOT int5 BETWEEN 6 AND missing              | true
            3.8.1.1 BETWEEN with NULL           | NOT int5 BETWEEN 4 AND missing              | false
            3.8.1.1 IN                          | Country IN ('UK', 'US', 'France')           | true
            3.8.1.1 IN                          | Country IN ('Peru')                         | false
            3.8.1.1 IN                          | Country IN ('uk', 'U', 'UK ')               | false
            3.8.1.1 NOT IN                      | Country NOT IN ('Peru', 'Chile')            | true
            3.8.1.1 NOT IN                      | Country NOT IN ('UK')                       | false
            3.8.1.1 IN with NULL                | missing IN ('UK') OR missing NOT IN ('UK')  | false
            3.8.1.1 IN, unlike types            | int5 IN ('5') OR int5 NOT IN ('5')          | false
            3.8.1.1 LIKE                        | phone LIKE '12%3'                           | true
            3.8.1.1 LIKE                        | phone LIKE '12%9'                           | false
            3.8.1.1 LIKE                        | word LIKE 'l_se' AND NOT loose LIKE 'l_se'  | true
            3.8.1.1 LIKE, whole value           | phone LIKE '2993' OR phone LIKE '1299'      | false
            3.8.1.1 LIKE, empty sequence        | word LIKE '%lose%' AND empty LIKE '%'       | true
            3.8.1.1 LIKE, several sequences     | phone LIKE '%2%9%%3'                        | true
            3.8.1.1 LIKE, several sequences     | phone LIKE '%9%2%'                          | false
            3.8.1.1 LIKE, nothing special       | word LIKE 'l.se' OR word LIKE '[l]ose'      | false
            3.8.1.1 LIKE, one code point        | face LIKE 'a_b' AND NOT face LIKE 'a__b'    | true
            3.8.1.1 LIKE with ESCAPE            | underscored LIKE '\\_%' ESCAPE '\\'         | true
            3.8.1.1 LIKE with ESCAPE            | text LIKE '\\_%' ESCAPE '\\'                | false
            3.8.1.1 LIKE with ESCAPE            | percent LIKE '50!%' ESCAPE '!'              | true
            3.8.1.1 LIKE with ESCAPE            | quote LIKE '%l''''s' ESCAPE ''''            | true
            3.8.1.1 NOT LIKE                    | phone NOT LIKE '12%3'                       | false
            3.8.1.1 NOT LIKE                    | phone NOT LIKE '12%4'                       | true
            3.8.1.1 LIKE with NULL              | missing LIKE '%' OR missing NOT LIKE '%'    | false
            3.8.1.1 LIKE, unlike types          | int5 LIKE '5' OR int5 NOT LIKE '5'          | false
            3.8.1.1 IS NULL                     | missing IS NULL AND nothing IS NULL         | true
            3.8.1.1 IS NULL                     | text IS NULL OR JMSType IS NULL             | false
            3.8.1.1 IS NOT NULL                 | text IS NOT NULL AND int5 IS NOT NULL       | true
            3.8.1.1 IS NOT NULL                 | missing IS NOT NULL                         | false
            3.8.1.1 keywords in any case        | text Is Not Null aNd int5 beTween 1 And 9   | true
            3.8.1.2 AND                         | missing AND yes OR missing AND missing      | false
            3.8.1.2 AND                         | NOT (missing AND no) AND NOT (no AND yes)   | true
            3.8.1.2 AND                         | NOT (missing AND yes)                       | false
            3.8.1.2 OR                          | missing OR yes                              | true
            3.8.1.2 OR                          | missing OR no OR missing                    | false
            3.8.1.2 OR                          | NOT (missing OR no)                         | false
            3.8.1.2 NOT                         | NOT missing                                 | false
            3.8.1.3 example                     | JMSType = 'car' AND int5 > 2 AND yes        | true
            """;

    // section | text | position of the error | part of its message
    private static final String REFUSALS =
            """
            3.8.1.1 string literal        | text = 'open                | 8  | no closing quote
            3.8.1.1 string literal        | text = "double"             | 8  | single quotes
            3.8.1.1 exact literal         | a = 9223372036854775808     | 5  | range of a long
            3.8.1.1 exact literal         | a = -9223372036854775809    | 6  | range of a long
            3.8.1.1 exact literal         | a = 0x1FFFFFFFFFFFFFFFF     | 5  | range of a long
            3.8.1.1 exact literal         | a = 09                      | 5  | no number
            3.8.1.1 exact literal         | a = 0x                      | 5  | no number
            3.8.1.1 exact literal         | a = 5_                      | 5  | no number
            3.8.1.1 exact literal         | a = 12abc                   | 5  | no number
            3.8.1.1 approximate literal   | a = 1e999                   | 5  | range of a double
            3.8.1.1 approximate literal   | a = 1e-999                  | 5  | range of a double
            3.8.1.1 approximate literal   | a = 1e39f                   | 5  | range of a float
            3.8.1.1 approximate literal   | a = 1.2.3                   | 5  | no number
            3.8.1.1 approximate literal   | a = 1e                      | 5  | no number
            3.8.1.1 identifier, keyword   | NULL = 0                    | 1  | IS NULL
            3.8.1.1 identifier, keyword   | TRUE = 0                    | 6  | cannot be compared
            3.8.1.1 identifier, keyword   | FALSE = 0                   | 7  | cannot be compared
            3.8.1.1 identifier, keyword   | NOT = 0                     | 5  | found '='
            3.8.1.1 identifier, keyword   | AND = 0                     | 1  | found 'AND'
            3.8.1.1 identifier, keyword   | OR = 0                      | 1  | found 'OR'
            3.8.1.1 identifier, keyword   | BETWEEN = 0                 | 1  | found 'BETWEEN'
            3.8.1.1 identifier, keyword   | LIKE = 0                    | 1  | found 'LIKE'
            3.8.1.1 identifier, keyword   | IN = 0                      | 1  | found 'IN'
            3.8.1.1 identifier, keyword   | IS = 0                      | 1  | found 'IS'
            3.8.1.1 identifier, keyword   | escape = 0                  | 1  | found 'escape'
            3.8.1.1 identifier            | a-b.c = 1                   | 4  | U+002E
            3.8.1.1 identifier            | #a = 1                      | 1  | U+0023
            3.8.1.1 header fields         | JMSDestination = 'q'        | 1  | JMSCorrelationID
            3.8.1.1 header fields         | JMSRedelivered              | 1  | cannot be used
            3.8.1.1 header fields, types  | JMSPriority = 'high'        | 13 | cannot be compared
            3.8.1.1 header fields, types  | JMSDeliveryMode = 2         | 17 | cannot be compared
            3.8.1.1 white space           | a =\u00a01                   | 4  | U+00A0
            3.8.1.1 expression            | 5                           | 1  | expected a boolean
            3.8.1.1 expression            | 'text'                      | 1  | expected a boolean
            3.8.1.1 expression            | a + 1                       | 1  | expected a boolean
            3.8.1.1 expression            | JMSType                     | 1  | expected a boolean
            3.8.1.1 expression            | a = 1 AND 5                 | 11 | expected a boolean
            3.8.1.1 expression            | 'x' OR a                    | 1  | expected a boolean
            3.8.1.1 expression            | NOT 5                       | 5  | expected a boolean
            3.8.1.1 expression            | a b                         | 3  | or the end
            3.8.1.1 brackets              | (a = 1                      | 7  | found the end
            3.8.1.1 brackets              | a = 1)                      | 6  | found ')'
            3.8.1.1 brackets              | ()                          | 2  | found ')'
            3.8.1.1 logical operators     | a AND                       | 6  | found the end
            3.8.1.1 comparison            | a > 'foo'                   | 5  | expected a number
            3.8.1.1 comparison            | 'foo' <= TRUE               | 1  | expected a number
            3.8.1.1 comparison            | TRUE >= a                   | 1  | expected a number
            3.8.1.1 comparison            | 5 = 'x'                     | 3  | cannot be compared
            3.8.1.1 comparison            | a = b = c                   | 7  | parentheses
            3.8.1.1 comparison            | a = NULL                    | 5  | IS NULL
            3.8.1.1 comparison            | a != 1                      | 3  | <>
            3.8.1.1 comparison            | a == 1                      | 4  | found '='
            3.8.1.1 comparison            | a =                         | 4  | found the end
            3.8.1.1 arithmetic            | name = 5 + 'x'              | 12 | expected a number
            3.8.1.1 arithmetic            | a = -'x'                    | 6  | expected a number
            3.8.1.1 arithmetic            | a = TRUE * 2                | 5  | expected a number
            3.8.1.1 arithmetic            | a = (b = 1) + 1             | 5  | expected a number
            3.8.1.1 arithmetic            | a = 5 %                     | 7  | U+0025
            3.8.1.1 BETWEEN               | a BETWEEN 'foo' and 'test'  | 11 | expected a number
            3.8.1.1 BETWEEN               | a BETWEEN 1 OR 2            | 13 | expected AND
            3.8.1.1 BETWEEN               | JMSType BETWEEN 1 AND 2     | 1  | expected a number
            3.8.1.1 IN                    | a NOT IN (1,2,3)            | 11 | a string literal
            3.8.1.1 IN                    | a IN ()                     | 7  | a string literal
            3.8.1.1 IN                    | a IN ('x' 'y')              | 11 | ',' or ')'
            3.8.1.1 IN                    | 'a' IN ('x')                | 1  | an identifier
            3.8.1.1 IN                    | JMSPriority IN ('x')        | 1  | expected a string
            3.8.1.1 LIKE                  | a LIKE 7                    | 8  | a string literal
            3.8.1.1 LIKE                  | 'a' LIKE 'b'                | 1  | an identifier
            3.8.1.1 LIKE                  | a LIKE 'b' ESCAPE 'cd'      | 19 | single character
            3.8.1.1 LIKE                  | a LIKE 'b' ESCAPE ''        | 19 | single character
            3.8.1.1 LIKE                  | a LIKE 'b!' ESCAPE '!'      | 8  | escapes nothing
            3.8.1.1 NOT                   | a NOT = 5                   | 7  | BETWEEN, IN or LIKE
            3.8.1.1 IS NULL               | a IS 5                      | 6  | expected NULL
            3.8.1.1 IS NULL               | a + 1 IS NULL               | 1  | an identifier
            3.8.1.3 no comments           | a = 1 -- a comment          | 12 | found 'comment'
            3.8.1.3 no comments           | a = 1 /* comment */         | 8  | found '*'
            """;

    private final Message message = Samples.table();

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = MEANINGS)
    void isDecidedAsTheSpecificationSays(String section, String selector, boolean selected)
            throws SelectorSyntaxException {
        assertThat(Selector.compile(selector).matches(message, DELIVERY_COUNT)).isEqualTo(selected);
    }

    @ParameterizedTest(name = "{0}: {1} is wrong at {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = REFUSALS)
    void isRefusedWithThePlaceAndTheReason(String section, String selector, int position, String reason) {
        assertThatExceptionOfType(SelectorSyntaxException.class)
                .isThrownBy(() -> Selector.compile(selector))
                .withMessageStartingWith("invalid selector at position " + position + ": ")
                .withMessageContaining(reason)
                .satisfies(e -> assertThat(e.position()).isEqualTo(position));
    }
}
