package io.postrider.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.protocol.message.MalformedMessageException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameCodecTest {

    static List<Frame> frames() {
        return FrameSamples.all();
    }

    @Test
    void everyTypeHasASample() {
        Set<FrameType> seen = EnumSet.noneOf(FrameType.class);
        frames().forEach(frame -> seen.add(frame.type()));
        assertThat(seen).containsExactlyInAnyOrder(FrameType.values());
    }

    @Test
    void codesAreDistinctAndFound() {
        Set<Integer> codes = new HashSet<>();
        for (FrameType type : FrameType.values()) {
            assertThat(codes.add(type.code())).as("code of %s", type).isTrue();
            assertThat(FrameType.ofCode(type.code())).isSameAs(type);
        }
        assertThatThrownBy(() -> FrameType.ofCode(0)).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> FrameType.ofCode(255)).isInstanceOf(MalformedMessageException.class);
    }

    @ParameterizedTest
    @MethodSource("frames")
    void whatIsDecodedIsEncodedToTheSameBytes(Frame frame) {
        EncodedFrame bytes = FrameEncoder.encode(frame);
        Frame decoded = FrameDecoder.decode(bytes.type(), head(bytes), bytes.body());
        assertThat(decoded).hasSameClassAs(frame);
        EncodedFrame again = FrameEncoder.encode(decoded);
        assertThat(head(again)).isEqualTo(head(bytes));
        assertThat(again.body()).isEqualTo(bytes.body());
    }

    @ParameterizedTest
    @MethodSource("frames")
    void everyTruncatedHeadIsRefused(Frame frame) {
        EncodedFrame bytes = FrameEncoder.encode(frame);
        for (int length = 0; length < head(bytes).length; length++) {
            byte[] head = Arrays.copyOf(head(bytes), length);
            assertThatThrownBy(() -> FrameDecoder.decode(bytes.type(), head, bytes.body()))
                    .isInstanceOf(MalformedMessageException.class);
        }
        byte[] tooLong = Arrays.copyOf(head(bytes), head(bytes).length + 1);
        assertThatThrownBy(() -> FrameDecoder.decode(bytes.type(), tooLong, bytes.body()))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void randomBytesDecodeOrAreRefusedButNeverHarm() {
        long seed = Long.getLong("postrider.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Frame> frames = frames();
        for (int i = 0; i < 50_000; i++) {
            EncodedFrame bytes = FrameEncoder.encode(frames.get(random.nextInt(frames.size())));
            byte[] head = mutate(head(bytes), random);
            byte[] body = random.nextBoolean() ? bytes.body() : mutate(bytes.body(), random);
            FrameType type = random.nextInt(8) == 0
                    ? FrameType.values()[random.nextInt(FrameType.values().length)]
                    : bytes.type();
            try {
                FrameDecoder.decode(type, head, body);
            } catch (MalformedMessageException expected) {
                assertThat(expected.getMessage())
                        .as("seed %d, round %d", seed, i)
                        .isNotBlank();
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", round " + i + ", type " + type, e);
            }
        }
    }

    private static byte[] head(EncodedFrame frame) {
        return Arrays.copyOfRange(frame.start(), EncodedFrame.BEFORE_HEAD_BYTES, frame.start().length);
    }

    private static byte[] mutate(byte[] bytes, Random random) {
        byte[] copy = bytes.clone();
        for (int n = random.nextInt(4); n > 0 && copy.length > 0; n--) {
            copy[random.nextInt(copy.length)] = (byte) random.nextInt();
        }
        return copy;
    }
}
