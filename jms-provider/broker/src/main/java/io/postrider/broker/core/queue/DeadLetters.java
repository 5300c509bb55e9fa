package io.postrider.broker.core.queue;

/** Takes messages that were tried too often. */
@FunctionalInterface
public interface DeadLetters {

    /** Takes an entry that has left the queue for good: moves its message, and lets the entry's message go. */
    void bury(MessageQueue from, Entry entry);
}
