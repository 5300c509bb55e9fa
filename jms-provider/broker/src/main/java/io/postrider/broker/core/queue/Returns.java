package io.postrider.broker.core.queue;

import io.postrider.broker.policy.Redelivery;
import java.util.ArrayDeque;
import java.util.List;

/** How entries come back that consumers had, or that a transaction had acknowledged. Owned by the queue's mailbox. */
final class Returns {
    private final MessageQueue queue;
    private final QueueContext context;
    private final AttemptRecords attempts;
    private final Redelivery redelivery;

    /** In which state an entry comes back: untouched, possibly seen, or attempted, with what became of it then. */
    record How(boolean seen, FailedDelivery.Cause failure, Object who) {
        static final How UNTOUCHED = new How(false, null, null);
        static final How POSSIBLY_SEEN = new How(true, null, null);

        /** As attempted. */
        static How attempted(FailedDelivery.Cause failure, Object who) {
            return new How(false, failure, who);
        }
    }

    /** Returns of a queue. */
    Returns(MessageQueue queue, QueueContext context, AttemptRecords attempts, Redelivery redelivery) {
        this.queue = queue;
        this.context = context;
        this.attempts = attempts;
        this.redelivery = redelivery;
    }

    /** Entries take their old places, the youngest first: so each finds its place near the head of its lane. */
    void putBack(List<Entry> entries, How how) {
        ArrayDeque<Entry> dead = new ArrayDeque<>(0);
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            queue.settled(entry);
            if (queue.deleted()) {
                queue.letGo(entry);
            } else if (how.failure == null) {
                untouched(entry, how);
            } else if (failed(entry, how)) {
                dead.addFirst(entry);
            }
        }
        dead.forEach(entry -> context.deadLetters().bury(queue, entry, DeadLetters.Why.FAILED, queue.departed(entry)));
    }

    private void untouched(Entry entry, How how) {
        if (how.seen) {
            entry.seen = true;
            attempts.update(entry);
        }
        queue.placeAgain(entry);
    }

    /** Whether that was one failure too many; if not, it rests or is ready again. */
    private boolean failed(Entry entry, How how) {
        entry.attempts++;
        long nowMillis = context.timers().nowMillis();
        attempts.failed(entry, new FailedDelivery(nowMillis, String.valueOf(how.who), how.failure));
        if (redelivery.maxAttempts() > 0 && entry.attempts >= redelivery.maxAttempts()) {
            entry.state = Entry.State.GONE;
            return true;
        }
        long restMillis = redelivery.restMillis(entry.attempts, entry.order);
        entry.deliveryTimeMillis = restMillis == 0 ? 0 : nowMillis + restMillis;
        attempts.update(entry);
        queue.placeAgain(entry);
        return false;
    }
}
