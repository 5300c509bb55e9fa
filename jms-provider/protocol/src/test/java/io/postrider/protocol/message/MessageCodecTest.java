package io.postrider.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The one encoding of messages: its bytes for good, its round trip, and what it does with bytes of strangers. */
class MessageCodecTest {
    private static final int ROUNDS = 2_000;

    private final long seed = Long.getLong("postrider.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RandomMessages messages = new RandomMessages(random);

    private static Message.Builder plain() {
        return Message.builder()
                .id(new MessageId(0x0102030405060708L, 9))
                .destination(DestinationName.queue("q"))
                .persistent(false);
    }

    private static Map<String, Object> ofEveryType(boolean alsoThoseOfBodies) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("n", null);
        values.put("f", false);
        values.put("t", true);
        values.put("b", (byte) -1);
        values.put("s", (short) 258);
        values.put("i", 1);
        values.put("l", -2L);
        values.put("g", 1.5f);
        values.put("d", -0.0);
        values.put("x", "ü");
        if (alsoThoseOfBodies) {
            values.put("c", 'ß');
            values.put("y", new byte[] {1, 2});
        }
        return values;
    }

    private static final String START = "01 0000 04 0102030405060708 0000000000000009 00 01 71";
    private static final String VALUES =
            "016e00 016601 017402 016203ff 0173040102 01690600000001 016c07fffffffffffffffe"
                    + " 0167083fc00000 0164098000000000000000 01780a02c3bc";

    static Stream<Arguments> golden() {
        Message full = plain().idDisabled(true)
                .persistent(true)
                .priority(9)
                .timestampMillis(1)
                .expirationMillis(2)
                .deliveryTimeMillis(3)
                .replyTo(new DestinationName(DestinationName.Kind.TEMPORARY_TOPIC, "r"))
                .correlationId("c")
                .type("t")
                .build();
        return Stream.of(
                Arguments.of("nothing", plain().build(), START + " 00"),
                Arguments.of("text", plain().body(new Body.Text("aß")).build(), START + " 01 01 61c39f"),
                Arguments.of("no text", plain().body(new Body.Text(null)).build(), START + " 01 00"),
                Arguments.of(
                        "bytes", plain().body(new Body.Bytes(new byte[] {7, 8})).build(), START + " 02 0708"),
                Arguments.of(
                        "map",
                        plain().body(new Body.Entries(ofEveryType(true))).build(),
                        START + " 03 0c " + VALUES + " 01630500df 01790b020102"),
                Arguments.of(
                        "stream",
                        plain().body(new Body.Stream(Arrays.asList(1, null, "a")))
                                .build(),
                        START + " 04 03 0600000001 00 0a0161"),
                Arguments.of(
                        "object",
                        plain().body(new Body.Serialized(new byte[] {7})).build(),
                        START + " 05 01 07"),
                Arguments.of(
                        "no object", plain().body(new Body.Serialized(null)).build(), START + " 05 00"),
                Arguments.of(
                        "correlation bytes",
                        plain().correlationId(new byte[] {7, 8}).build(),
                        START.replace("0000 04", "0080 04") + " 020708 00"),
                Arguments.of(
                        "properties",
                        plain().properties(ofEveryType(false)).build(),
                        START.replace("0000 04", "0200 04") + " 0000003d 0a " + VALUES + " 00"),
                Arguments.of(
                        "every header",
                        full,
                        "01 017f 09 0102030405060708 0000000000000009 0000000000000001 0000000000000002 0000000000000003"
                                + " 00 01 71 03 01 72 0163 0174 00"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void theBytesOfVersionOneAreForGood(String what, Message message, String hex) {
        byte[] expected = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThat(HexFormat.of().formatHex(message.encoded()))
                .isEqualTo(HexFormat.of().formatHex(expected));
        assertSame(Message.decode(expected), message);
    }

    @Test
    void whatIsEncodedIsDecoded() {
        for (int round = 0; round < ROUNDS; round++) {
            Message message = messages.next();
            Message decoded = Message.decode(message.encoded().clone());
            try {
                assertThat(decoded.bodyCode()).isEqualTo(message.bodyCode());
                assertSame(decoded, message);
                assertThat(decoded.toBuilder().build().encoded()).isEqualTo(message.encoded());
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
        }
    }

    private static void assertSame(Message actual, Message expected) {
        assertThat(Arrays.deepToString(contentOf(actual))).isEqualTo(Arrays.deepToString(contentOf(expected)));
        assertThat(Arrays.deepEquals(contentOf(actual), contentOf(expected)))
                .as("every value is of the type it was")
                .isTrue();
    }

    private static Object[] contentOf(Message message) {
        return new Object[] {headersOf(message).toArray(), entriesOf(message.properties()), contentOf(message.body())};
    }

    private static Object[] entriesOf(Map<String, Object> entries) {
        return new Object[] {entries.keySet().toArray(), entries.values().toArray()};
    }

    private static Object contentOf(Body body) {
        if (body instanceof Body.Entries entries) {
            return entriesOf(entries.entries());
        } else if (body instanceof Body.Stream stream) {
            return stream.values().toArray();
        } else if (body instanceof Body.Bytes bytes) {
            return bytes.bytes();
        }
        return body instanceof Body.Serialized serialized ? serialized.bytes() : body;
    }

    private static List<Object> headersOf(Message message) {
        return Arrays.asList(
                message.id(),
                message.idDisabled(),
                message.destination(),
                message.persistent(),
                message.priority(),
                message.timestampMillis(),
                message.expirationMillis(),
                message.deliveryTimeMillis(),
                message.correlationId(),
                message.replyTo(),
                message.type());
    }

    @Test
    void aMessageCutOffAnywhereIsRefusedOrShorter() {
        for (int round = 0; round < 300; round++) {
            byte[] whole = messages.next().encoded();
            for (int length = 0; length < whole.length; length++) {
                readAll(Arrays.copyOf(whole, length), round);
            }
        }
    }

    @Test
    void aHeaderCutOffIsAlwaysRefused() {
        byte[] whole = plain().body(new Body.Text("text")).build().encoded();
        int header = whole.length - "text".length() - 1;
        for (int length = 0; length < header; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Message.decode(cut)).isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void mutatedMessagesAreReadOrRefusedAndNothingElse() {
        for (int round = 0; round < 10 * ROUNDS; round++) {
            byte[] bytes = messages.next().encoded().clone();
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) (random.nextBoolean() ? random.nextInt() : 0xff);
            }
            readAll(bytes, round);
        }
    }

    @Test
    void randomBytesAreReadOrRefusedAndNothingElse() {
        for (int round = 0; round < 10 * ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(100)];
            random.nextBytes(bytes);
            if (bytes.length > 2) {
                // Beyond the version and the flags, where nearly all would end otherwise.
                bytes[0] = MessageCodec.VERSION;
                bytes[1] &= 3;
            }
            readAll(bytes, round);
        }
    }

    private void readAll(byte[] bytes, int round) {
        try {
            Message message = Message.decode(bytes);
            message.properties();
            message.body();
        } catch (MalformedMessageException expected) {
            assertThat(expected.getMessage()).isNotBlank();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(
                    "seed " + seed + ", round " + round + ": " + HexFormat.of().formatHex(bytes), e);
        }
    }

    static Stream<String> lies() {
        return Stream.of(
                "01 0000 04 0102030405060708 0000000000000009 00 ffffffff07",
                START.replace("0000 04", "0200 04") + " 7fffffff",
                START.replace("0000 04", "0200 04") + " 00000005 ffffffff07 00",
                START.replace("0000 04", "0080 04") + " ffffffff07",
                START + " 03 ffffffff07",
                START + " 03 01 ffffffff07",
                START + " 04 ffffffff07",
                START + " 04 01 0b ffffffff07",
                START + " 04 01 0a ffffffff07");
    }

    @ParameterizedTest
    @MethodSource("lies")
    void aLengthThatIsALieIsRefusedBeforeAnythingIsAllocatedForIt(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        assertReadingIsRefused(bytes); // once, so that classes are loaded
        long before = threads.getCurrentThreadAllocatedBytes();
        assertReadingIsRefused(bytes);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                Arguments.of("another version", "02" + START.substring(2) + " 00"),
                Arguments.of("an unknown flag", START.replace("0000 04", "0400 04") + " 00"),
                Arguments.of("two correlation identifiers", START.replace("0000 04", "00c0 04") + " 0163 0163 00"),
                Arguments.of("priority ten", START.replace("0000 04", "0000 0a") + " 00"),
                Arguments.of("an unknown kind of destination", START.replace("00 01 71", "04 01 71") + " 00"),
                Arguments.of("a destination without a name", START.replace("00 01 71", "00 00") + " 00"),
                Arguments.of("an unknown form of body", START + " 06"),
                Arguments.of("no body at all", START),
                Arguments.of("bytes after no body", START + " 00 00"),
                Arguments.of("bytes after a map", START + " 03 00 00"),
                Arguments.of("bytes after a stream", START + " 04 00 00"),
                Arguments.of("bytes after no text", START + " 01 00 61"),
                Arguments.of("a text neither there nor not", START + " 01 02 61"),
                Arguments.of("an unknown type of value", START + " 04 01 0c"),
                Arguments.of("a property of bytes", START.replace("0000 04", "0200 04") + " 00000005 01 0178 0b 00 00"),
                Arguments.of("bytes after the properties", START.replace("0000 04", "0200 04") + " 00000002 00 00 00"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void whatTheEncoderNeverWritesIsRefused(String what, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertReadingIsRefused(bytes);
    }

    private static void assertReadingIsRefused(byte[] bytes) {
        assertThatThrownBy(() -> {
                    Message message = Message.decode(bytes);
                    message.properties();
                    message.body();
                })
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void headersAreReadWhereOnlyTheBodyIsBroken() {
        byte[] bytes = HexFormat.of().parseHex((START + " 01 07 61").replace(" ", ""));
        Message message = Message.decode(bytes);
        assertThat(message.destination()).isEqualTo(DestinationName.queue("q"));
        assertThatThrownBy(message::body).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void aValueOfAnUnknownClassIsRefusedWhenItIsEncoded() {
        Message message =
                plain().body(new Body.Stream(List.of(new StringBuilder()))).build();
        assertThatThrownBy(message::encoded)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.StringBuilder");
    }

    @Test
    void aMessageIsEncodedOnceAndTheBytesItCameFromAreKept() {
        Message message = messages.next();
        assertThat(message.encoded()).isSameAs(message.encoded());
        byte[] bytes = message.encoded().clone();
        assertThat(Message.decode(bytes).encoded()).isSameAs(bytes);
    }

    @Test
    void whatABuilderWasGivenCanBeChangedAfterwards() {
        Map<String, Object> properties = new LinkedHashMap<>(Map.of("a", 1));
        Map<String, Object> entries = new LinkedHashMap<>(Map.of("a", 1));
        Message message =
                plain().properties(properties).body(new Body.Entries(entries)).build();
        properties.clear();
        entries.clear();
        assertThat(message.properties()).isEqualTo(Map.of("a", 1));
        assertThat(((Body.Entries) message.body()).entries()).isEqualTo(Map.of("a", 1));
        assertThatThrownBy(() -> message.properties().put("b", 1)).isInstanceOf(RuntimeException.class);
    }
}
