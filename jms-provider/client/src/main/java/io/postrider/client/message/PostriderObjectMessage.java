package io.postrider.client.message;

import io.postrider.client.error.JmsErrors;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.Body;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/**
 * A message with a serialized object; section 3.11. The object is serialized when it is set, so that later changes to
 * it are not seen, and deserialized each time it is asked for: a received one under the rules of {@link ObjectTrust}.
 */
public final class PostriderObjectMessage extends PostriderMessage implements ObjectMessage {
    private final ObjectTrust trust;
    private byte[] serialized;
    private boolean setHere;

    PostriderObjectMessage(ObjectTrust trust) {
        this.trust = trust;
    }

    PostriderObjectMessage(Delivery delivery, Acknowledger acknowledger, ObjectTrust trust) {
        super(delivery, acknowledger);
        this.trust = trust;
    }

    private byte[] serialized() throws JMSException {
        if (hasUnreadBody()) {
            serialized = ((Body.Serialized) readBody()).bytes();
        }
        return serialized;
    }

    /**
     * {@inheritDoc}
     *
     * @throws MessageFormatException if it, or a part of it, cannot be serialized
     */
    @Override
    public void setObject(Serializable object) throws JMSException {
        requireWritableBody();
        serialized = object == null ? null : serialize(object);
        setHere = true;
    }

    private static byte[] serialize(Serializable object) throws MessageFormatException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (StackOverflowError e) {
            throw new MessageFormatException(
                    "an object of " + object.getClass().getName() + " is too deep a graph to be serialized");
        } catch (IOException e) {
            throw JmsErrors.withCause(
                    new MessageFormatException(
                            "an object of " + object.getClass().getName() + " cannot be serialized: " + e),
                    e);
        }
        return bytes.toByteArray();
    }

    /**
     * The object, made anew at each call, with the classes of the thread's context class loader, then of this client's.
     *
     * @return null where none was set
     * @throws MessageFormatException if a received object has a class that is not trusted (the message names the class
     *     and the option {@link ObjectTrust#OPTION}) or that cannot be found, or its bytes are broken
     */
    @Override
    public Serializable getObject() throws JMSException {
        byte[] bytes = serialized();
        if (bytes == null) {
            return null;
        }
        // What this very application wrote needs no protection from it.
        return (setHere ? ObjectTrust.EVERYTHING : trust).deserialize(bytes);
    }

    @Override
    public <T> T getBody(Class<T> c) throws JMSException {
        Serializable object = getObject();
        return object == null ? null : bodyAs(c, object);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public boolean isBodyAssignableTo(Class c) throws JMSException {
        try {
            Serializable object = getObject();
            return object == null || c.isInstance(object);
        } catch (MessageFormatException e) {
            // The specification asks for an answer here; getBody throws the reason.
            return false;
        }
    }

    @Override
    Body bodySnapshot() throws JMSException {
        return new Body.Serialized(serialized());
    }

    @Override
    void emptyBody() {
        serialized = null;
        setHere = false;
    }
}
