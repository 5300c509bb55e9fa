package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code getBody} and {@code isBodyAssignableTo}. */
@Section("3.7")
class BodyAccessTest extends ConformanceTest {

    private static <T> void assertBody(Message message, Class<T> type, Object expected) throws JMSException {
        assertThat(message.isBodyAssignableTo(type)).isTrue();
        assertThat(message.getBody(type)).isEqualTo(expected);
    }

    private static void assertNotAssignable(Message message, Class<?> type) throws JMSException {
        assertThat(message.isBodyAssignableTo(type)).isFalse();
        assertThatExceptionOfType(MessageFormatException.class).isThrownBy(() -> message.getBody(type));
    }

    @ParameterizedTest
    @ValueSource(classes = {String.class, CharSequence.class, Comparable.class, Serializable.class, Object.class})
    void aTextIsAssignableToTheTypesOfAString(Class<?> type) throws JMSException {
        assertBody(exchange(TextMessage.class, session().createTextMessage("text")), type, "text");
    }

    @ParameterizedTest
    @ValueSource(classes = {Integer.class, Map.class, byte[].class, StringBuffer.class})
    void aTextIsNotAssignableToOtherTypes(Class<?> type) throws JMSException {
        assertNotAssignable(exchange(TextMessage.class, session().createTextMessage("text")), type);
    }

    @ParameterizedTest
    @ValueSource(classes = {ArrayList.class, List.class, Collection.class, Serializable.class, Object.class})
    void anObjectIsAssignableToItsTypes(Class<?> type) throws JMSException {
        ObjectMessage message = session().createObjectMessage(new ArrayList<>(List.of(1, 2)));
        assertBody(exchange(ObjectMessage.class, message), type, List.of(1, 2));
    }

    @ParameterizedTest
    @ValueSource(classes = {String.class, Map.class, byte[].class})
    void anObjectIsNotAssignableToOtherTypes(Class<?> type) throws JMSException {
        ObjectMessage message = session().createObjectMessage(new ArrayList<>(List.of(1, 2)));
        assertNotAssignable(exchange(ObjectMessage.class, message), type);
    }

    @ParameterizedTest
    @ValueSource(classes = {Map.class, Object.class})
    void aMapIsAssignableToMapAndObject(Class<?> type) throws JMSException {
        MapMessage message = session().createMapMessage();
        message.setInt("one", 1);
        message.setString("two", "2");
        assertBody(exchange(MapMessage.class, message), type, Map.of("one", 1, "two", "2"));
    }

    @ParameterizedTest
    @ValueSource(classes = {String.class, byte[].class, Integer.class})
    void aMapIsNotAssignableToOtherTypes(Class<?> type) throws JMSException {
        MapMessage message = session().createMapMessage();
        message.setInt("one", 1);
        assertNotAssignable(exchange(MapMessage.class, message), type);
    }

    @ParameterizedTest
    @ValueSource(classes = {byte[].class, Object.class})
    void bytesAreAssignableToAnArrayAndObject(Class<?> type) throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeBytes(new byte[] {1, 2, 3});
        assertBody(exchange(BytesMessage.class, message), type, new byte[] {1, 2, 3});
    }

    @ParameterizedTest
    @ValueSource(classes = {String.class, Map.class, int[].class})
    void bytesAreNotAssignableToOtherTypes(Class<?> type) throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeBytes(new byte[] {1, 2, 3});
        assertNotAssignable(exchange(BytesMessage.class, message), type);
    }

    @Test
    void getBodyOfBytesResetsBeforeAndAfter() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeBytes(new byte[] {1, 2, 3});
        BytesMessage received = exchange(BytesMessage.class, message);
        received.readByte();
        assertThat(received.getBody(byte[].class)).containsExactly(1, 2, 3);
        assertThat(received.readByte()).isEqualTo((byte) 1);
    }

    @Test
    void aStreamIsAssignableToNothing() throws JMSException {
        StreamMessage message = session().createStreamMessage();
        message.writeInt(1);
        StreamMessage received = exchange(StreamMessage.class, message);
        assertNotAssignable(received, Object.class);
        assertNotAssignable(received, Integer.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"message", "text", "object"})
    void whatHasNoBodyIsNullOfAnyType(String kind) throws JMSException {
        Session session = session();
        Message message =
                switch (kind) {
                    case "text" -> session.createTextMessage();
                    case "object" -> session.createObjectMessage();
                    default -> session.createMessage();
                };
        Message received = exchange(Message.class, message);
        for (Class<?> type : List.of(String.class, Map.class, byte[].class, Integer.class, Object.class)) {
            assertThat(received.isBodyAssignableTo(type)).as("as %s", type).isTrue();
            assertThat(received.getBody(type)).as("as %s", type).isNull();
        }
    }

    @Test
    @Section("3.12")
    void whatGetBodyGivesIsACopy() throws JMSException {
        BytesMessage bytes = session().createBytesMessage();
        bytes.writeBytes(new byte[] {1, 2});
        BytesMessage received = exchange(BytesMessage.class, bytes);
        received.getBody(byte[].class)[0] = 9;
        assertThat(received.getBody(byte[].class)).containsExactly(1, 2);
    }
}
