package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.StreamMessage;
import java.util.Arrays;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stream messages: values in sequence, each readable as the types of table 3-7. */
@Section("3.11")
class StreamMessageTest extends ConformanceTest {

    static Stream<Arguments> conversions() {
        return Arrays.stream(ValueType.values())
                .flatMap(written -> Arrays.stream(ValueType.values()).map(read -> Arguments.of(written, read)));
    }

    private StreamMessage message() throws JMSException {
        return session().createStreamMessage();
    }

    @ParameterizedTest
    @Section("3.11.3")
    @MethodSource("conversions")
    void readsAValueOfOneTypeAsAnother(ValueType written, ValueType read) throws JMSException {
        StreamMessage message = message();
        Object value = written.sampleReadableAs(read);
        written.write(message, value);
        message.reset();
        if (written.isReadableAs(read)) {
            assertThat(read.read(message)).isEqualTo(read.converted(value));
        } else {
            assertThatExceptionOfType(MessageFormatException.class).isThrownBy(() -> read.read(message));
        }
    }

    static Stream<Arguments> refusals() {
        return conversions().filter(row -> !((ValueType) row.get()[0]).isReadableAs((ValueType) row.get()[1]));
    }

    @ParameterizedTest
    @Section("3.11.3")
    @MethodSource("refusals")
    void afterARefusedReadTheValueCanBeReadAgain(ValueType written, ValueType read) throws JMSException {
        StreamMessage message = message();
        Object value = written.sampleReadableAs(written);
        written.write(message, value);
        message.reset();
        assertThatExceptionOfType(MessageFormatException.class).isThrownBy(() -> read.read(message));
        assertThat(written.read(message)).isEqualTo(value);
    }

    @Test
    void everyTypeTravelsInSequence() throws JMSException {
        StreamMessage message = message();
        for (ValueType type : ValueType.values()) {
            type.write(message, type.sampleReadableAs(type));
        }
        StreamMessage received = exchange(StreamMessage.class, message);
        for (ValueType type : ValueType.values()) {
            assertThat(type.read(received)).isEqualTo(type.sampleReadableAs(type));
        }
        assertThatExceptionOfType(MessageEOFException.class).isThrownBy(received::readObject);
    }

    @ParameterizedTest
    @Section("3.11.3")
    @EnumSource(ValueType.class)
    void everyTypeCanBeWrittenAndReadAsAnObject(ValueType type) throws JMSException {
        StreamMessage message = message();
        Object value = type.sampleReadableAs(type);
        message.writeObject(value);
        message.writeObject(null);
        message.reset();
        assertThat(message.readObject()).isEqualTo(value).hasSameClassAs(value);
        assertThat(message.readObject()).isNull();
    }

    @Test
    @Section("3.11.3")
    void objectsOfOtherClassesAreRefused() throws JMSException {
        StreamMessage message = message();
        assertThatExceptionOfType(MessageFormatException.class).isThrownBy(() -> message.writeObject(new Date(0)));
    }

    @ParameterizedTest
    @EnumSource(ValueType.class)
    void readingPastTheEndIsSaidSo(ValueType type) throws JMSException {
        StreamMessage message = message();
        message.reset();
        assertThatExceptionOfType(MessageEOFException.class).isThrownBy(() -> type.read(message));
    }

    @ParameterizedTest
    @EnumSource(ValueType.class)
    void aNewMessageIsWriteOnly(ValueType type) throws JMSException {
        StreamMessage message = message();
        assertThatExceptionOfType(MessageNotReadableException.class).isThrownBy(() -> type.read(message));
        assertThatExceptionOfType(MessageNotReadableException.class).isThrownBy(message::readObject);
    }

    @ParameterizedTest
    @Section("3.11.2")
    @EnumSource(ValueType.class)
    void aReceivedMessageIsReadOnly(ValueType type) throws JMSException {
        StreamMessage received = exchange(StreamMessage.class, message());
        Object value = type.sampleReadableAs(type);
        assertThatExceptionOfType(MessageNotWriteableException.class).isThrownBy(() -> type.write(received, value));
        assertThatExceptionOfType(MessageNotWriteableException.class).isThrownBy(() -> received.writeObject(value));
    }

    @Test
    void resetMakesItReadOnlyFromTheStart() throws JMSException {
        StreamMessage message = message();
        message.writeInt(1);
        message.writeInt(2);
        message.reset();
        assertThat(message.readInt()).isEqualTo(1);
        message.reset();
        assertThat(message.readInt()).isEqualTo(1);
        assertThatExceptionOfType(MessageNotWriteableException.class).isThrownBy(() -> message.writeInt(3));
    }

    @Test
    @Section("3.11.1")
    void clearBodyEmptiesItMakesItWriteOnlyAndKeepsTheProperties() throws JMSException {
        StreamMessage message = message();
        message.writeInt(1);
        message.setStringProperty("p", "kept");
        StreamMessage received = exchange(StreamMessage.class, message);
        received.clearBody();
        assertThatExceptionOfType(MessageNotReadableException.class).isThrownBy(received::readInt);
        received.writeString("new");
        received.reset();
        assertThat(received.readString()).isEqualTo("new");
        assertThatExceptionOfType(MessageEOFException.class).isThrownBy(received::readInt);
        assertThat(received.getStringProperty("p")).isEqualTo("kept");
    }

    @ParameterizedTest
    @Section("3.11.3")
    @ValueSource(strings = {"BYTE", "SHORT", "INT", "LONG", "FLOAT", "DOUBLE"})
    void afterANumberFormatExceptionTheValueCanBeReadAgain(ValueType read) throws JMSException {
        StreamMessage message = message();
        message.writeString("no number");
        message.reset();
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> read.read(message));
        assertThat(message.readString()).isEqualTo("no number");
    }

    @ParameterizedTest
    @Section("3.11.3")
    @ValueSource(strings = {"BYTE", "SHORT", "INT", "LONG"})
    void aNullCannotBeReadAsAWholeNumber(ValueType read) throws JMSException {
        StreamMessage message = message();
        message.writeString(null);
        message.reset();
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> read.read(message));
    }

    @ParameterizedTest
    @Section("3.11.3")
    @ValueSource(strings = {"FLOAT", "DOUBLE"})
    void aNullCannotBeReadAsAFloatingPointNumber(ValueType read) throws JMSException {
        StreamMessage message = message();
        message.writeString(null);
        message.reset();
        assertThatThrownBy(() -> read.read(message))
                .isInstanceOfAny(NullPointerException.class, NumberFormatException.class);
    }

    @Test
    @Section("3.11.3")
    void aNullReadAsACharIsANullPointerException() throws JMSException {
        StreamMessage message = message();
        message.writeString(null);
        message.reset();
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(message::readChar);
    }

    @Test
    @Section("3.11.3")
    void aNullIsFalseAndANullString() throws JMSException {
        StreamMessage message = message();
        message.writeString(null);
        message.writeString(null);
        message.reset();
        assertThat(message.readBoolean()).isFalse();
        assertThat(message.readString()).isNull();
    }

    @Test
    @Section("3.12")
    void aNullArrayIsReadAsMinusOne() throws JMSException {
        StreamMessage message = message();
        message.writeBytes(null);
        message.reset();
        assertThat(message.readBytes(new byte[4])).isEqualTo(-1);
    }

    @Test
    void bytesAreReadInPiecesUntilMinusOne() throws JMSException {
        StreamMessage message = message();
        message.writeBytes(new byte[] {1, 2, 3, 4, 5});
        message.writeInt(6);
        message.reset();
        byte[] piece = new byte[2];
        assertThat(message.readBytes(piece)).isEqualTo(2);
        assertThat(piece).containsExactly(1, 2);
        assertThat(message.readBytes(piece)).isEqualTo(2);
        assertThat(piece).containsExactly(3, 4);
        assertThat(message.readBytes(piece)).isEqualTo(1);
        assertThat(piece[0]).isEqualTo((byte) 5);
        assertThat(message.readInt()).isEqualTo(6);
    }

    @Test
    void anArrayThatFillsTheBufferIsReadToItsEndByOneMoreCall() throws JMSException {
        StreamMessage message = message();
        message.writeBytes(new byte[] {1, 2});
        message.writeInt(3);
        message.reset();
        assertThat(message.readBytes(new byte[2])).isEqualTo(2);
        assertThat(message.readBytes(new byte[2])).isEqualTo(-1);
        assertThat(message.readInt()).isEqualTo(3);
    }

    @Test
    void theNextFieldCannotBeReadBeforeTheArrayIsReadToItsEnd() throws JMSException {
        StreamMessage message = message();
        message.writeBytes(new byte[] {1, 2, 3});
        message.writeInt(4);
        message.reset();
        message.readBytes(new byte[2]);
        assertThatExceptionOfType(MessageFormatException.class).isThrownBy(message::readInt);
    }

    @Test
    void anEmptyArrayIsReadAsZeroBytes() throws JMSException {
        StreamMessage message = message();
        message.writeBytes(new byte[0]);
        message.writeInt(1);
        message.reset();
        assertThat(message.readBytes(new byte[2])).isZero();
        assertThat(message.readInt()).isEqualTo(1);
    }

    @Test
    void aPartOfAnArrayCanBeWritten() throws JMSException {
        StreamMessage message = message();
        message.writeBytes(new byte[] {1, 2, 3, 4}, 1, 2);
        message.reset();
        assertThat((byte[]) message.readObject()).containsExactly(2, 3);
    }

    @Test
    @Section("3.12")
    void arraysAreCopiedInAndOut() throws JMSException {
        StreamMessage message = message();
        byte[] array = {1, 2};
        message.writeObject(array);
        array[0] = 9;
        message.reset();
        byte[] read = (byte[]) message.readObject();
        assertThat(read).containsExactly(1, 2);
        read[0] = 9;
        message.reset();
        assertThat((byte[]) message.readObject()).containsExactly(1, 2);
    }
}
