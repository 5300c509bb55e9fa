package io.postrider.broker.core.queue;

import io.postrider.broker.core.step.Timers;
import java.util.List;

/** Wakes a queue when an entry's delivery time has come or its time to live is over. Owned by the queue's mailbox. */
final class EntryTimer {
    private final MessageQueue queue;
    private final Timers timers;
    private final EntryHeap heap = new EntryHeap();
    private long armedForMillis = Long.MAX_VALUE;
    private int delayed;

    EntryTimer(MessageQueue queue, Timers timers) {
        this.queue = queue;
        this.timers = timers;
    }

    /** How many entries wait for their delivery time. */
    int delayed() {
        return delayed;
    }

    /** The entries that wait for their delivery time, in no order. */
    List<Entry> delayedEntries() {
        return heap.all().stream()
                .filter(entry -> entry.state == Entry.State.DELAYED)
                .toList();
    }

    /** An entry is there, delayed or ready. */
    void add(Entry entry) {
        if (entry.state == Entry.State.DELAYED) {
            delayed++;
        } else if (entry.expirationMillis == 0) {
            return;
        }
        heap.add(entry);
        arm();
    }

    /** An entry is about to leave. To be called before its state changes. */
    void remove(Entry entry) {
        if (entry.timerSlot >= 0) {
            delayed -= entry.state == Entry.State.DELAYED ? 1 : 0;
            heap.remove(entry);
        }
    }

    /** The entry that is due first, or null. */
    Entry first() {
        return heap.first();
    }

    /** Takes out the next entry that is due, or null. */
    Entry nextDue() {
        Entry first = heap.first();
        if (first == null || first.dueMillis() > timers.nowMillis()) {
            return null;
        }
        remove(first);
        return first;
    }

    /** Wakes the queue when the first entry is due. */
    void arm() {
        Entry first = heap.first();
        if (first != null && first.dueMillis() < armedForMillis) {
            long dueMillis = first.dueMillis();
            armedForMillis = dueMillis;
            timers.schedule(dueMillis, () -> queue.submit(() -> ring(dueMillis)));
        }
    }

    private void ring(long dueMillis) {
        if (dueMillis == armedForMillis) {
            armedForMillis = Long.MAX_VALUE;
        }
        queue.serveTimers();
        arm();
    }

    long nowMillis() {
        return timers.nowMillis();
    }
}
