package io.postrider.client.destination;

import io.postrider.protocol.message.DestinationName;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.TemporaryTopic;

/** A topic that lives as long as the connection that made it; section 6.2.2 of the specification. */
public final class PostriderTemporaryTopic extends PostriderDestination implements TemporaryTopic {
    private static final long serialVersionUID = 1L;

    private final transient TemporaryDestinationOwner owner;

    /**
     * The temporary topic of this name.
     *
     * @param owner who deletes it, or null where it belongs to another connection
     */
    public PostriderTemporaryTopic(DestinationName name, TemporaryDestinationOwner owner) {
        super(name);
        if (name.kind() != DestinationName.Kind.TEMPORARY_TOPIC) {
            throw new IllegalArgumentException(name + " is not a temporary topic");
        }
        this.owner = owner;
    }

    @Override
    DestinationName.Kind kind() {
        return DestinationName.Kind.TEMPORARY_TOPIC;
    }

    /** Who deletes it, or null where it belongs to another connection. */
    public TemporaryDestinationOwner owner() {
        return owner;
    }

    /** The name the broker gave it. */
    @Override
    public String getTopicName() {
        return getName();
    }

    /**
     * Deletes it; blocks until the broker has done so.
     *
     * @throws IllegalStateException if it belongs to another connection, or a consumer is still open on it
     * @throws JMSException if the broker cannot be reached
     */
    @Override
    public void delete() throws JMSException {
        if (owner == null) {
            throw new IllegalStateException(this + " can only be deleted by the connection that made it");
        }
        owner.deleteTemporary(destinationName());
    }
}
