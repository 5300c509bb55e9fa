package io.postrider.broker.core.queue;

import java.util.ArrayDeque;
import java.util.List;

/** How entries come back that consumers had, or that a transaction had acknowledged. Owned by the queue's mailbox. */
final class Returns {
    private final MessageQueue queue;
    private final QueueContext context;
    private final AttemptRecords attempts;
    private final boolean capped;

    /** In which state an entry comes back. */
    enum How {
        UNTOUCHED,
        ATTEMPTED,
        POSSIBLY_SEEN
    }

    /**
     * Returns of a queue.
     *
     * @param capped whether messages leave for the dead-letter queue when they were tried too often
     */
    Returns(MessageQueue queue, QueueContext context, AttemptRecords attempts, boolean capped) {
        this.queue = queue;
        this.context = context;
        this.attempts = attempts;
        this.capped = capped;
    }

    /** Entries take their old places, the youngest first: so each finds its place near the head of its lane. */
    void putBack(List<Entry> entries, How how) {
        ArrayDeque<Entry> dead = new ArrayDeque<>(0);
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            if (queue.deleted()) {
                queue.letGo(entry);
                continue;
            }
            entry.attempts += how == How.ATTEMPTED ? 1 : 0;
            entry.seen |= how == How.POSSIBLY_SEEN;
            if (how == How.ATTEMPTED && capped && entry.attempts >= context.maxDeliveryAttempts()) {
                entry.state = Entry.State.GONE;
                attempts.forget(entry);
                dead.addFirst(entry);
                continue;
            }
            if (how != How.UNTOUCHED) {
                attempts.update(entry);
            }
            queue.makeReady(entry);
        }
        dead.forEach(entry -> context.deadLetters().bury(queue, entry));
    }
}
