package io.postrider.broker.core.queue;

import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.store.StoredMessage;
import io.postrider.broker.journal.JournalException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the contents of entries back into memory ahead of the consumers: a batch when one is missing, and the next batch when half of one is
 * delivered. A batch is small at first and grows with use, within what the broker has for all its queues; where it has nothing left, only
 * what a consumer waits for is read. Owned by the queue's mailbox; the reading is done elsewhere.
 */
final class ReadAhead {
    private static final Logger LOG = LoggerFactory.getLogger(ReadAhead.class);
    private static final int BATCH_MESSAGES = 256;
    private static final int LEAST_BATCH_BYTES = 1 << 16;
    private static final int MOST_BATCH_BYTES = 1 << 20;

    private final MessageQueue queue;
    private final Lanes lanes;
    private final MessageStore store;
    private int batchBytes = LEAST_BATCH_BYTES;
    /** What the broker has given for the latest batch, and for the one before: of that, the consumers may still need half. */
    private int latestBytes;

    private int formerBytes;
    private boolean underWay;
    private Entry middle;

    ReadAhead(MessageQueue queue, Lanes lanes, MessageStore store) {
        this.queue = queue;
        this.lanes = lanes;
        this.store = store;
    }

    /** An entry was delivered. */
    void delivered(Entry entry) {
        if (entry != middle) {
            return;
        }
        middle = null;
        batchBytes = Math.min(2 * batchBytes, MOST_BATCH_BYTES);
        Entry ahead = lanes.first();
        for (int i = 0; i < BATCH_MESSAGES && ahead != null; i++) {
            if (ahead.stored().content() == null) {
                read(ahead, false);
                return;
            }
            ahead = ahead.next;
        }
    }

    /** Reads a batch from this entry on, for which a consumer waits, unless a reading is under way; then the queue dispatches again. */
    void request(Entry from) {
        read(from, true);
    }

    private void read(Entry from, boolean awaited) {
        if (underWay) {
            return;
        }
        store.readAhead().giveBack(formerBytes);
        formerBytes = latestBytes;
        int share =
                (int) store.readAhead().take(Math.max(batchBytes, from.stored().sizeBytes()));
        latestBytes = 0;
        List<Entry> batch = new ArrayList<>();
        List<StoredMessage> messages = new ArrayList<>();
        for (Entry entry = from; entry != null && batch.size() < BATCH_MESSAGES; entry = entry.next) {
            StoredMessage stored = entry.stored();
            if (stored.content() != null) {
                continue;
            }
            if (!awaited || !batch.isEmpty()) {
                if (latestBytes + stored.sizeBytes() > share) {
                    break;
                }
                latestBytes += stored.sizeBytes();
            }
            batch.add(entry);
            messages.add(stored);
        }
        store.readAhead().giveBack(share - latestBytes);
        if (!batch.isEmpty()) {
            underWay = true;
            Entry half = batch.get(batch.size() / 2);
            store.readBack(messages, unreadable -> queue.submit(() -> arrived(batch, half, unreadable)));
        } else if (awaited) {
            // somebody else has read it since the consumer found nothing
            queue.submit(queue::dispatch);
        }
    }

    /** Nothing waits for consumers: nothing is ahead of them. */
    void end() {
        if (latestBytes + formerBytes > 0) {
            store.readAhead().giveBack(latestBytes + formerBytes);
            latestBytes = 0;
            formerBytes = 0;
        }
        batchBytes = LEAST_BATCH_BYTES;
    }

    /** No consumer is there any more: what was read ahead stays in memory only where there is room. */
    void abandon() {
        end();
        Entry ahead = lanes.first();
        for (int i = 0; i < 2 * BATCH_MESSAGES && ahead != null; i++) {
            store.economize(ahead.stored());
            ahead = ahead.next;
        }
    }

    private void arrived(List<Entry> batch, Entry half, Map<StoredMessage, JournalException> unreadable) {
        underWay = false;
        middle = half;
        for (Entry entry : batch) {
            if (entry.state == Entry.State.READY && unreadable.containsKey(entry.stored())) {
                LOG.error(
                        "PR001011 {}: the message with key {} cannot be read from the journal, and is left there: {}",
                        queue,
                        entry.stored().key(),
                        unreadable.get(entry.stored()).getMessage());
                queue.setAside(entry);
            }
        }
        queue.dispatch();
    }
}
