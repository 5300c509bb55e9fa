package io.postrider.client.message;

import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.Body;
import jakarta.jms.JMSException;
import java.io.Serializable;
import java.util.Objects;

/** Makes messages: new ones for the application to write, and received ones from deliveries. Safe for any thread. */
public final class MessageFactory {
    private final ObjectTrust trust;

    /** With the rules for received objects. */
    public MessageFactory(ObjectTrust trust) {
        this.trust = Objects.requireNonNull(trust, "trust");
    }

    /** A new message with no body. */
    public PostriderMessage createMessage() {
        return new PostriderMessage();
    }

    /**
     * A new text message.
     *
     * @param text or null
     */
    public PostriderTextMessage createTextMessage(String text) {
        return new PostriderTextMessage(text);
    }

    /** A new bytes message, empty and write-only. */
    public PostriderBytesMessage createBytesMessage() {
        return new PostriderBytesMessage();
    }

    /** A new map message, empty. */
    public PostriderMapMessage createMapMessage() {
        return new PostriderMapMessage();
    }

    /** A new stream message, empty and write-only. */
    public PostriderStreamMessage createStreamMessage() {
        return new PostriderStreamMessage();
    }

    /**
     * A new object message.
     *
     * @param object serialized at once; or null
     * @throws jakarta.jms.MessageFormatException if it cannot be serialized
     */
    public PostriderObjectMessage createObjectMessage(Serializable object) throws JMSException {
        PostriderObjectMessage message = new PostriderObjectMessage(trust);
        if (object != null) {
            message.setObject(object);
        }
        return message;
    }

    /**
     * A received message: cheap to make, as nothing of the body or the properties is read before it is asked for.
     *
     * @param acknowledger what its {@code acknowledge()} calls; null where that does nothing
     * @return never null; the class fits the body
     */
    public PostriderMessage received(Delivery delivery, Acknowledger acknowledger) {
        return switch (delivery.message().bodyCode()) {
            case Body.Text.CODE -> new PostriderTextMessage(delivery, acknowledger);
            case Body.Bytes.CODE -> new PostriderBytesMessage(delivery, acknowledger);
            case Body.Entries.CODE -> new PostriderMapMessage(delivery, acknowledger);
            case Body.Stream.CODE -> new PostriderStreamMessage(delivery, acknowledger);
            case Body.Serialized.CODE -> new PostriderObjectMessage(delivery, acknowledger, trust);
            default -> new PostriderMessage(delivery, acknowledger);
        };
    }
}
