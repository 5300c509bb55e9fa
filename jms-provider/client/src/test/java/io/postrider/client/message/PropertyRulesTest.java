package io.postrider.client.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.MessageId;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageNotWriteableException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of properties, who may set which, and when they are read-only; sections 3.5.1 to 3.5.11. */
class PropertyRulesTest {
    private final PostriderMessage message = Samples.MESSAGES.createMessage();

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "two words",
                "a-b",
                "1st",
                "a.b",
                "NULL",
                "true",
                "False",
                "not",
                "And",
                "OR",
                "between",
                "LIKE",
                "in",
                "is",
                "Escape",
                "JMSPriority",
                "JMSAnything"
            })
    void aNameThatASelectorCouldNotUseIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> message.setStringProperty(name, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> message.setIntProperty(name, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> message.setObjectProperty(name, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "_a", "$a", "größe", "jmsType", "JMSXGroupID", "JMS_vendor_thing", "traceparent", "ISBN"})
    void anIdentifierIsAPropertysName(String name) throws JMSException {
        message.setStringProperty(name, "x");
        assertThat(message.propertyExists(name)).isTrue();
        assertThat(Samples.received(message).getStringProperty(name)).isEqualTo("x");
    }

    @Test
    void namesAreCaseSensitiveAndAbsentNamesAreNotThere() throws JMSException {
        assertThat(message.getPropertyNames().hasMoreElements()).isFalse();
        message.setIntProperty("a", 1);
        message.setIntProperty("A", 2);
        message.setIntProperty("a", 3);
        assertThat(names(message)).containsExactly("a", "A");
        assertThat(message.getIntProperty("a")).isEqualTo(3);
        assertThat(message.propertyExists("b")).isFalse();
        assertThat(message.propertyExists(null)).isFalse();
        assertThat(message.getObjectProperty(null)).isNull();
    }

    @Test
    void aPropertyMayBeThereAndNull() throws JMSException {
        message.setStringProperty("nothing", null);
        assertThat(message.propertyExists("nothing")).isTrue();
        assertThat(Samples.received(message).propertyExists("nothing")).isTrue();
        assertThat(Samples.receivedFromBytes(message).propertyExists("nothing")).isTrue();
    }

    @Test
    void receivedPropertiesAreReadOnlyUntilCleared() throws JMSException {
        PostriderTextMessage sent = Samples.MESSAGES.createTextMessage("body");
        sent.setIntProperty("p", 1);
        PostriderTextMessage received = Samples.received(sent);

        assertThatThrownBy(() -> received.setIntProperty("p", 2)).isInstanceOf(MessageNotWriteableException.class);
        received.clearBody();
        assertThatThrownBy(() -> received.setObjectProperty("q", 2)).isInstanceOf(MessageNotWriteableException.class);
        received.clearProperties();
        assertThat(names(received)).isEmpty();
        received.setIntProperty("q", 2);
        assertThat(received.getIntProperty("q")).isEqualTo(2);
        assertThat(names(Samples.received(received))).containsExactly("q", "JMSXDeliveryCount");
    }

    @Test
    void clearingThePropertiesLeavesTheBodyReadOnly() throws JMSException {
        PostriderTextMessage received = Samples.received(Samples.MESSAGES.createTextMessage("body"));
        received.clearProperties();
        assertThat(received.getText()).isEqualTo("body");
        assertThatThrownBy(() -> received.setText("other")).isInstanceOf(MessageNotWriteableException.class);
    }

    @Test
    void aReceiverSeesTheDeliveryCountAndTheSenderDoesNot() throws JMSException {
        var sent = Samples.sent(message);
        assertThat(message.propertyExists("JMSXDeliveryCount")).isFalse();
        Message first = Samples.MESSAGES.received(new Delivery(1, sent, 1), null);
        Message third = Samples.MESSAGES.received(new Delivery(9, sent, 3), null);
        assertThat(first.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
        assertThat(first.getJMSRedelivered()).isFalse();
        assertThat(third.getStringProperty("JMSXDeliveryCount")).isEqualTo("3");
        assertThat(third.getJMSRedelivered()).isTrue();
        assertThat(third.propertyExists("JMSXDeliveryCount")).isTrue();
        assertThat(names(third)).containsExactly("JMSXDeliveryCount");
    }

    @Test
    void allPropertiesOfAReceivedMessageCanBeCopiedButTheProvidersOwnAreNotSent() throws JMSException {
        message.setStringProperty("JMSXGroupID", "g");
        message.setIntProperty("JMSXGroupSeq", 2);
        Message received = Samples.MESSAGES.received(new Delivery(1, Samples.sent(message), 5), null);
        PostriderMessage copy = Samples.MESSAGES.createMessage();
        for (String name : names(received)) {
            copy.setObjectProperty(name, received.getObjectProperty(name));
        }
        copy.setStringProperty("JMSXUserID", "somebody else");
        assertThat(Samples.sent(copy).properties()).containsOnlyKeys("JMSXGroupID", "JMSXGroupSeq");
        assertThat(Samples.received(copy).getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
    }

    @Test
    void theUsersNameIsTheProvidersToSay() throws JMSException {
        SendStamp stamp =
                new SendStamp(Samples.ORDERS, new MessageId(1, 1), false, true, 4, Samples.SENT_MILLIS, 0, 0, "ada");
        message.setStringProperty("JMSXUserID", "mallory");
        var sent = OutgoingMessage.stamp(message, stamp);
        assertThat(sent.properties()).containsEntry("JMSXUserID", "ada");
        assertThat(message.getStringProperty("JMSXUserID")).isEqualTo("ada");
    }

    @Test
    void whatIsForwardedKeepsItsPropertiesButNotTheFormerUsersName() throws JMSException {
        SendStamp stamp =
                new SendStamp(Samples.ORDERS, new MessageId(1, 1), false, true, 4, Samples.SENT_MILLIS, 0, 0, "ada");
        message.setIntProperty("p", 1);
        PostriderMessage received =
                Samples.MESSAGES.received(new Delivery(1, OutgoingMessage.stamp(message, stamp), 1), null);
        assertThat(Samples.sent(received).properties()).containsOnlyKeys("p");
    }

    @Test
    void theSupportedNamesAreThoseThatAreSetOrTaken() {
        assertThat(PropertyNames.supported())
                .containsExactlyInAnyOrder("JMSXGroupID", "JMSXGroupSeq", "JMSXDeliveryCount", "JMSXUserID");
    }

    @Test
    void propertiesOfAProducerConvertAndAreCopiedToAMessage() throws JMSException {
        MessageProperties properties = new MessageProperties();
        properties.set("i", 5);
        properties.set("s", "7");
        assertThat(properties.getLong("i")).isEqualTo(5L);
        assertThat(properties.getByte("s")).isEqualTo((byte) 7);
        assertThat(properties.names()).containsExactly("i", "s");
        message.setIntProperty("i", 1);
        properties.copyTo(message);
        assertThat(message.getIntProperty("i")).isEqualTo(5);
        properties.clear();
        assertThat(properties.contains("i")).isFalse();
        assertThat(properties.get("i")).isNull();
    }

    private static List<String> names(Message message) throws JMSException {
        List<String> names = new ArrayList<>();
        Enumeration<?> found = message.getPropertyNames();
        Collections.list(found).forEach(name -> names.add((String) name));
        return names;
    }
}
