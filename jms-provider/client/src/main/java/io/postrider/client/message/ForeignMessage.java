package io.postrider.client.message;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.Enumeration;

/** Another provider's message made one of ours, through nothing but the public interfaces; section 3.12. */
final class ForeignMessage {

    private ForeignMessage() {}

    static PostriderMessage convert(Message foreign) throws JMSException {
        PostriderMessage message = withBody(foreign);
        message.setJMSCorrelationID(foreign.getJMSCorrelationID());
        message.setJMSReplyTo(foreign.getJMSReplyTo());
        message.setJMSType(foreign.getJMSType());
        Enumeration<?> names = foreign.getPropertyNames();
        while (names.hasMoreElements()) {
            String name = (String) names.nextElement();
            message.adoptProperty(name, foreign.getObjectProperty(name));
        }
        return message;
    }

    private static PostriderMessage withBody(Message foreign) throws JMSException {
        if (foreign instanceof TextMessage text) {
            return new PostriderTextMessage(text.getText());
        } else if (foreign instanceof BytesMessage bytes) {
            return bytes(bytes);
        } else if (foreign instanceof MapMessage map) {
            return map(map);
        } else if (foreign instanceof StreamMessage stream) {
            return stream(stream);
        } else if (foreign instanceof ObjectMessage object) {
            PostriderObjectMessage message = new PostriderObjectMessage(ObjectTrust.JDK_VALUES);
            message.setObject(object.getObject());
            return message;
        }
        return new PostriderMessage();
    }

    private static PostriderMessage bytes(BytesMessage foreign) throws JMSException {
        foreign.reset();
        long length = foreign.getBodyLength();
        if (length > Integer.MAX_VALUE - 8) {
            throw new MessageFormatException("a body of " + length + " bytes is too long to be sent");
        }
        byte[] body = new byte[(int) length];
        int read = length == 0 ? 0 : foreign.readBytes(body);
        if (read != length) {
            throw new MessageFormatException(
                    "the body was said to have " + length + " bytes, but " + read + " were read");
        }
        foreign.reset();
        PostriderBytesMessage message = new PostriderBytesMessage();
        message.writeBytes(body);
        return message;
    }

    private static PostriderMessage map(MapMessage foreign) throws JMSException {
        PostriderMapMessage message = new PostriderMapMessage();
        Enumeration<?> names = foreign.getMapNames();
        while (names.hasMoreElements()) {
            String name = (String) names.nextElement();
            message.setObject(name, foreign.getObject(name));
        }
        return message;
    }

    private static PostriderMessage stream(StreamMessage foreign) throws JMSException {
        PostriderStreamMessage message = new PostriderStreamMessage();
        foreign.reset();
        boolean more = true;
        while (more) {
            try {
                message.writeObject(foreign.readObject());
            } catch (MessageEOFException endOfStream) {
                // The interface has no other way to say where a stream ends.
                more = false;
            }
        }
        foreign.reset();
        return message;
    }
}
