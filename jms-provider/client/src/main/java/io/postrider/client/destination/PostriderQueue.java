package io.postrider.client.destination;

import io.postrider.protocol.message.DestinationName;
import jakarta.jms.Queue;

/** A queue by its name; chapter 5 of the specification. */
public final class PostriderQueue extends PostriderDestination implements Queue {
    private static final long serialVersionUID = 1L;

    /** Without a name, for containers that make beans; {@link #setName} must follow. */
    public PostriderQueue() {}

    /**
     * The queue of this name.
     *
     * @throws IllegalArgumentException if the name is empty or longer than {@link DestinationName#MAX_LENGTH}
     */
    public PostriderQueue(String name) {
        super(DestinationName.queue(name));
    }

    PostriderQueue(DestinationName name) {
        super(name);
    }

    @Override
    DestinationName.Kind kind() {
        return DestinationName.Kind.QUEUE;
    }

    /** The name as the application wrote it. */
    @Override
    public String getQueueName() {
        return getName();
    }
}
