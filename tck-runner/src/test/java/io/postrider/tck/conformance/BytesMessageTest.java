package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.util.Date;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes messages: a stream of bytes without types. */
@Section("3.11")
class BytesMessageTest extends ConformanceTest {

    @FunctionalInterface
    interface Access {
        Object on(BytesMessage message) throws JMSException;
    }

    @FunctionalInterface
    interface Change {
        void on(BytesMessage message) throws JMSException;
    }

    private static final Map<String, Access> READS = Map.ofEntries(
            Map.entry("readBoolean", BytesMessage::readBoolean),
            Map.entry("readByte", BytesMessage::readByte),
            Map.entry("readUnsignedByte", BytesMessage::readUnsignedByte),
            Map.entry("readShort", BytesMessage::readShort),
            Map.entry("readUnsignedShort", BytesMessage::readUnsignedShort),
            Map.entry("readChar", BytesMessage::readChar),
            Map.entry("readInt", BytesMessage::readInt),
            Map.entry("readLong", BytesMessage::readLong),
            Map.entry("readFloat", BytesMessage::readFloat),
            Map.entry("readDouble", BytesMessage::readDouble),
            Map.entry("readUTF", BytesMessage::readUTF));

    private static final Map<String, Change> WRITES = Map.ofEntries(
            Map.entry("writeBoolean", m -> m.writeBoolean(true)),
            Map.entry("writeByte", m -> m.writeByte((byte) 1)),
            Map.entry("writeShort", m -> m.writeShort((short) 1)),
            Map.entry("writeChar", m -> m.writeChar('a')),
            Map.entry("writeInt", m -> m.writeInt(1)),
            Map.entry("writeLong", m -> m.writeLong(1)),
            Map.entry("writeFloat", m -> m.writeFloat(1)),
            Map.entry("writeDouble", m -> m.writeDouble(1)),
            Map.entry("writeUTF", m -> m.writeUTF("a")),
            Map.entry("writeBytes", m -> m.writeBytes(new byte[1])),
            Map.entry("writeBytes part", m -> m.writeBytes(new byte[2], 1, 1)),
            Map.entry("writeObject", m -> m.writeObject(1)));

    static Stream<String> reads() {
        return READS.keySet().stream().sorted();
    }

    static Stream<String> writes() {
        return WRITES.keySet().stream().sorted();
    }

    private BytesMessage message() throws JMSException {
        return session().createBytesMessage();
    }

    private static void writeOneOfEach(BytesMessage message) throws JMSException {
        message.writeBoolean(true);
        message.writeByte((byte) -1);
        message.writeByte((byte) -1);
        message.writeShort((short) -1);
        message.writeShort((short) -1);
        message.writeChar('ß');
        message.writeInt(Integer.MIN_VALUE);
        message.writeLong(Long.MAX_VALUE);
        message.writeFloat(1.5f);
        message.writeDouble(-2.25);
        message.writeUTF("Grüße €");
        message.writeBytes(new byte[] {1, 2, 3, 4}, 1, 2);
    }

    @Test
    void everyTypeTravels() throws JMSException {
        BytesMessage message = message();
        writeOneOfEach(message);
        BytesMessage received = exchange(BytesMessage.class, message);
        assertThat(received.readBoolean()).isTrue();
        assertThat(received.readByte()).isEqualTo((byte) -1);
        assertThat(received.readUnsignedByte()).isEqualTo(255);
        assertThat(received.readShort()).isEqualTo((short) -1);
        assertThat(received.readUnsignedShort()).isEqualTo(65535);
        assertThat(received.readChar()).isEqualTo('ß');
        assertThat(received.readInt()).isEqualTo(Integer.MIN_VALUE);
        assertThat(received.readLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(received.readFloat()).isEqualTo(1.5f);
        assertThat(received.readDouble()).isEqualTo(-2.25);
        assertThat(received.readUTF()).isEqualTo("Grüße €");
        byte[] rest = new byte[2];
        assertThat(received.readBytes(rest)).isEqualTo(2);
        assertThat(rest).containsExactly(2, 3);
        assertThat(received.readBytes(rest)).isEqualTo(-1);
    }

    @Test
    void numbersAreBigEndianAsDataOutputWritesThem() throws JMSException {
        BytesMessage message = message();
        message.writeInt(0x01020304);
        message.writeChar('a');
        message.writeUTF("b");
        message.reset();
        byte[] bytes = new byte[9];
        assertThat(message.readBytes(bytes)).isEqualTo(9);
        assertThat(bytes).containsExactly(1, 2, 3, 4, 0, 'a', 0, 1, 'b');
    }

    @Test
    void everyPrimitiveAndStringAndArrayCanBeWrittenAsAnObject() throws JMSException {
        BytesMessage message = message();
        Object[] values = {true, (byte) 1, (short) 2, 'c', 3, 4L, 5f, 6d, "seven", new byte[] {8}};
        for (Object value : values) {
            message.writeObject(value);
        }
        message.reset();
        assertThat(message.readBoolean()).isTrue();
        assertThat(message.readByte()).isEqualTo((byte) 1);
        assertThat(message.readShort()).isEqualTo((short) 2);
        assertThat(message.readChar()).isEqualTo('c');
        assertThat(message.readInt()).isEqualTo(3);
        assertThat(message.readLong()).isEqualTo(4);
        assertThat(message.readFloat()).isEqualTo(5f);
        assertThat(message.readDouble()).isEqualTo(6d);
        assertThat(message.readUTF()).isEqualTo("seven");
        assertThat(message.readByte()).isEqualTo((byte) 8);
    }

    @Test
    void objectsOfOtherClassesAreRefused() throws JMSException {
        BytesMessage message = message();
        assertThatExceptionOfType(MessageFormatException.class).isThrownBy(() -> message.writeObject(new Date(0)));
    }

    @Test
    @Section("3.12")
    void aNullObjectIsANullPointerException() throws JMSException {
        BytesMessage message = message();
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> message.writeObject(null));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void readingPastTheEndIsSaidSo(String read) throws JMSException {
        BytesMessage message = message();
        message.reset();
        assertThatExceptionOfType(MessageEOFException.class)
                .isThrownBy(() -> READS.get(read).on(message));
    }

    @ParameterizedTest
    @MethodSource("reads")
    void aNewMessageIsWriteOnly(String read) throws JMSException {
        BytesMessage message = message();
        message.writeLong(1);
        assertThatExceptionOfType(MessageNotReadableException.class)
                .isThrownBy(() -> READS.get(read).on(message));
    }

    @Test
    void neitherLengthNorBytesCanBeReadOfANewMessage() throws JMSException {
        BytesMessage message = message();
        assertThatExceptionOfType(MessageNotReadableException.class).isThrownBy(message::getBodyLength);
        assertThatExceptionOfType(MessageNotReadableException.class).isThrownBy(() -> message.readBytes(new byte[1]));
        assertThatExceptionOfType(MessageNotReadableException.class)
                .isThrownBy(() -> message.readBytes(new byte[1], 1));
    }

    @ParameterizedTest
    @Section("3.11.2")
    @MethodSource("writes")
    void aReceivedMessageIsReadOnly(String write) throws JMSException {
        BytesMessage received = exchange(BytesMessage.class, message());
        assertThatExceptionOfType(MessageNotWriteableException.class)
                .isThrownBy(() -> WRITES.get(write).on(received));
    }

    @Test
    void bodyLengthIsThatOfTheWholeBodyWhateverWasRead() throws JMSException {
        BytesMessage message = message();
        message.writeBytes(new byte[10]);
        BytesMessage received = exchange(BytesMessage.class, message);
        assertThat(received.getBodyLength()).isEqualTo(10);
        received.readInt();
        assertThat(received.getBodyLength()).isEqualTo(10);
    }

    @Test
    void readBytesTakesAtMostTheLengthGiven() throws JMSException {
        BytesMessage message = message();
        message.writeBytes(new byte[] {1, 2, 3});
        message.reset();
        byte[] buffer = new byte[5];
        assertThat(message.readBytes(buffer, 2)).isEqualTo(2);
        assertThat(buffer).containsExactly(1, 2, 0, 0, 0);
        assertThat(message.readBytes(buffer, 5)).isEqualTo(1);
        assertThat(buffer[0]).isEqualTo((byte) 3);
        assertThat(message.readBytes(buffer, 5)).isEqualTo(-1);
    }

    @Test
    void readBytesRefusesALengthOutsideOfTheArray() throws JMSException {
        BytesMessage message = message();
        message.writeBytes(new byte[] {1, 2, 3});
        message.reset();
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> message.readBytes(new byte[2], 3));
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> message.readBytes(new byte[2], -1));
        assertThat(message.readByte()).isEqualTo((byte) 1);
    }

    @Test
    @Section("3.11.1")
    void clearBodyEmptiesItMakesItWriteOnlyAndKeepsTheProperties() throws JMSException {
        BytesMessage message = message();
        message.writeInt(1);
        message.setStringProperty("p", "kept");
        BytesMessage received = exchange(BytesMessage.class, message);
        received.clearBody();
        assertThatExceptionOfType(MessageNotReadableException.class).isThrownBy(received::readInt);
        received.writeUTF("new");
        received.reset();
        assertThat(received.readUTF()).isEqualTo("new");
        assertThat(received.getBodyLength()).isEqualTo(5);
        assertThat(received.getStringProperty("p")).isEqualTo("kept");
    }

    @Test
    void resetStartsOverAndMakesItReadOnly() throws JMSException {
        BytesMessage message = message();
        message.writeInt(1);
        message.reset();
        assertThat(message.readInt()).isEqualTo(1);
        message.reset();
        assertThat(message.readInt()).isEqualTo(1);
        assertThatExceptionOfType(MessageNotWriteableException.class).isThrownBy(() -> message.writeInt(2));
    }

    @Test
    void aLargeBodyTravels() throws JMSException {
        BytesMessage message = message();
        byte[] large = new byte[1_500_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31);
        }
        message.writeBytes(large);
        BytesMessage received = exchange(BytesMessage.class, message);
        byte[] read = new byte[large.length];
        assertThat(received.getBodyLength()).isEqualTo(large.length);
        assertThat(received.readBytes(read)).isEqualTo(large.length);
        assertThat(read).isEqualTo(large);
    }
}
