package io.postrider.broker.core.queue;

import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.store.StoredMessage;
import io.postrider.broker.journal.JournalException;
import io.postrider.protocol.message.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * An operator's way through a queue: everything that waited when it was opened, ready or delayed, page by page, to be looked at
 * and taken out. What consumers take meanwhile is passed over. For one caller at a time.
 */
public final class QueueSweep {
    private final MessageQueue queue;
    private final MessageStore store;
    private final EntryTimer timer;
    private final LaneCursor cursor;
    private final ArrayDeque<Entry> delayed;
    private final long lastOrder;
    private int lane = Lanes.COUNT - 1;
    private long orderInLane;

    QueueSweep(MessageQueue queue, MessageStore store, Lanes lanes, EntryTimer timer, long lastOrder) {
        this.queue = queue;
        this.store = store;
        this.timer = timer;
        this.cursor = lanes.openCursor();
        this.delayed = new ArrayDeque<>(timer.delayedEntries());
        this.lastOrder = lastOrder;
    }

    /**
     * A message that was there.
     *
     * @param deliveryCount that of its next delivery, for selectors
     */
    public record Found(Entry entry, Message message, int deliveryCount) {}

    /** The next messages, at most so many; none only at the end. Read from the journal by a thread of the broker. */
    public CompletionStage<List<Found>> next(int maxMessages) {
        CompletableFuture<List<Found>> result = new CompletableFuture<>();
        queue.submit(() -> {
            List<Entry> entries = collect(maxMessages);
            int[] counts = entries.stream().mapToInt(Entry::nextDeliveryCount).toArray();
            if (entries.isEmpty()) {
                result.complete(List.of());
            } else {
                store.onReader(() -> read(entries, counts, maxMessages, result));
            }
        });
        return result;
    }

    private void read(List<Entry> entries, int[] counts, int maxMessages, CompletableFuture<List<Found>> result) {
        List<Found> found = new ArrayList<>(entries.size());
        for (int i = 0; i < counts.length; i++) {
            StoredMessage stored = entries.get(i).stored();
            try {
                found.add(new Found(entries.get(i), store.read(stored), counts[i]));
            } catch (JournalException released) {
                // it left the queue since the page was collected
                continue;
            }
        }
        if (found.isEmpty()) {
            next(maxMessages).thenAccept(result::complete);
        } else {
            result.complete(found);
        }
    }

    private List<Entry> collect(int maxEntries) {
        List<Entry> entries = new ArrayList<>();
        while (entries.size() < maxEntries && lane >= 0) {
            Entry entry = cursor.at(lane);
            if (entry == null || entry.order > lastOrder) {
                lane--;
                orderInLane = 0;
                continue;
            }
            cursor.advance(lane);
            if (entry.order > orderInLane) {
                orderInLane = entry.order;
                entries.add(entry);
            }
        }
        while (entries.size() < maxEntries && !delayed.isEmpty()) {
            Entry entry = delayed.poll();
            if (entry.state == Entry.State.DELAYED) {
                entries.add(entry);
            }
        }
        return entries;
    }

    /**
     * Takes messages out, as a transaction does that has acknowledged them: {@link MessageQueue#forget} or {@link #putBack} must
     * follow.
     *
     * @return those that still waited
     */
    public CompletionStage<List<Found>> withdraw(List<Found> found) {
        CompletableFuture<List<Found>> withdrawn = new CompletableFuture<>();
        queue.submit(() -> withdrawn.complete(
                found.stream().filter(one -> withdraw(one.entry)).toList()));
        return withdrawn;
    }

    private boolean withdraw(Entry entry) {
        if (entry.state == Entry.State.READY) {
            queue.leaveLane(entry);
        } else if (entry.state == Entry.State.DELAYED) {
            timer.remove(entry);
        } else {
            return false;
        }
        entry.state = Entry.State.ACKNOWLEDGED;
        queue.outstanding().addTransacted(1);
        return true;
    }

    /** Puts messages back that were withdrawn, in their old places. */
    public void putBack(List<Found> found) {
        queue.submit(() -> {
            queue.outstanding().addTransacted(-found.size());
            for (Found one : found) {
                if (queue.deleted()) {
                    queue.letGo(one.entry);
                } else {
                    queue.placeAgain(one.entry);
                }
            }
            queue.dispatch();
        });
    }

    /** Ends it. */
    public void close() {
        queue.closeCursor(cursor);
    }
}
