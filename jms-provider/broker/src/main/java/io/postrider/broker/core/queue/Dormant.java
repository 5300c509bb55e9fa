package io.postrider.broker.core.queue;

/**
 * Messages of one priority that recovery has found and of which it has made no entries yet, the oldest first. Each is ready, and neither delayed nor
 * does it expire. Owned by the queue's mailbox.
 */
public interface Dormant {

    /** How many there are. */
    int size();

    /** The priority of all of them. */
    int priority();

    /** Makes the next entry, which is dormant no longer; there must be one. */
    Entry awaken();
}
