package io.postrider.client.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.client.message.Conversions.Type;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.MessageFormatException;
import jakarta.jms.StreamMessage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Section 3.11.3: every type a map's or stream's value can be set as, read as every type, on both sides of a send. */
class BodyConversionTest {

    static Stream<Arguments> table() {
        return Conversions.allOf(Arrays.asList(Type.values()));
    }

    @ParameterizedTest(name = "{0} read as {1}")
    @MethodSource("table")
    void aMapsValueConvertsAsTheTableSays(Type from, Type to, Object expected) throws JMSException {
        PostriderMapMessage map = Samples.MESSAGES.createMapMessage();
        set(map, from);
        for (MapMessage side : List.of(map, Samples.received(map), Samples.receivedFromBytes(map))) {
            if (expected == null) {
                assertThatThrownBy(() -> get(side, to)).isInstanceOf(MessageFormatException.class);
            } else {
                assertThat(get(side, to)).isEqualTo(expected);
            }
            assertThat(side.getObject("v")).isEqualTo(from.sample);
        }
    }

    @ParameterizedTest(name = "{0} read as {1}")
    @MethodSource("table")
    void aStreamsValueConvertsAsTheTableSaysAndARefusalLeavesItInPlace(Type from, Type to, Object expected)
            throws JMSException {
        PostriderStreamMessage stream = Samples.MESSAGES.createStreamMessage();
        write(stream, from);
        stream.writeString("next");
        for (StreamMessage side : List.of(Samples.received(stream), Samples.receivedFromBytes(stream))) {
            if (expected == null) {
                assertThatThrownBy(() -> read(side, to)).isInstanceOf(MessageFormatException.class);
                assertThat(side.readObject()).isEqualTo(from.sample);
            } else {
                assertThat(read(side, to)).isEqualTo(expected);
            }
            if (to == Type.BYTES && expected != null) {
                assertThat(side.readBytes(new byte[1]))
                        .as("the end of the bytes")
                        .isEqualTo(-1);
            }
            assertThat(side.readString()).isEqualTo("next");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nullReadsAsThePrimitivesValueOf(Type type) throws JMSException {
        PostriderMapMessage map = Samples.MESSAGES.createMapMessage();
        PostriderStreamMessage stream = Samples.MESSAGES.createStreamMessage();
        stream.writeObject(null);
        stream.writeString("next");
        stream.reset();
        if (Conversions.thrownForNull(type) != null) {
            assertThatThrownBy(() -> get(map, type)).isExactlyInstanceOf(Conversions.thrownForNull(type));
            assertThatThrownBy(() -> read(stream, type)).isExactlyInstanceOf(Conversions.thrownForNull(type));
            assertThat(stream.readObject()).as("the null is still there").isNull();
        } else {
            assertThat(get(map, type)).isEqualTo(type == Type.BOOLEAN ? false : null);
            assertThat(read(stream, type)).isEqualTo(type == Type.BOOLEAN ? false : null);
        }
        assertThat(stream.readString()).isEqualTo("next");
    }

    @ParameterizedTest
    @CsvSource({"BYTE,128", "SHORT,32768", "INT,1.0", "LONG,x", "FLOAT,one", "DOUBLE,''"})
    void aStringThatIsNoNumberStaysWhereItIs(Type type, String text) throws JMSException {
        PostriderStreamMessage stream = Samples.MESSAGES.createStreamMessage();
        stream.writeString(text);
        stream.reset();
        assertThatThrownBy(() -> read(stream, type)).isInstanceOf(NumberFormatException.class);
        assertThat(stream.readString()).isEqualTo(text);
    }

    private static void set(MapMessage map, Type type) throws JMSException {
        switch (type) {
            case BOOLEAN -> map.setBoolean("v", (Boolean) type.sample);
            case BYTE -> map.setByte("v", (Byte) type.sample);
            case SHORT -> map.setShort("v", (Short) type.sample);
            case CHAR -> map.setChar("v", (Character) type.sample);
            case INT -> map.setInt("v", (Integer) type.sample);
            case LONG -> map.setLong("v", (Long) type.sample);
            case FLOAT -> map.setFloat("v", (Float) type.sample);
            case DOUBLE -> map.setDouble("v", (Double) type.sample);
            case STRING -> map.setString("v", (String) type.sample);
            case BYTES -> map.setBytes("v", (byte[]) type.sample);
        }
    }

    private static Object get(MapMessage map, Type type) throws JMSException {
        return switch (type) {
            case BOOLEAN -> map.getBoolean("v");
            case BYTE -> map.getByte("v");
            case SHORT -> map.getShort("v");
            case CHAR -> map.getChar("v");
            case INT -> map.getInt("v");
            case LONG -> map.getLong("v");
            case FLOAT -> map.getFloat("v");
            case DOUBLE -> map.getDouble("v");
            case STRING -> map.getString("v");
            case BYTES -> map.getBytes("v");
        };
    }

    private static void write(StreamMessage stream, Type type) throws JMSException {
        switch (type) {
            case BOOLEAN -> stream.writeBoolean((Boolean) type.sample);
            case BYTE -> stream.writeByte((Byte) type.sample);
            case SHORT -> stream.writeShort((Short) type.sample);
            case CHAR -> stream.writeChar((Character) type.sample);
            case INT -> stream.writeInt((Integer) type.sample);
            case LONG -> stream.writeLong((Long) type.sample);
            case FLOAT -> stream.writeFloat((Float) type.sample);
            case DOUBLE -> stream.writeDouble((Double) type.sample);
            case STRING -> stream.writeString((String) type.sample);
            case BYTES -> stream.writeBytes((byte[]) type.sample);
        }
    }

    private static Object read(StreamMessage stream, Type type) throws JMSException {
        return switch (type) {
            case BOOLEAN -> stream.readBoolean();
            case BYTE -> stream.readByte();
            case SHORT -> stream.readShort();
            case CHAR -> stream.readChar();
            case INT -> stream.readInt();
            case LONG -> stream.readLong();
            case FLOAT -> stream.readFloat();
            case DOUBLE -> stream.readDouble();
            case STRING -> stream.readString();
            case BYTES -> {
                byte[] buffer = new byte[2];
                yield stream.readBytes(buffer) < 0 ? null : buffer;
            }
        };
    }
}
