package io.postrider.client.message;

import io.postrider.client.destination.PostriderQueue;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import jakarta.jms.JMSException;

/** What the tests of messages begin with. */
final class Samples {
    static final MessageFactory MESSAGES = new MessageFactory(ObjectTrust.JDK_VALUES);
    static final PostriderQueue ORDERS = new PostriderQueue("orders");
    static final long SENT_MILLIS = 1_700_000_000_000L;

    private Samples() {}

    static SendStamp stamp() {
        return new SendStamp(ORDERS, new MessageId(0xabc, 7), false, true, 4, SENT_MILLIS, 0, 0, null);
    }

    /** What a broker would have of the message. */
    static Message sent(jakarta.jms.Message message) throws JMSException {
        return OutgoingMessage.stamp(message, stamp());
    }

    /** The message as a consumer in the same VM receives it. */
    @SuppressWarnings("unchecked")
    static <M extends PostriderMessage> M received(M message) throws JMSException {
        return (M) MESSAGES.received(new Delivery(1, sent(message), 1), null);
    }

    /** The message as a consumer receives it that had it from the journal or over the network. */
    @SuppressWarnings("unchecked")
    static <M extends PostriderMessage> M receivedFromBytes(M message) throws JMSException {
        Message decoded = Message.decode(sent(message).encoded().clone());
        return (M) MESSAGES.received(new Delivery(1, decoded, 1), null);
    }
}
