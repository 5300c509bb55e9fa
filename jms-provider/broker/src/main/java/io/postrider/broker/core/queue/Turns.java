package io.postrider.broker.core.queue;

import io.postrider.protocol.message.Message;

/**
 * Which consumers of a queue may have which of its entries, besides their selectors: there is one where the queue's policy asks for it,
 * and none elsewhere. Owned by the queue's mailbox.
 */
interface Turns {

    /** Whether a consumer may have anything now. */
    boolean mayServe(QueueConsumer consumer);

    /** Whether entries differ in who may have them, so that each is looked at. */
    boolean chooses();

    /** Whether a consumer may have this one. */
    boolean mayTake(QueueConsumer consumer, Message message);

    /** A consumer got an entry. */
    void delivered(QueueConsumer consumer, Entry entry, Message message);

    /**
     * An entry that may have been delivered came back, or is gone.
     *
     * @return whether that changes who may have others
     */
    boolean settled(Entry entry);

    /**
     * A consumer was opened.
     *
     * @param consumers how many there are now
     */
    void joined(QueueConsumer consumer, int consumers);

    /** A consumer was closed. */
    void left(QueueConsumer consumer);
}
