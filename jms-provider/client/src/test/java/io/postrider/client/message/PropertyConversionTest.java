package io.postrider.client.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.client.message.Conversions.Type;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 3.5.4: every type a property can be set as, read as every type, on both sides of a send. */
class PropertyConversionTest {

    static Stream<Arguments> table() {
        return Conversions.allOf(Conversions.OF_PROPERTIES);
    }

    @ParameterizedTest(name = "{0} read as {1}")
    @MethodSource("table")
    void aPropertyConvertsAsTheTableSays(Type from, Type to, Object expected) throws JMSException {
        PostriderMessage message = Samples.MESSAGES.createMessage();
        set(message, from);
        for (Message side : List.of(message, Samples.received(message), Samples.receivedFromBytes(message))) {
            if (expected == null) {
                assertThatThrownBy(() -> get(side, to)).isInstanceOf(MessageFormatException.class);
            } else {
                assertThat(get(side, to)).isEqualTo(expected);
            }
            assertThat(side.getObjectProperty("p")).isEqualTo(from.sample);
        }
    }

    @ParameterizedTest
    @EnumSource(
            names = {"CHAR", "BYTES"},
            mode = EnumSource.Mode.EXCLUDE)
    void aPropertyThatIsNotThereReadsAsNull(Type type) throws JMSException {
        PostriderMessage message = Samples.MESSAGES.createMessage();
        assertNullReadsAs(type, message);
        message.setObjectProperty("p", null);
        assertNullReadsAs(type, message);
        assertNullReadsAs(type, Samples.received(message));
    }

    private static void assertNullReadsAs(Type type, Message message) throws JMSException {
        if (Conversions.thrownForNull(type) != null) {
            assertThatThrownBy(() -> get(message, type)).isExactlyInstanceOf(Conversions.thrownForNull(type));
        } else {
            assertThat(get(message, type)).isEqualTo(type == Type.BOOLEAN ? false : null);
        }
    }

    @ParameterizedTest
    @CsvSource({"BYTE,128", "SHORT,32768", "INT,1.0", "LONG,x", "FLOAT,one", "DOUBLE,''"})
    void aStringThatIsNoNumberOfThatTypeIsANumberFormatException(Type type, String text) throws JMSException {
        PostriderMessage message = Samples.MESSAGES.createMessage();
        message.setStringProperty("p", text);
        assertThatThrownBy(() -> get(message, type)).isInstanceOf(NumberFormatException.class);
        assertThat(message.getStringProperty("p")).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRUE", "true", "tRuE"})
    void aStringIsTrueInAnyCaseAndFalseOtherwise(String text) throws JMSException {
        PostriderMessage message = Samples.MESSAGES.createMessage();
        message.setStringProperty("p", text);
        message.setStringProperty("q", "yes");
        assertThat(message.getBooleanProperty("p")).isTrue();
        assertThat(message.getBooleanProperty("q")).isFalse();
    }

    @Test
    void onlyValuesOfThePermittedTypesAreTaken() throws JMSException {
        PostriderMessage message = Samples.MESSAGES.createMessage();
        for (Type type : Conversions.OF_PROPERTIES) {
            message.setObjectProperty("p", type.sample);
            assertThat(message.getObjectProperty("p")).isEqualTo(type.sample);
        }
        for (Object other : List.of('c', new byte[1], List.of(), new java.math.BigDecimal(1), new StringBuilder())) {
            assertThatThrownBy(() -> message.setObjectProperty("p", other))
                    .isInstanceOf(MessageFormatException.class)
                    .hasMessageContaining(other.getClass().getName());
        }
    }

    private static void set(Message message, Type type) throws JMSException {
        switch (type) {
            case BOOLEAN -> message.setBooleanProperty("p", (Boolean) type.sample);
            case BYTE -> message.setByteProperty("p", (Byte) type.sample);
            case SHORT -> message.setShortProperty("p", (Short) type.sample);
            case INT -> message.setIntProperty("p", (Integer) type.sample);
            case LONG -> message.setLongProperty("p", (Long) type.sample);
            case FLOAT -> message.setFloatProperty("p", (Float) type.sample);
            case DOUBLE -> message.setDoubleProperty("p", (Double) type.sample);
            case STRING -> message.setStringProperty("p", (String) type.sample);
            default -> throw new AssertionError(type);
        }
    }

    private static Object get(Message message, Type type) throws JMSException {
        return switch (type) {
            case BOOLEAN -> message.getBooleanProperty("p");
            case BYTE -> message.getByteProperty("p");
            case SHORT -> message.getShortProperty("p");
            case INT -> message.getIntProperty("p");
            case LONG -> message.getLongProperty("p");
            case FLOAT -> message.getFloatProperty("p");
            case DOUBLE -> message.getDoubleProperty("p");
            case STRING -> message.getStringProperty("p");
            default -> throw new AssertionError(type);
        };
    }
}
