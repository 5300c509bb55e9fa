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
 * Brings the contents of entries back into memory ahead of the consumers: a batch when one is missing, and the next batch
 * when half of one is delivered. Owned by the queue's mailbox; the reading is done elsewhere.
 */
final class ReadAhead {
    private static final Logger LOG = LoggerFactory.getLogger(ReadAhead.class);
    private static final int BATCH_MESSAGES = 256;
    private static final long BATCH_BYTES = 1 << 20;

    private final MessageQueue queue;
    private final Lanes lanes;
    private final MessageStore store;
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
        Entry ahead = lanes.first();
        for (int i = 0; i < BATCH_MESSAGES && ahead != null; i++) {
            if (ahead.stored().content() == null) {
                request(ahead);
                return;
            }
            ahead = ahead.next;
        }
    }

    /** Reads a batch from this entry on, unless a reading is under way; then the queue dispatches again. */
    void request(Entry from) {
        if (underWay) {
            return;
        }
        underWay = true;
        List<Entry> batch = new ArrayList<>();
        List<StoredMessage> messages = new ArrayList<>();
        long bytes = 0;
        for (Entry entry = from; entry != null && messages.size() < BATCH_MESSAGES && bytes < BATCH_BYTES; ) {
            if (entry.stored().content() == null) {
                batch.add(entry);
                messages.add(entry.stored());
                bytes += entry.stored().sizeBytes();
            }
            entry = entry.next;
        }
        Entry half = batch.get(batch.size() / 2);
        store.readBack(messages, unreadable -> queue.submit(() -> arrived(batch, half, unreadable)));
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
