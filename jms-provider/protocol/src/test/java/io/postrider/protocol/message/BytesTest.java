package io.postrider.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ByteWriter} and {@link ByteReader}: what one writes the other reads, and nothing beyond. */
class BytesTest {

    @Test
    void everyFormIsReadAsItWasWritten() {
        byte[] bytes = new ByteWriter(0)
                .writeByte(200)
                .writeShort(-2)
                .writeInt(Integer.MIN_VALUE)
                .writeLong(Long.MAX_VALUE)
                .writeVarInt(300)
                .writeString("für 😀")
                .writeBytes(new byte[] {1, 2, 3})
                .writeRaw(new byte[] {1, 2, 3, 4}, 1, 2)
                .toByteArray();
        ByteReader in = new ByteReader(bytes);
        assertThat(in.readUnsignedByte()).isEqualTo(200);
        assertThat(in.readShort()).isEqualTo((short) -2);
        assertThat(in.readInt()).isEqualTo(Integer.MIN_VALUE);
        assertThat(in.readLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(in.readVarInt()).isEqualTo(300);
        assertThat(in.readString()).isEqualTo("für 😀");
        assertThat(in.readBytes()).containsExactly(1, 2, 3);
        assertThat(in.readRaw(2)).containsExactly(2, 3);
        assertThat(in.remaining()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0,1", "127,1", "128,2", "16383,2", "16384,3", "2097151,3", "2097152,4", "268435456,5", "2147483647,5"})
    void aVariableLengthNumberTakesAsManyBytesAsItNeeds(int value, int length) {
        byte[] bytes = new ByteWriter(8).writeVarInt(value).toByteArray();
        assertThat(bytes).hasSize(length);
        assertThat(new ByteReader(bytes).readVarInt()).isEqualTo(value);
    }

    @Test
    void aVariableLengthNumberBeyondTheRangeIsRefused() {
        byte[][] wrong = {
            {-1, -1, -1, -1, 8}, {-1, -1, -1, -1, 127}, {-1, -1, -1, -1, -1, 0}, {-128, -128, -128, -128, -128}, {-1}
        };
        for (byte[] bytes : wrong) {
            assertThatThrownBy(() -> new ByteReader(bytes).readVarInt()).isInstanceOf(MalformedMessageException.class);
        }
    }

    @Test
    void nothingIsReadBeyondTheEndOfASlice() {
        byte[] bytes = new byte[20];
        ByteReader in = new ByteReader(bytes, 5, 3);
        assertThatThrownBy(in::readInt).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> in.readRaw(4)).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> in.skip(-1)).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> in.readText(Integer.MAX_VALUE)).isInstanceOf(MalformedMessageException.class);
        assertThat(in.position()).isEqualTo(5);
        in.skip(3);
        assertThatThrownBy(in::readByte).isInstanceOf(MalformedMessageException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 1000})
    void growsToWhateverIsWritten(int length) {
        ByteWriter out = new ByteWriter(0);
        for (int i = 0; i < length; i++) {
            out.writeByte(i);
        }
        assertThat(out.position()).isEqualTo(length);
        byte[] written = out.toByteArray();
        assertThat(written).hasSize(length);
        for (int i = 0; i < length; i++) {
            assertThat(written[i]).isEqualTo((byte) i);
        }
    }

    @Test
    void aLengthIsPatchedOnceItIsKnown() {
        ByteWriter out = new ByteWriter(4).writeInt(0).writeByte(7);
        out.patchInt(0, 1);
        assertThat(out.toByteArray()).containsExactly(0, 0, 0, 1, 7);
    }
}
