package io.postrider.broker.core.queue;

/** Takes messages that were tried too often. */
@FunctionalInterface
public interface DeadLetters {

    /** The property of a message that was moved away: the queue or subscription where it was, as logs call it. */
    String ORIGIN = "postrider_dlq_origin";

    /** How often it was tried there. */
    String ATTEMPTS = "postrider_dlq_attempts";

    /** Why it was moved. */
    String REASON = "postrider_dlq_reason";

    /** When it was moved, in milliseconds since 1970, UTC. */
    String TIME = "postrider_dlq_time";

    /** Takes an entry that has left the queue for good: moves its message, and lets the entry's message go. */
    void bury(MessageQueue from, Entry entry);
}
