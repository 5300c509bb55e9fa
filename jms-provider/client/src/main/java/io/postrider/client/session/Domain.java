package io.postrider.client.session;

import jakarta.jms.IllegalStateException;

/** Which of the specification's programming interfaces an object was made by, and so what it may do; section 9.2. */
public enum Domain {
    /** The classic or simplified one: queues and topics. */
    ANY,
    /** The one for queues alone. */
    QUEUE,
    /** The one for topics alone. */
    TOPIC;

    /**
     * Before something that belongs to topics.
     *
     * @throws IllegalStateException if this is the domain of queues
     */
    public void requireTopics(String what) throws IllegalStateException {
        if (this == QUEUE) {
            throw new IllegalStateException(what + " is for topics: this was made for queues");
        }
    }

    /**
     * Before something that belongs to queues.
     *
     * @throws IllegalStateException if this is the domain of topics
     */
    public void requireQueues(String what) throws IllegalStateException {
        if (this == TOPIC) {
            throw new IllegalStateException(what + " is for queues: this was made for topics");
        }
    }
}
