package io.postrider.client.message;

import io.postrider.protocol.message.Message;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;

/**
 * The step at the API's edge where a message stops being the application's: what is sent is a snapshot, which nothing
 * changes afterwards. One copy at most: strings are shared, arrays copied once.
 */
public final class OutgoingMessage {

    private OutgoingMessage() {}

    /**
     * What is sent of a message now, and the headers that the provider sets written back to the application's message
     * (sections 3.4.11 and 3.12 of the specification). Messages of other providers are converted, with body and properties.
     *
     * @param message of any provider, never null
     * @return the immutable form, for the link
     * @throws jakarta.jms.MessageFormatException if a message of another provider holds what cannot be sent
     * @throws jakarta.jms.InvalidDestinationException if {@code JMSReplyTo} is no valid destination
     * @throws JMSException if the other provider's message cannot be read
     */
    public static Message stamp(jakarta.jms.Message message, SendStamp stamp) throws JMSException {
        if (message instanceof PostriderMessage own) {
            Message snapshot = own.snapshot(stamp);
            own.adopt(stamp);
            return snapshot;
        }
        Message snapshot = ForeignMessage.convert(message).snapshot(stamp);
        writeBack(message, stamp);
        return snapshot;
    }

    private static void writeBack(jakarta.jms.Message message, SendStamp stamp) throws JMSException {
        message.setJMSDestination(stamp.destination());
        message.setJMSDeliveryMode(stamp.persistent() ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
        message.setJMSPriority(stamp.priority());
        message.setJMSMessageID(stamp.idDisabled() ? null : stamp.id().toString());
        message.setJMSTimestamp(stamp.timestampMillis());
        message.setJMSExpiration(stamp.expirationMillis());
        message.setJMSDeliveryTime(
                stamp.deliveryTimeMillis() != 0 ? stamp.deliveryTimeMillis() : stamp.timestampMillis());
    }
}
