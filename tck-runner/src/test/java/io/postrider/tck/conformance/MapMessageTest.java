package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Map messages: named values, each readable as the types of table 3-7. */
@Section("3.11")
class MapMessageTest extends ConformanceTest {

    static Stream<Arguments> conversions() {
        return Arrays.stream(ValueType.values())
                .flatMap(set -> Arrays.stream(ValueType.values()).map(read -> Arguments.of(set, read)));
    }

    private static List<?> namesOf(MapMessage message) throws JMSException {
        Enumeration<?> names = message.getMapNames();
        return Collections.list(names);
    }

    private MapMessage message() throws JMSException {
        return session().createMapMessage();
    }

    @ParameterizedTest
    @Section("3.11.3")
    @MethodSource("conversions")
    void readsAValueOfOneTypeAsAnother(ValueType set, ValueType read) throws JMSException {
        MapMessage message = message();
        Object value = set.sampleReadableAs(read);
        set.put(message, "v", value);
        if (set.isReadableAs(read)) {
            assertThat(read.get(message, "v")).isEqualTo(read.converted(value));
        } else {
            assertThatExceptionOfType(MessageFormatException.class).isThrownBy(() -> read.get(message, "v"));
        }
    }

    @Test
    void everyTypeTravels() throws JMSException {
        MapMessage message = message();
        for (ValueType type : ValueType.values()) {
            type.put(message, type.name(), type.sampleReadableAs(type));
        }
        MapMessage received = exchange(MapMessage.class, message);
        for (ValueType type : ValueType.values()) {
            Object value = type.sampleReadableAs(type);
            assertThat(type.get(received, type.name())).isEqualTo(value);
            assertThat(received.getObject(type.name())).isEqualTo(value).hasSameClassAs(value);
        }
        assertThat(namesOf(received)).hasSize(ValueType.values().length);
    }

    @ParameterizedTest
    @Section("3.11.3")
    @EnumSource(ValueType.class)
    void everyTypeCanBeSetAsAnObject(ValueType type) throws JMSException {
        MapMessage message = message();
        Object value = type.sampleReadableAs(type);
        message.setObject("v", value);
        assertThat(type.get(message, "v")).isEqualTo(value);
        assertThat(message.getObject("v")).isEqualTo(value).hasSameClassAs(value);
    }

    @Test
    @Section("3.11.3")
    void objectsOfOtherClassesAreRefused() throws JMSException {
        MapMessage message = message();
        assertThatExceptionOfType(MessageFormatException.class).isThrownBy(() -> message.setObject("v", new Date(0)));
        assertThat(message.itemExists("v")).isFalse();
    }

    static Stream<Arguments> typesAndBadNames() {
        return Arrays.stream(ValueType.values())
                .flatMap(type -> Stream.of(Arguments.of(type, null), Arguments.of(type, "")));
    }

    @ParameterizedTest
    @MethodSource("typesAndBadNames")
    void aNameMustNotBeNullOrEmpty(ValueType type, String name) throws JMSException {
        MapMessage message = message();
        Object value = type.sampleReadableAs(type);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> type.put(message, name, value));
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> message.setObject(name, value));
    }

    @ParameterizedTest
    @Section("3.11.2")
    @EnumSource(ValueType.class)
    void aReceivedMessageIsReadOnly(ValueType type) throws JMSException {
        MapMessage received = exchange(MapMessage.class, message());
        Object value = type.sampleReadableAs(type);
        assertThatExceptionOfType(MessageNotWriteableException.class).isThrownBy(() -> type.put(received, "v", value));
        assertThatExceptionOfType(MessageNotWriteableException.class).isThrownBy(() -> received.setObject("v", value));
    }

    @Test
    @Section("3.11.1")
    void clearBodyEmptiesItMakesItWritableAndKeepsTheProperties() throws JMSException {
        MapMessage message = message();
        message.setInt("v", 1);
        message.setStringProperty("p", "kept");
        MapMessage received = exchange(MapMessage.class, message);
        received.clearBody();
        assertThat(received.getMapNames().hasMoreElements()).isFalse();
        received.setString("w", "new");
        assertThat(received.getString("w")).isEqualTo("new");
        assertThat(received.getStringProperty("p")).isEqualTo("kept");
    }

    @Test
    @Section("3.11.3")
    void aMissingValueIsNull() throws JMSException {
        MapMessage message = message();
        assertThat(message.getObject("missing")).isNull();
        assertThat(message.getString("missing")).isNull();
        assertThat(message.getBytes("missing")).isNull();
        assertThat(message.getBoolean("missing")).isFalse();
        assertThat(message.itemExists("missing")).isFalse();
    }

    @ParameterizedTest
    @Section("3.11.3")
    @ValueSource(strings = {"BYTE", "SHORT", "INT", "LONG"})
    void aMissingValueCannotBeReadAsAWholeNumber(ValueType read) throws JMSException {
        MapMessage message = message();
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> read.get(message, "missing"));
    }

    @ParameterizedTest
    @Section("3.11.3")
    @ValueSource(strings = {"FLOAT", "DOUBLE"})
    void aMissingValueCannotBeReadAsAFloatingPointNumber(ValueType read) throws JMSException {
        MapMessage message = message();
        assertThatThrownBy(() -> read.get(message, "missing"))
                .isInstanceOfAny(NullPointerException.class, NumberFormatException.class);
    }

    @Test
    @Section("3.11.3")
    void aMissingValueReadAsACharIsANullPointerException() throws JMSException {
        MapMessage message = message();
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> message.getChar("missing"));
    }

    @ParameterizedTest
    @Section("3.11.3")
    @ValueSource(strings = {"BYTE", "SHORT", "INT", "LONG", "FLOAT", "DOUBLE"})
    void aStringThatIsNoNumberCannotBeReadAsOne(ValueType read) throws JMSException {
        MapMessage message = message();
        message.setString("v", "no number");
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> read.get(message, "v"));
    }

    @Test
    @Section("3.12")
    void nullValuesTravel() throws JMSException {
        MapMessage message = message();
        message.setString("s", null);
        message.setBytes("b", null);
        message.setObject("o", null);
        MapMessage received = exchange(MapMessage.class, message);
        assertThat(received.itemExists("s")).isTrue();
        assertThat(received.getString("s")).isNull();
        assertThat(received.getBytes("b")).isNull();
        assertThat(received.getObject("o")).isNull();
        assertThat(namesOf(received)).hasSize(3);
    }

    @Test
    void settingAValueAgainReplacesIt() throws JMSException {
        MapMessage message = message();
        message.setInt("v", 1);
        message.setString("v", "two");
        assertThat(message.getObject("v")).isEqualTo("two");
        assertThat(namesOf(message)).hasSize(1);
    }

    @Test
    void aPartOfAnArrayCanBeSet() throws JMSException {
        MapMessage message = message();
        message.setBytes("v", new byte[] {1, 2, 3, 4}, 1, 2);
        assertThat(message.getBytes("v")).containsExactly(2, 3);
    }

    @Test
    @Section("3.12")
    void arraysAreCopiedInAndOut() throws JMSException {
        MapMessage message = message();
        byte[] array = {1, 2};
        message.setBytes("v", array);
        message.setObject("o", array);
        array[0] = 9;
        assertThat(message.getBytes("v")).containsExactly(1, 2);
        assertThat((byte[]) message.getObject("o")).containsExactly(1, 2);
        message.getBytes("v")[0] = 9;
        assertThat(message.getBytes("v")).containsExactly(1, 2);
    }

    @Test
    void namesAreCaseSensitiveAndNeedNotBeIdentifiers() throws JMSException {
        MapMessage message = message();
        message.setInt("a name", 1);
        message.setInt("A name", 2);
        MapMessage received = exchange(MapMessage.class, message);
        assertThat(received.getInt("a name")).isEqualTo(1);
        assertThat(received.getInt("A name")).isEqualTo(2);
    }
}
