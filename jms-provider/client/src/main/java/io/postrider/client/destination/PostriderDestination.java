package io.postrider.client.destination;

import io.postrider.protocol.message.DestinationName;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import java.io.Serializable;
import javax.naming.Reference;
import javax.naming.Referenceable;
import javax.naming.StringRefAddr;

/**
 * A destination's kind and name; chapter 5 of the specification. Two destinations are equal if both are equal.
 *
 * <p>Immutable once it has its name, and safe for any thread.
 */
public abstract sealed class PostriderDestination implements Destination, Referenceable, Serializable
        permits PostriderQueue, PostriderTopic, PostriderTemporaryQueue, PostriderTemporaryTopic {

    /** The address type under which a {@link Reference} holds the name. */
    public static final String NAME_ADDRESS = "name";

    private static final String OBJECT_FACTORY = "io.postrider.client.jndi.PostriderObjectFactory";
    private static final long serialVersionUID = 1L;

    private String name;
    private transient DestinationName destinationName;

    /** Without a name, for containers that make beans; {@link #setName} must follow. */
    PostriderDestination() {}

    PostriderDestination(DestinationName destinationName) {
        this.name = destinationName.name();
        this.destinationName = destinationName;
    }

    abstract DestinationName.Kind kind();

    /**
     * The destination of this kind and name. A temporary one made here can be used, but not deleted.
     *
     * @return never null
     */
    public static PostriderDestination of(DestinationName name) {
        return switch (name.kind()) {
            case QUEUE -> new PostriderQueue(name);
            case TOPIC -> new PostriderTopic(name);
            case TEMPORARY_QUEUE -> new PostriderTemporaryQueue(name, null);
            case TEMPORARY_TOPIC -> new PostriderTemporaryTopic(name, null);
        };
    }

    /**
     * This provider's form of any destination: itself where it is one, otherwise made from the public name and kind of
     * another provider's.
     *
     * @return never null
     * @throws InvalidDestinationException if it is null, neither a queue nor a topic, or has no valid name
     */
    public static PostriderDestination of(Destination destination) throws JMSException {
        if (destination instanceof PostriderDestination own) {
            own.requireName();
            return own;
        }
        if (destination instanceof Queue queue && queue.getQueueName() != null) {
            return of(checkedName(
                    queue instanceof TemporaryQueue ? DestinationName.Kind.TEMPORARY_QUEUE : DestinationName.Kind.QUEUE,
                    queue.getQueueName()));
        }
        if (destination instanceof Topic topic && topic.getTopicName() != null) {
            return of(checkedName(
                    topic instanceof TemporaryTopic ? DestinationName.Kind.TEMPORARY_TOPIC : DestinationName.Kind.TOPIC,
                    topic.getTopicName()));
        }
        throw new InvalidDestinationException(
                destination == null
                        ? "a destination is needed, null was given"
                        : "a " + destination.getClass().getName() + " is neither a queue nor a topic with a name");
    }

    private static DestinationName checkedName(DestinationName.Kind kind, String name) throws JMSException {
        try {
            return new DestinationName(kind, name);
        } catch (IllegalArgumentException e) {
            throw new InvalidDestinationException(e.getMessage());
        }
    }

    private void requireName() throws InvalidDestinationException {
        if (name == null) {
            throw new InvalidDestinationException("this " + getClass().getSimpleName() + " has not been given a name");
        }
    }

    /**
     * The name and kind as the protocol has them.
     *
     * @throws IllegalStateException if this is a bean that has not been given its name
     */
    public DestinationName destinationName() {
        DestinationName known = destinationName;
        if (known == null) {
            if (name == null) {
                throw new IllegalStateException("this " + getClass().getSimpleName() + " has not been given a name");
            }
            known = new DestinationName(kind(), name);
            destinationName = known;
        }
        return known;
    }

    /**
     * The name as the application wrote it.
     *
     * @return null only for a bean that has not been given its name
     */
    public String getName() {
        return name;
    }

    /**
     * Names a bean that was made without a name. The name cannot be changed afterwards.
     *
     * @throws IllegalArgumentException if the name is empty or longer than {@link DestinationName#MAX_LENGTH}
     * @throws IllegalStateException if it has another name already
     */
    public void setName(String name) {
        DestinationName named = new DestinationName(kind(), name);
        if (this.name != null && !this.name.equals(name)) {
            throw new IllegalStateException(this + " cannot be renamed to " + name);
        }
        this.name = name;
        this.destinationName = named;
    }

    /**
     * The same as {@link #getName}, for servers that keep a property {@code name} for themselves.
     *
     * @return null only for a bean that has not been given its name
     */
    public String getDestinationName() {
        return name;
    }

    /**
     * The same as {@link #setName}, for servers that keep a property {@code name} for themselves.
     *
     * @throws IllegalArgumentException if the name is empty or longer than {@link DestinationName#MAX_LENGTH}
     * @throws IllegalStateException if it has another name already
     */
    public void setDestinationName(String destinationName) {
        setName(destinationName);
    }

    /** What a directory keeps of it: the class, the name, and the factory that makes it again. */
    @Override
    public Reference getReference() {
        return new Reference(getClass().getName(), new StringRefAddr(NAME_ADDRESS, name), OBJECT_FACTORY, null);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof PostriderDestination that
                && kind() == that.kind()
                && (name == null ? that.name == null : name.equals(that.name));
    }

    @Override
    public final int hashCode() {
        return 31 * kind().code() + (name == null ? 0 : name.hashCode());
    }

    /** For people and logs: {@code queue://orders}. */
    @Override
    public final String toString() {
        return name == null
                ? getClass().getSimpleName() + " without a name"
                : destinationName().toString();
    }
}
