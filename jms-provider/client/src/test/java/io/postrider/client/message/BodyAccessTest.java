package io.postrider.client.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code getBody} and {@code isBodyAssignableTo} for each type of message; and bodies that are read-only. */
class BodyAccessTest {
    private static final List<Class<?>> ALL_KINDS = List.of(
            String.class,
            CharSequence.class,
            Comparable.class,
            Serializable.class,
            Object.class,
            Map.class,
            HashMap.class,
            byte[].class,
            int[].class,
            Date.class,
            Integer.class);

    private static void assertAssignableExactlyTo(PostriderMessage message, Object body, Class<?>... permitted)
            throws JMSException {
        for (PostriderMessage side : List.of(message, Samples.received(message), Samples.receivedFromBytes(message))) {
            for (Class<?> type : ALL_KINDS) {
                boolean expected = List.of(permitted).contains(type);
                assertThat(side.isBodyAssignableTo(type)).as("to %s", type).isEqualTo(expected);
                if (expected) {
                    assertThat(side.<Object>getBody(asObject(type))).isEqualTo(body);
                } else {
                    assertThatThrownBy(() -> side.getBody(type)).isInstanceOf(MessageFormatException.class);
                }
            }
        }
    }

    private static void assertAssignableToAnything(PostriderMessage message) throws JMSException {
        for (PostriderMessage side : List.of(message, Samples.received(message), Samples.receivedFromBytes(message))) {
            for (Class<?> type : ALL_KINDS) {
                assertThat(side.isBodyAssignableTo(type)).isTrue();
                assertThat(side.<Object>getBody(asObject(type))).isNull();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Class<Object> asObject(Class<?> type) {
        return (Class<Object>) type;
    }

    @Test
    void aTextIsAStringAndAllThatAStringIs() throws JMSException {
        assertAssignableExactlyTo(
                Samples.MESSAGES.createTextMessage("tea"),
                "tea",
                String.class,
                CharSequence.class,
                Comparable.class,
                Serializable.class,
                Object.class);
    }

    @Test
    void aMapIsAMapAndNoParticularOne() throws JMSException {
        PostriderMapMessage map = Samples.MESSAGES.createMapMessage();
        map.setInt("a", 1);
        map.setString("b", null);
        Map<String, Object> expected = new HashMap<>();
        expected.put("a", 1);
        expected.put("b", null);
        assertAssignableExactlyTo(map, expected, Map.class, Object.class);
    }

    @Test
    void aMapsBodyIsTheCallersOwn() throws JMSException {
        PostriderMapMessage map = Samples.MESSAGES.createMapMessage();
        map.setBytes("a", new byte[] {1});
        PostriderMapMessage received = Samples.received(map);
        Map<?, ?> body = received.getBody(Map.class);
        ((byte[]) body.get("a"))[0] = 9;
        body.clear();
        assertThat(received.getBytes("a")).containsExactly(1);
    }

    @Test
    void bytesAreBytes() throws JMSException {
        PostriderBytesMessage bytes = Samples.MESSAGES.createBytesMessage();
        bytes.writeInt(1);
        assertAssignableExactlyTo(bytes, new byte[] {0, 0, 0, 1}, byte[].class, Object.class);
    }

    @Test
    void anObjectIsAllThatItsClassIs() throws JMSException {
        assertAssignableExactlyTo(
                Samples.MESSAGES.createObjectMessage(new Date(5)),
                new Date(5),
                Date.class,
                Comparable.class,
                Serializable.class,
                Object.class);
    }

    @Test
    void aStreamIsNothingAsAWhole() throws JMSException {
        assertAssignableExactlyTo(Samples.MESSAGES.createStreamMessage(), null);
    }

    @Test
    void whatHasNoBodyIsAnythingAndNull() throws JMSException {
        assertAssignableToAnything(Samples.MESSAGES.createMessage());
        assertAssignableToAnything(Samples.MESSAGES.createTextMessage(null));
        assertAssignableToAnything(Samples.MESSAGES.createMapMessage());
        assertAssignableToAnything(Samples.MESSAGES.createBytesMessage());
        assertAssignableToAnything(Samples.MESSAGES.createObjectMessage(null));
    }

    @Test
    void aReceivedTextIsReadOnlyUntilCleared() throws JMSException {
        PostriderTextMessage text = Samples.received(Samples.MESSAGES.createTextMessage("tea"));
        assertThatThrownBy(() -> text.setText("coffee")).isInstanceOf(MessageNotWriteableException.class);
        assertThat(text.getText()).isEqualTo("tea");
        text.clearBody();
        assertThat(text.getText()).isNull();
        text.setText("coffee");
        assertThat(Samples.received(text).getText()).isEqualTo("coffee");
    }

    @Test
    void aReceivedBodyClearedBeforeItWasReadIsGone() throws JMSException {
        PostriderMapMessage map = Samples.MESSAGES.createMapMessage();
        map.setInt("a", 1);
        PostriderMapMessage received = Samples.receivedFromBytes(map);
        assertThatThrownBy(() -> received.setInt("a", 2)).isInstanceOf(MessageNotWriteableException.class);
        received.clearBody();
        assertThat(received.itemExists("a")).isFalse();
        received.setInt("b", 2);
        assertThat(received.getInt("b")).isEqualTo(2);
    }

    @Test
    void aStringIsNotCopiedOnItsWayThroughOneVm() throws JMSException {
        String text = new String("tea");
        assertThat(Samples.received(Samples.MESSAGES.createTextMessage(text)).getText())
                .isSameAs(text);
    }

    @Test
    void aMapTakesNamesOfAnyFormButSomeName() throws JMSException {
        PostriderMapMessage map = Samples.MESSAGES.createMapMessage();
        map.setInt("two words", 1);
        for (String name : new ArrayList<>(java.util.Arrays.asList(null, ""))) {
            assertThatThrownBy(() -> map.setInt(name, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> map.setObject(name, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> map.setBytes(name, new byte[1])).isInstanceOf(IllegalArgumentException.class);
            assertThat(map.itemExists(name)).isFalse();
        }
        assertThatThrownBy(() -> map.setObject("a", new Date())).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> map.setBytes("a", new byte[2], 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(java.util.Collections.list(map.getMapNames())).containsExactly("two words");
    }
}
