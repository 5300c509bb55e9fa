package io.postrider.protocol.link;

/** What a user may do with a destination. A permission never implies another one. */
public enum Permission {
    /** Send messages to a queue, publish to a topic. */
    SEND,
    /** Receive from a queue, subscribe to a topic. */
    CONSUME,
    /** Look at what a queue holds (section 4.2.4). */
    BROWSE,
    /** Make a queue, topic or durable subscription; also by using one that is not there yet. */
    CREATE,
    /** Delete a queue, topic or durable subscription with what it holds. */
    DELETE,
    /** See the figures of a destination, pause, purge and move what it holds; of all destinations: of the broker itself. */
    MANAGE
}
