package io.postrider.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextCodecTest {

    private static String roundTrip(String text) {
        byte[] bytes = new byte[3 * text.length() + 7];
        byte[] encoded = TextCodec.encode(text);
        System.arraycopy(encoded, 0, bytes, 3, encoded.length);
        return TextCodec.decode(bytes, 3, encoded.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "plain", "why?", "12345678?", "Gr\u00fc\u00dfe \u20ac", "\ud83d\udcef?", "\ufffd", "\u0000"})
    void properTextIsUtf8(String text) {
        assertThat(TextCodec.encode(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(roundTrip(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"d800,eda080", "dbff,edafbf", "dc00,edb080", "dfff,edbfbf"})
    void aSurrogateWithoutItsPartnerTakesThreeBytesOfItsOwn(String surrogate, String bytes) {
        String alone = Character.toString((char) Integer.parseInt(surrogate, 16));
        assertThat(HexFormat.of().formatHex(TextCodec.encode(alone))).isEqualTo(bytes);
        for (String text :
                new String[] {alone, "a" + alone, alone + "b", "ü" + alone + "?", alone + alone + "\ud83d\udcef"}) {
            assertThat(roundTrip(text)).as("with %s", surrogate).isEqualTo(text);
        }
    }

    @Test
    void anyStringThatJavaCanHoldComesBack() {
        long seed = Long.getLong("postrider.seed", System.nanoTime());
        Random random = new Random(seed);
        String characters = "ab?\u00e4\u20ac\ufffd\ud7ff\ud800\udbff\udc00\udfff\ue000";
        for (int round = 0; round < 50_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(20); n > 0; n--) {
                text.append(characters.charAt(random.nextInt(characters.length())));
            }
            assertThat(roundTrip(text.toString()))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(text.toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"ff,\ufffd", "61c3,a\ufffd", "eda0,\ufffd"})
    void whatIsNoTextHoldsReplacementCharacters(String bytes, String text) {
        byte[] wrong = HexFormat.of().parseHex(bytes);
        assertThat(TextCodec.decode(wrong, 0, wrong.length))
                .startsWith(text.substring(0, 1))
                .contains("\ufffd");
    }
}
