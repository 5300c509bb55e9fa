package io.postrider.broker.core.queue;

import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.store.StoredMessage;
import io.postrider.broker.journal.JournalException;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A cursor over what a queue held when it was opened, in the order of delivery, without a copy of it: bounded by the last
 * order number of then, and fetched page by page. What is delivered and not acknowledged then is included; what leaves the
 * queue before its page is fetched is passed over.
 */
public final class QueueBrowser {
    private static final Comparator<Entry> DELIVERY_ORDER =
            Comparator.<Entry>comparingInt(entry -> -entry.priority).thenComparingLong(entry -> entry.order);

    private final MessageQueue queue;
    private final MessageStore store;
    private final MessageFilter filter;
    private final LaneCursor cursor;
    private final ArrayDeque<Entry> delivered;
    private final long lastOrder;
    private int lane = Lanes.COUNT - 1;
    private long orderInLane;
    private long tag;

    QueueBrowser(
            MessageQueue queue,
            MessageStore store,
            MessageFilter filter,
            LaneCursor cursor,
            List<QueueConsumer> consumers,
            long lastOrder) {
        this.queue = queue;
        this.store = store;
        this.filter = filter;
        this.cursor = cursor;
        this.lastOrder = lastOrder;
        List<Entry> outstanding = new ArrayList<>();
        for (QueueConsumer consumer : consumers) {
            for (long at = consumer.window.first(); at < consumer.window.end(); at++) {
                if (consumer.window.get(at) != null) {
                    outstanding.add(consumer.window.get(at));
                }
            }
        }
        outstanding.sort(DELIVERY_ORDER);
        delivered = new ArrayDeque<>(outstanding);
    }

    /** Entries of the queue, at most as many as were asked for; fewer only at the end. */
    record Page(List<Seen> entries, boolean last) {}

    /** An entry as it was when its page was collected. */
    record Seen(StoredMessage stored, int deliveryCount) {}

    /** The next messages, at most so many; fewer, or none, only at the end. Not to be called before the last call is done. */
    public CompletionStage<List<Delivery>> next(int maxMessages) {
        CompletableFuture<List<Delivery>> result = new CompletableFuture<>();
        gather(new ArrayList<>(), maxMessages, result);
        return result;
    }

    private void gather(List<Delivery> found, int maxMessages, CompletableFuture<List<Delivery>> result) {
        CompletableFuture<Page> next = new CompletableFuture<>();
        queue.page(this, maxMessages - found.size(), next);
        next.thenAccept(page -> {
            if (page.entries.stream().allMatch(seen -> seen.stored.content() != null)) {
                take(page, found, maxMessages, result);
            } else {
                store.onReader(() -> take(page, found, maxMessages, result));
            }
        });
    }

    private void take(Page page, List<Delivery> found, int maxMessages, CompletableFuture<List<Delivery>> result) {
        for (Seen seen : page.entries) {
            Message message;
            try {
                message = store.read(seen.stored);
            } catch (JournalException released) {
                // it left the queue since the page was collected
                continue;
            }
            if (filter == null || filter.matches(message, seen.deliveryCount)) {
                found.add(new Delivery(++tag, message, seen.deliveryCount));
            }
        }
        if (page.last || found.size() >= maxMessages) {
            result.complete(found);
        } else {
            gather(found, maxMessages, result);
        }
    }

    /** Within a step of the queue: the next entries in order of delivery, from the lanes and from the consumers' windows. */
    Page collect(int maxEntries, long nowMillis) {
        List<Seen> entries = new ArrayList<>();
        while (entries.size() < maxEntries) {
            Entry entry = nextEntry();
            if (entry == null) {
                return new Page(entries, true);
            }
            if (!entry.isExpiredAt(nowMillis)) {
                entries.add(new Seen(entry.stored(), entry.nextDeliveryCount()));
            }
        }
        return new Page(entries, false);
    }

    private Entry nextEntry() {
        while (lane >= 0) {
            Entry waiting = nextWaiting();
            Entry outstanding = nextOutstanding();
            Entry entry = earlier(waiting, outstanding);
            if (entry == null) {
                lane--;
                orderInLane = 0;
                continue;
            }
            orderInLane = entry.order;
            return entry;
        }
        return null;
    }

    private static Entry earlier(Entry one, Entry other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.before(one) ? other : one;
    }

    /** The next entry of this lane that was there at the opening and is not passed yet. */
    private Entry nextWaiting() {
        Entry entry;
        while ((entry = cursor.at(lane)) != null && entry.order <= orderInLane) {
            cursor.advance(lane);
        }
        return entry == null || entry.order > lastOrder ? null : entry;
    }

    private Entry nextOutstanding() {
        Entry entry;
        while ((entry = delivered.peekFirst()) != null
                && (entry.state == Entry.State.GONE
                        || entry.state == Entry.State.ACKNOWLEDGED
                        || entry.priority > lane
                        || entry.priority == lane && entry.order <= orderInLane)) {
            delivered.pollFirst();
        }
        return entry == null || entry.priority < lane ? null : entry;
    }

    /** Ends it. */
    public void close() {
        queue.closeCursor(cursor);
    }
}
