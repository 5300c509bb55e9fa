package io.postrider.client.message;

import static io.postrider.client.message.ForeignMessages.foreign;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.client.destination.PostriderQueue;
import io.postrider.client.destination.PostriderTopic;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.Body;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The snapshot that a send takes, and the headers that it sets; sections 3.4.11, 3.9 and 3.12. */
class OutgoingMessageTest {
    private static final SendStamp STAMP = new SendStamp(
            new PostriderTopic("prices"), new MessageId(0xabc, 7), false, false, 9, 1000, 9000, 5000, null);

    private static void assertStamped(jakarta.jms.Message message) throws JMSException {
        assertThat(message.getJMSMessageID()).isEqualTo("ID:0000000000000abc-7");
        assertThat(message.getJMSDestination()).isEqualTo(new PostriderTopic("prices"));
        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(message.getJMSPriority()).isEqualTo(9);
        assertThat(message.getJMSTimestamp()).isEqualTo(1000);
        assertThat(message.getJMSExpiration()).isEqualTo(9000);
        assertThat(message.getJMSDeliveryTime()).isEqualTo(5000);
    }

    @Test
    void theProviderSetsItsHeadersOverWhateverTheApplicationSet() throws JMSException {
        PostriderTextMessage message = Samples.MESSAGES.createTextMessage("tea");
        message.setJMSMessageID("ID:mine");
        message.setJMSDestination(new PostriderQueue("mine"));
        message.setJMSDeliveryMode(DeliveryMode.PERSISTENT);
        message.setJMSPriority(1);
        message.setJMSTimestamp(2);
        message.setJMSExpiration(3);
        message.setJMSDeliveryTime(4);
        Message sent = OutgoingMessage.stamp(message, STAMP);
        assertStamped(message);
        assertStamped(Samples.MESSAGES.received(new Delivery(1, sent, 1), null));
        assertStamped(Samples.MESSAGES.received(new Delivery(1, Message.decode(sent.encoded()), 1), null));
    }

    @Test
    void whatBecomesOfPropertiesAfterwardsDoesNotChangeWhatWasSent() throws JMSException {
        PostriderMessage message = Samples.MESSAGES.createMessage();
        message.setIntProperty("count", 1);
        Message first = OutgoingMessage.stamp(message, STAMP);
        message.setIntProperty("count", 2);
        message.setStringProperty("more", "tea");
        Message second = OutgoingMessage.stamp(message, STAMP);
        message.clearProperties();
        message.setIntProperty("count", 3);
        assertThat(first.properties()).isEqualTo(Map.of("count", 1));
        assertThat(second.properties()).isEqualTo(Map.of("count", 2, "more", "tea"));
        assertThat(OutgoingMessage.stamp(message, STAMP).properties()).isEqualTo(Map.of("count", 3));
    }

    @Test
    void theApplicationsHeadersArriveAsTheyWereSet() throws JMSException {
        PostriderMessage message = Samples.MESSAGES.createMessage();
        message.setJMSCorrelationID("c");
        message.setJMSType("t");
        message.setJMSReplyTo(new PostriderQueue("answers"));
        for (PostriderMessage received : List.of(Samples.received(message), Samples.receivedFromBytes(message))) {
            assertThat(received.getJMSCorrelationID()).isEqualTo("c");
            assertThat(received.getJMSCorrelationIDAsBytes()).isEqualTo(new byte[] {'c'});
            assertThat(received.getJMSType()).isEqualTo("t");
            assertThat(received.getJMSReplyTo()).isEqualTo(new PostriderQueue("answers"));
        }
    }

    @Test
    void aCorrelationIdentifierInBytesIsCopiedAndKeepsItsForm() throws JMSException {
        byte[] id = {1, (byte) 0xff};
        PostriderMessage message = Samples.MESSAGES.createMessage();
        message.setJMSCorrelationIDAsBytes(id);
        id[0] = 9;
        PostriderMessage received = Samples.receivedFromBytes(message);
        assertThat(received.getJMSCorrelationIDAsBytes()).containsExactly(1, 0xff);
        received.getJMSCorrelationIDAsBytes()[0] = 9;
        assertThat(received.getJMSCorrelationIDAsBytes()).containsExactly(1, 0xff);
        received.setJMSCorrelationIDAsBytes(null);
        assertThat(received.getJMSCorrelationID()).isNull();
        assertThat(received.getJMSCorrelationIDAsBytes()).isNull();
    }

    @Test
    void identifierAndTimestampStayAwayWhereTheProducerAskedForThat() throws JMSException {
        SendStamp bare = new SendStamp(Samples.ORDERS, new MessageId(1, 1), true, true, 4, 0, 0, 0, null);
        PostriderMessage message = Samples.MESSAGES.createMessage();
        message.setJMSMessageID("ID:old");
        Message sent = OutgoingMessage.stamp(message, bare);
        for (jakarta.jms.Message side : List.of(message, Samples.MESSAGES.received(new Delivery(1, sent, 1), null))) {
            assertThat(side.getJMSMessageID()).isNull();
            assertThat(side.getJMSTimestamp()).isZero();
        }
    }

    @Test
    void withoutADelayTheDeliveryTimeIsTheTimeOfTheSend() throws JMSException {
        PostriderMessage message = Samples.MESSAGES.createMessage();
        assertThat(Samples.received(message).getJMSDeliveryTime()).isEqualTo(Samples.SENT_MILLIS);
        assertThat(message.getJMSDeliveryTime()).isEqualTo(Samples.SENT_MILLIS);
        assertThat(Samples.sent(message).deliveryTimeMillis()).isZero();
    }

    @Test
    void theHeadersOfAReceivedMessageCanBeChanged() throws JMSException {
        PostriderMessage received = Samples.received(Samples.MESSAGES.createMessage());
        received.setJMSMessageID("ID:x");
        received.setJMSType("t");
        received.setJMSRedelivered(true);
        received.setJMSDestination(null);
        assertThat(received.getJMSMessageID()).isEqualTo("ID:x");
        assertThat(received.getJMSRedelivered()).isTrue();
        assertThat(received.getJMSDestination()).isNull();
    }

    @Test
    void whatWasSentDoesNotChangeWithTheMessage() throws JMSException {
        PostriderMapMessage map = Samples.MESSAGES.createMapMessage();
        map.setInt("a", 1);
        map.setIntProperty("p", 1);
        Message sent = Samples.sent(map);
        map.setInt("a", 2);
        map.setIntProperty("p", 2);
        map.setJMSType("later");
        assertThat(((Body.Entries) sent.body()).entries()).isEqualTo(Map.of("a", 1));
        assertThat(sent.properties()).isEqualTo(Map.of("p", 1));
        assertThat(sent.type()).isNull();
        assertThat(Samples.received(map).getInt("a")).isEqualTo(2);
    }

    @Test
    void aReceivedMessageIsForwardedUnread() throws JMSException {
        PostriderMapMessage map = Samples.MESSAGES.createMapMessage();
        map.setInt("a", 1);
        map.setIntProperty("p", 1);
        PostriderMapMessage twice = Samples.receivedFromBytes(Samples.receivedFromBytes(map));
        assertThat(twice.getInt("a")).isEqualTo(1);
        assertThat(twice.getIntProperty("p")).isEqualTo(1);
    }

    @Test
    void repliesMayGoToAnotherProvidersDestinationObjects() throws JMSException {
        PostriderMessage message = Samples.MESSAGES.createMessage();
        message.setJMSReplyTo(ForeignMessages.queue("answers"));
        assertThat(Samples.sent(message).replyTo()).isEqualTo(DestinationName.queue("answers"));
        message.setJMSReplyTo(ForeignMessages.topic("answers"));
        assertThat(Samples.sent(message).replyTo()).isEqualTo(DestinationName.topic("answers"));
        message.setJMSReplyTo(ForeignMessages.queue(""));
        assertThatThrownBy(() -> Samples.sent(message)).isInstanceOf(InvalidDestinationException.class);
    }

    @Test
    void acknowledgeGoesToTheSession() throws JMSException {
        int[] calls = {0};
        Message sent = Samples.sent(Samples.MESSAGES.createMessage());
        Samples.MESSAGES.received(new Delivery(1, sent, 1), () -> calls[0]++).acknowledge();
        assertThat(calls[0]).isEqualTo(1);
        Samples.MESSAGES.createMessage().acknowledge();
    }

    @Test
    void aBodyThatArrivesBrokenFailsWhereItIsReadAndCanStillBeAcknowledged() throws JMSException {
        byte[] encoded = Samples.sent(Samples.MESSAGES.createTextMessage("tea"))
                .encoded()
                .clone();
        encoded[encoded.length - 4] = 77;
        PostriderTextMessage received =
                (PostriderTextMessage) Samples.MESSAGES.received(new Delivery(1, Message.decode(encoded), 1), null);
        assertThatThrownBy(received::getText)
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("queue://orders");
        assertThat(received.getJMSMessageID()).isNotNull();
        received.clearBody();
        assertThat(received.getText()).isNull();
    }

    // Messages of other providers -------------------------------------------------------------------------------------

    private static Message sendForeign(jakarta.jms.Message foreign) throws JMSException {
        Message sent = OutgoingMessage.stamp(foreign, STAMP);
        assertStamped(foreign);
        return sent;
    }

    @Test
    void anothersPlainMessageIsTakenWithHeadersAndProperties() throws JMSException {
        PostriderMessage theirs = Samples.MESSAGES.createMessage();
        theirs.setJMSCorrelationID("c");
        theirs.setJMSType("t");
        theirs.setJMSReplyTo(ForeignMessages.queue("answers"));
        theirs.setIntProperty("i", 1);
        theirs.setStringProperty("JMSXUserID", "theirs");
        theirs.setStringProperty("JMS_Other_thing", "x");
        theirs.setObjectProperty("none", null);
        Message sent = sendForeign(foreign(jakarta.jms.Message.class, theirs));
        assertThat(sent.body()).isEqualTo(Body.NONE);
        assertThat(sent.correlationId()).isEqualTo("c");
        assertThat(sent.type()).isEqualTo("t");
        assertThat(sent.replyTo()).isEqualTo(DestinationName.queue("answers"));
        assertThat(sent.properties()).containsOnlyKeys("i", "JMS_Other_thing", "none");
    }

    @Test
    void anothersTextIsTaken() throws JMSException {
        TextMessage theirs = foreign(TextMessage.class, Samples.MESSAGES.createTextMessage("tea"));
        assertThat(sendForeign(theirs).body()).isEqualTo(new Body.Text("tea"));
    }

    @Test
    void anothersBytesAreTakenFromTheStartWhereverTheyWereReadTo() throws JMSException {
        PostriderBytesMessage theirs = Samples.MESSAGES.createBytesMessage();
        theirs.writeInt(1);
        theirs.writeInt(2);
        BytesMessage foreign = foreign(BytesMessage.class, theirs);
        assertThat(((Body.Bytes) sendForeign(foreign).body()).bytes()).containsExactly(0, 0, 0, 1, 0, 0, 0, 2);
        assertThat(foreign.readInt()).isEqualTo(1);
        assertThat(((Body.Bytes) sendForeign(foreign).body()).bytes()).hasSize(8);
    }

    @Test
    void anothersEmptyBytesAreTaken() throws JMSException {
        BytesMessage foreign = foreign(BytesMessage.class, Samples.MESSAGES.createBytesMessage());
        assertThat(((Body.Bytes) sendForeign(foreign).body()).bytes()).isEmpty();
    }

    @Test
    void anothersMapIsTaken() throws JMSException {
        PostriderMapMessage theirs = Samples.MESSAGES.createMapMessage();
        theirs.setInt("i", 1);
        theirs.setChar("c", 'c');
        theirs.setString("none", null);
        Body.Entries body =
                (Body.Entries) sendForeign(foreign(MapMessage.class, theirs)).body();
        assertThat(body.entries()).containsEntry("i", 1).containsEntry("c", 'c').containsEntry("none", null);
    }

    @Test
    void anothersStreamIsTakenAndLeftAtItsStart() throws JMSException {
        PostriderStreamMessage theirs = Samples.MESSAGES.createStreamMessage();
        theirs.writeInt(1);
        theirs.writeString(null);
        StreamMessage foreign = foreign(StreamMessage.class, theirs);
        assertThat(((Body.Stream) sendForeign(foreign).body()).values()).containsExactly(1, null);
        assertThat(foreign.readInt()).isEqualTo(1);
    }

    @Test
    void anothersObjectIsTaken() throws JMSException {
        ObjectMessage theirs = foreign(ObjectMessage.class, Samples.MESSAGES.createObjectMessage("object"));
        Message sent = sendForeign(theirs);
        assertThat(Samples.MESSAGES.received(new Delivery(1, sent, 1), null).getBody(String.class))
                .isEqualTo("object");
    }
}
