package io.postrider.cdi.endpoint;

import io.postrider.cdi.listener.MessageHeader.Header;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/** A header of a message and its type; section 3.4 of the specification. */
record HeaderValue(Class<?> type, Getter getter) {

    /** What reads a header. */
    interface Getter {
        Object of(Message message) throws JMSException;
    }

    static HeaderValue of(Header header) {
        return switch (header) {
            case JMSCorrelationID -> new HeaderValue(String.class, Message::getJMSCorrelationID);
            case JMSCorrelationIDAsBytes -> new HeaderValue(byte[].class, Message::getJMSCorrelationIDAsBytes);
            case JMSDeliveryMode -> new HeaderValue(int.class, Message::getJMSDeliveryMode);
            case JMSDeliveryTime -> new HeaderValue(long.class, Message::getJMSDeliveryTime);
            case JMSDestination -> new HeaderValue(Destination.class, Message::getJMSDestination);
            case JMSExpiration -> new HeaderValue(long.class, Message::getJMSExpiration);
            case JMSMessageID -> new HeaderValue(String.class, Message::getJMSMessageID);
            case JMSPriority -> new HeaderValue(int.class, Message::getJMSPriority);
            case JMSRedelivered -> new HeaderValue(boolean.class, Message::getJMSRedelivered);
            case JMSReplyTo -> new HeaderValue(Destination.class, Message::getJMSReplyTo);
            case JMSTimestamp -> new HeaderValue(long.class, Message::getJMSTimestamp);
            case JMSType -> new HeaderValue(String.class, Message::getJMSType);
        };
    }

    /** Whether a parameter of that type takes it: of the same type, or of its class. */
    boolean fits(Class<?> parameter) {
        return parameter == type
                || (type == int.class && parameter == Integer.class)
                || (type == long.class && parameter == Long.class)
                || (type == boolean.class && parameter == Boolean.class);
    }

    Object read(Message message) throws JMSException {
        return getter.of(message);
    }
}
