package io.postrider.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.protocol.message.ByteReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The bytes of every frame, as they were when version 1 was fixed: clients and brokers of any age must agree on them. They are never
 * changed; a new frame brings new lines.
 */
class GoldenBytesTest {
    private static final String FILE = "/frames-1.txt";

    @Test
    void framesAreEncodedToTheBytesTheyAlwaysHad() throws IOException {
        List<String> encoded = FrameSamples.all().stream()
                .map(frame -> frame.type() + " " + HexFormat.of().formatHex(bytes(FrameEncoder.encode(frame))))
                .toList();
        assertThat(encoded).as("the lines of src/test/resources" + FILE).containsExactlyElementsOf(golden());
    }

    @Test
    void theBytesOfOldAreDecoded() throws IOException {
        List<Frame> samples = FrameSamples.all();
        List<String> lines = golden();
        for (int i = 0; i < lines.size(); i++) {
            byte[] bytes =
                    HexFormat.of().parseHex(lines.get(i).substring(lines.get(i).indexOf(' ') + 1));
            assertThat(bytes(FrameEncoder.encode(decode(bytes))))
                    .as(lines.get(i))
                    .isEqualTo(bytes);
            assertThat(decode(bytes)).hasSameClassAs(samples.get(i));
        }
    }

    private static Frame decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        assertThat(in.readInt()).isEqualTo(bytes.length - EncodedFrame.LENGTH_FIELD_BYTES);
        FrameType type = FrameType.ofCode(in.readUnsignedByte());
        byte[] head = in.readRaw(in.readInt());
        return FrameDecoder.decode(type, head, in.readRaw(in.remaining()));
    }

    private static byte[] bytes(EncodedFrame frame) {
        byte[] all = Arrays.copyOf(frame.start(), frame.totalBytes());
        System.arraycopy(frame.body(), 0, all, frame.start().length, frame.body().length);
        return all;
    }

    private static List<String> golden() throws IOException {
        try (InputStream in = GoldenBytesTest.class.getResourceAsStream(FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
