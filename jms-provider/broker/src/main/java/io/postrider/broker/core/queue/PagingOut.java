package io.postrider.broker.core.queue;

import io.postrider.broker.core.store.MessageStore;

/**
 * Takes contents from memory while nobody consumes and messages gather: from the end of what is in memory backwards, as what came first is needed
 * first. The more messages there are, the less memory is left for contents, also for those that were there before. Owned by the queue's mailbox.
 */
final class PagingOut {
    /** With each message that comes. */
    private static final int MOST_LOOKS = 4;

    private final MessageStore store;
    /** The last entry of those that are in memory, before many that are not; or null. */
    private Entry last;

    PagingOut(MessageStore store) {
        this.store = store;
    }

    /** An entry has come, and waits. */
    void arrived(Entry entry) {
        Entry before = entry.previous;
        if (before == null || store.hasRoom()) {
            return;
        }
        if (before.stored().content() == null) {
            // it is needed later than that one
            store.page(entry.stored());
        } else if (entry.stored().content() == null) {
            last = before;
        }
        for (int i = 0; i < MOST_LOOKS && last != null && store.budget().exceeded(); i++) {
            boolean waits = last.state == Entry.State.READY;
            if (waits) {
                store.economize(last.stored());
            }
            last = waits ? last.previous : null;
        }
    }
}
