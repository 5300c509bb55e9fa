package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.TextMessage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties: names, types, conversions, and when they can be written. */
@Section("3.5")
class MessagePropertiesTest extends ConformanceTest {

    static Set<ValueType> types() {
        return ValueType.ofProperties();
    }

    static Stream<Arguments> conversions() {
        return types().stream().flatMap(set -> types().stream().map(read -> Arguments.of(set, read)));
    }

    private static List<String> namesOf(Message message) throws JMSException {
        List<String> names = new ArrayList<>();
        Enumeration<?> all = message.getPropertyNames();
        all.asIterator().forEachRemaining(name -> names.add((String) name));
        return names;
    }

    @ParameterizedTest
    @Section("3.5.4")
    @MethodSource("conversions")
    void readsAPropertyOfOneTypeAsAnother(ValueType set, ValueType read) throws JMSException {
        Message message = session().createMessage();
        Object value = set.sampleReadableAs(read);
        set.setProperty(message, "p", value);
        if (set.isReadableAs(read)) {
            assertThat(read.getProperty(message, "p")).isEqualTo(read.converted(value));
        } else {
            assertThatExceptionOfType(MessageFormatException.class).isThrownBy(() -> read.getProperty(message, "p"));
        }
    }

    @ParameterizedTest
    @Section("3.5.2")
    @MethodSource("types")
    void everyTypeTravels(ValueType type) throws JMSException {
        Message message = session().createMessage();
        Object value = type.sampleReadableAs(type);
        type.setProperty(message, "p", value);
        Message received = exchange(Message.class, message);
        assertThat(type.getProperty(received, "p")).isEqualTo(value);
        assertThat(received.getObjectProperty("p")).isEqualTo(value).hasSameClassAs(value);
    }

    @ParameterizedTest
    @Section("3.5.5")
    @MethodSource("types")
    void everyTypeCanBeSetAsAnObject(ValueType type) throws JMSException {
        Message message = session().createMessage();
        Object value = type.sampleReadableAs(type);
        message.setObjectProperty("p", value);
        assertThat(type.getProperty(message, "p")).isEqualTo(value);
        assertThat(message.getObjectProperty("p")).isEqualTo(value).hasSameClassAs(value);
    }

    static Stream<Object> valuesOfOtherClasses() {
        return Stream.of('c', new byte[1], new Date(0), BigDecimal.ONE, List.of("a"), new Object(), new int[] {1});
    }

    @ParameterizedTest
    @Section("3.5.5")
    @MethodSource("valuesOfOtherClasses")
    void objectsOfOtherClassesAreRefused(Object value) throws JMSException {
        Message message = session().createMessage();
        assertThatExceptionOfType(MessageFormatException.class).isThrownBy(() -> message.setObjectProperty("p", value));
        assertThat(message.propertyExists("p")).isFalse();
    }

    @ParameterizedTest
    @Section("3.5.4")
    @ValueSource(strings = {"BYTE", "SHORT", "INT", "LONG", "FLOAT", "DOUBLE"})
    void aStringThatIsNoNumberCannotBeReadAsOne(ValueType read) throws JMSException {
        Message message = session().createMessage();
        message.setStringProperty("p", "no number");
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> read.getProperty(message, "p"));
    }

    @ParameterizedTest
    @Section("3.5.4")
    @ValueSource(strings = {"BYTE", "SHORT", "INT", "LONG"})
    void aNumberTooLargeForTheTypeCannotBeReadFromAString(ValueType read) throws JMSException {
        Message message = session().createMessage();
        message.setStringProperty("p", "99999999999999999999");
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> read.getProperty(message, "p"));
    }

    @ParameterizedTest
    @Section("3.5.4")
    @ValueSource(strings = {"true", "TRUE", "false", "yes", ""})
    void aStringIsReadAsABooleanAsBooleanValueOfDoes(String text) throws JMSException {
        Message message = session().createMessage();
        message.setStringProperty("p", text);
        assertThat(message.getBooleanProperty("p")).isEqualTo(Boolean.valueOf(text));
    }

    @ParameterizedTest
    @Section("3.5.8")
    @ValueSource(strings = {"BYTE", "SHORT", "INT", "LONG"})
    void aMissingPropertyCannotBeReadAsAWholeNumber(ValueType read) throws JMSException {
        Message message = session().createMessage();
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> read.getProperty(message, "missing"));
    }

    @ParameterizedTest
    @Section("3.5.8")
    @ValueSource(strings = {"FLOAT", "DOUBLE"})
    void aMissingPropertyCannotBeReadAsAFloatingPointNumber(ValueType read) throws JMSException {
        Message message = session().createMessage();
        assertThatThrownBy(() -> read.getProperty(message, "missing"))
                .isInstanceOfAny(NullPointerException.class, NumberFormatException.class);
    }

    @Test
    @Section("3.5.8")
    void aMissingPropertyIsFalseAndNull() throws JMSException {
        Message message = session().createMessage();
        assertThat(message.getBooleanProperty("missing")).isFalse();
        assertThat(message.getStringProperty("missing")).isNull();
        assertThat(message.getObjectProperty("missing")).isNull();
        assertThat(message.propertyExists("missing")).isFalse();
    }

    @Test
    @Section("3.5.4")
    void aNullStringIsAValue() throws JMSException {
        Message message = session().createMessage();
        message.setStringProperty("s", null);
        message.setObjectProperty("o", null);
        Message received = exchange(Message.class, message);
        assertThat(received.getStringProperty("s")).isNull();
        assertThat(received.getObjectProperty("o")).isNull();
        assertThat(received.getBooleanProperty("s")).isFalse();
    }

    static Stream<Arguments> typesAndBadNames() {
        return types().stream().flatMap(type -> Stream.of(Arguments.of(type, null), Arguments.of(type, "")));
    }

    @ParameterizedTest
    @Section("3.5.1")
    @MethodSource("typesAndBadNames")
    void aNameMustNotBeNullOrEmpty(ValueType type, String name) throws JMSException {
        Message message = session().createMessage();
        Object value = type.sampleReadableAs(type);
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> type.setProperty(message, name, value));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> message.setObjectProperty(name, value));
    }

    @ParameterizedTest
    @Section("3.5.1")
    @ValueSource(strings = {"a", "_a", "$a", "a1", "änderung", "日本", "JMS_vendor_thing", "notAnd", "isnt"})
    void aNameMayBeAnyIdentifier(String name) throws JMSException {
        Message message = session().createMessage();
        message.setIntProperty(name, 1);
        assertThat(exchange(Message.class, message).getIntProperty(name)).isEqualTo(1);
    }

    @Test
    @Section("3.5.1")
    void namesAreOfAnyLengthAndCaseSensitive() throws JMSException {
        Message message = session().createMessage();
        String name = "n".repeat(5000);
        message.setIntProperty(name, 1);
        message.setIntProperty("case", 2);
        message.setIntProperty("Case", 3);
        Message received = exchange(Message.class, message);
        assertThat(received.getIntProperty(name)).isEqualTo(1);
        assertThat(received.getIntProperty("case")).isEqualTo(2);
        assertThat(received.getIntProperty("Case")).isEqualTo(3);
    }

    @Test
    @Section("3.5.2")
    void settingAPropertyAgainReplacesItsValueAndType() throws JMSException {
        Message message = session().createMessage();
        message.setIntProperty("p", 1);
        message.setStringProperty("p", "two");
        assertThat(message.getObjectProperty("p")).isEqualTo("two");
        assertThat(namesOf(message)).containsOnlyOnce("p");
    }

    @ParameterizedTest
    @Section("3.5.3")
    @MethodSource("types")
    void propertiesOfAReceivedMessageAreReadOnly(ValueType type) throws JMSException {
        Message message = session().createMessage();
        message.setStringProperty("p", "original");
        Message received = exchange(Message.class, message);
        Object value = type.sampleReadableAs(type);
        assertThatExceptionOfType(MessageNotWriteableException.class)
                .isThrownBy(() -> type.setProperty(received, "q", value));
        assertThatExceptionOfType(MessageNotWriteableException.class)
                .isThrownBy(() -> received.setObjectProperty("p", value));
        assertThat(received.getStringProperty("p")).isEqualTo("original");
    }

    @Test
    @Section("3.5.7")
    void clearPropertiesLeavesNoneAndMakesThemWritableAndKeepsTheBody() throws JMSException {
        TextMessage message = session().createTextMessage("body");
        message.setStringProperty("p", "original");
        TextMessage received = exchange(TextMessage.class, message);
        received.clearProperties();
        assertThat(received.propertyExists("p")).isFalse();
        received.setIntProperty("q", 5);
        assertThat(received.getIntProperty("q")).isEqualTo(5);
        assertThat(received.getText()).isEqualTo("body");
        assertThatExceptionOfType(MessageNotWriteableException.class).isThrownBy(() -> received.setText("other"));
    }

    @Test
    @Section("3.5.6")
    void namesAreThoseOfThePropertiesAndOfNoHeader() throws JMSException {
        Message message = session().createMessage();
        message.setIntProperty("one", 1);
        message.setStringProperty("two", null);
        message.setJMSCorrelationID("c");
        message.setJMSType("t");
        assertThat(namesOf(message)).containsExactlyInAnyOrder("one", "two");
        List<String> received = namesOf(exchange(Message.class, message));
        assertThat(received).contains("one", "two");
        assertThat(received).allMatch(name -> !name.startsWith("JMS") || name.startsWith("JMSX"));
    }

    @Test
    @Section("3.5.6")
    void aFreshMessageHasNoProperties() throws JMSException {
        assertThat(namesOf(session().createMessage())).isEmpty();
    }

    @Test
    @Section("3.5.9")
    void groupPropertiesTravel() throws JMSException {
        Message message = session().createMessage();
        message.setStringProperty("JMSXGroupID", "group");
        message.setIntProperty("JMSXGroupSeq", 3);
        Message received = exchange(Message.class, message);
        assertThat(received.getStringProperty("JMSXGroupID")).isEqualTo("group");
        assertThat(received.getIntProperty("JMSXGroupSeq")).isEqualTo(3);
    }

    @Test
    @Section("3.5.11")
    void deliveryCountOfAFirstDeliveryIsOne() throws JMSException {
        Message received = exchange(Message.class, session().createMessage());
        assertThat(received.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
        assertThat(received.getLongProperty("JMSXDeliveryCount")).isEqualTo(1);
        assertThat(received.getStringProperty("JMSXDeliveryCount")).isEqualTo("1");
        assertThat(received.getObjectProperty("JMSXDeliveryCount")).isEqualTo(1);
        assertThat(received.propertyExists("JMSXDeliveryCount")).isTrue();
    }
}
