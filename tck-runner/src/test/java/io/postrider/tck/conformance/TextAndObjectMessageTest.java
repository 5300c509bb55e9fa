package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text messages, object messages, and messages without a body. */
@Section("3.11")
class TextAndObjectMessageTest extends ConformanceTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "Grüße, 世界, \uD83D\uDCEF", "\u0000\u0001\n\t", "a lone surrogate \uD800 here"})
    void textTravels(String text) throws JMSException {
        assertThat(exchange(TextMessage.class, session().createTextMessage(text))
                        .getText())
                .isEqualTo(text);
    }

    @Test
    void aLongTextTravels() throws JMSException {
        String text = "0123456789abcdef€".repeat(50_000);
        assertThat(exchange(TextMessage.class, session().createTextMessage(text))
                        .getText())
                .isEqualTo(text);
    }

    @Test
    @Section("3.12")
    void aTextMayBeNull() throws JMSException {
        TextMessage message = session().createTextMessage();
        assertThat(message.getText()).isNull();
        assertThat(exchange(TextMessage.class, message).getText()).isNull();
        message.setText("text");
        message.setText(null);
        assertThat(message.getText()).isNull();
    }

    @Test
    @Section("3.11.2")
    void aReceivedTextIsReadOnly() throws JMSException {
        TextMessage received = exchange(TextMessage.class, session().createTextMessage("text"));
        assertThatExceptionOfType(MessageNotWriteableException.class).isThrownBy(() -> received.setText("other"));
        assertThat(received.getText()).isEqualTo("text");
    }

    @Test
    @Section("3.11.1")
    void clearBodyOfATextMakesItNullAndWritable() throws JMSException {
        TextMessage message = session().createTextMessage("text");
        message.setStringProperty("p", "kept");
        TextMessage received = exchange(TextMessage.class, message);
        received.clearBody();
        assertThat(received.getText()).isNull();
        received.setText("new");
        assertThat(received.getText()).isEqualTo("new");
        assertThat(received.getStringProperty("p")).isEqualTo("kept");
    }

    static Stream<Serializable> objects() {
        return Stream.of(
                "string",
                42,
                new BigDecimal("12.50"),
                new Date(1),
                new ArrayList<>(List.of("a", "b")),
                new HashMap<>(Map.of("k", 1)));
    }

    @ParameterizedTest
    @MethodSource("objects")
    void objectsTravel(Serializable object) throws JMSException {
        assertThat(exchange(ObjectMessage.class, session().createObjectMessage(object))
                        .getObject())
                .isEqualTo(object);
    }

    @Test
    @Section("3.12")
    void anObjectMayBeNull() throws JMSException {
        ObjectMessage message = session().createObjectMessage();
        assertThat(message.getObject()).isNull();
        assertThat(exchange(ObjectMessage.class, message).getObject()).isNull();
    }

    @Test
    @Section("3.12")
    void anObjectIsCopiedIn() throws JMSException {
        ArrayList<String> list = new ArrayList<>(List.of("before"));
        ObjectMessage message = session().createObjectMessage(list);
        list.add("after");
        assertThat(message.getObject()).isEqualTo(List.of("before"));
    }

    @Test
    @Section("3.12")
    void anObjectIsCopiedOut() throws JMSException {
        ObjectMessage message = session().createObjectMessage();
        message.setObject(new ArrayList<>(List.of("before")));
        ((ArrayList<?>) message.getObject()).clear();
        assertThat(message.getObject()).isEqualTo(List.of("before"));
    }

    @Test
    void anObjectThatCannotBeSerializedIsRefused() throws JMSException {
        ArrayList<Object> list = new ArrayList<>();
        list.add(new Object());
        ObjectMessage message = session().createObjectMessage();
        assertThatExceptionOfType(MessageFormatException.class).isThrownBy(() -> message.setObject(list));
    }

    @Test
    @Section("3.11.2")
    void aReceivedObjectIsReadOnly() throws JMSException {
        ObjectMessage received = exchange(ObjectMessage.class, session().createObjectMessage("object"));
        assertThatExceptionOfType(MessageNotWriteableException.class).isThrownBy(() -> received.setObject("other"));
    }

    @Test
    @Section("3.11.1")
    void clearBodyOfAnObjectMakesItNullAndWritable() throws JMSException {
        ObjectMessage received = exchange(ObjectMessage.class, session().createObjectMessage("object"));
        received.clearBody();
        assertThat(received.getObject()).isNull();
        received.setObject("new");
        assertThat(received.getObject()).isEqualTo("new");
    }

    @Test
    @Section("3.11.4")
    void aMessageWithoutABodyTravelsAsSuch() throws JMSException {
        Message message = session().createMessage();
        message.setStringProperty("p", "v");
        Message received = exchange(Message.class, message);
        assertThat(received).isNotInstanceOfAny(TextMessage.class, ObjectMessage.class);
        assertThat(received.getStringProperty("p")).isEqualTo("v");
    }
}
