package io.postrider.client.destination;

import io.postrider.protocol.message.DestinationName;
import jakarta.jms.Topic;

/** A topic by its name; chapter 5 of the specification. */
public final class PostriderTopic extends PostriderDestination implements Topic {
    private static final long serialVersionUID = 1L;

    /** Without a name, for containers that make beans; {@link #setName} must follow. */
    public PostriderTopic() {}

    /**
     * The topic of this name.
     *
     * @throws IllegalArgumentException if the name is empty or longer than {@link DestinationName#MAX_LENGTH}
     */
    public PostriderTopic(String name) {
        super(DestinationName.topic(name));
    }

    PostriderTopic(DestinationName name) {
        super(name);
    }

    @Override
    DestinationName.Kind kind() {
        return DestinationName.Kind.TOPIC;
    }

    /** The name as the application wrote it. */
    @Override
    public String getTopicName() {
        return getName();
    }
}
