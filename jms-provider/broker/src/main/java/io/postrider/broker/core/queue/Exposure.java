package io.postrider.broker.core.queue;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.UnitCompletion;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Up to which key the journal knows that a queue's messages may have been seen by a consumer. A message is not delivered
 * before the journal knows, so that after a crash it cannot come back without its redelivered flag; or, once the journal has
 * failed, before a note beside it tells that of all messages. Owned by the queue's mailbox.
 */
final class Exposure {
    private static final Logger LOG = LoggerFactory.getLogger(Exposure.class);

    private final MessageQueue queue;
    private final MessageStore store;
    private KeptRecord record;
    private KeptRecord seen;
    private long exposedUpTo;
    private boolean underWay;
    /** The journal has failed, and takes no note either. */
    private boolean refused;

    Exposure(MessageQueue queue, MessageStore store) {
        this.queue = queue;
        this.store = store;
    }

    /** Whether an entry may be delivered. */
    boolean covers(Entry entry) {
        return entry.exposed || entry.stored().key() <= exposedUpTo || queue.number() == 0;
    }

    /** Recovery found a record, in force or not. */
    void recovered(long upTo, KeptRecord found) {
        exposedUpTo = upTo;
        record = found;
    }

    /** Recovery found what was seen before an end out of order, or has noted it. */
    void recoveredSeen(KeptRecord found) {
        seen = found;
    }

    /**
     * Journals that all messages there now may be seen, and dispatches again once that is committed. All keys given out up
     * to now are covered: a message that gets its key later finds the consumer, and its own record says so. Where the journal has
     * failed and takes no note either, nothing is dispatched that is not covered, until the broker is started again.
     *
     * @return whether more may be covered soon
     */
    boolean request() {
        if (underWay || refused) {
            return underWay;
        }
        underWay = true;
        long upTo = store.lastKey();
        KeptRecord next = new KeptRecord();
        CoreRecord.Exposed content = new CoreRecord.Exposed(queue.number(), upTo);
        store.append(List.of(MessageStore.record(content, next)), Urgency.PROMPT, new UnitCompletion() {
            @Override
            public void committed() {
                queue.submit(() -> reached(upTo, next));
            }

            @Override
            public void failed(JournalException cause) {
                store.servedNote().write().thenAccept(noted -> queue.submit(() -> journalFailed(noted, cause)));
            }
        });
        return true;
    }

    private void journalFailed(boolean noted, JournalException cause) {
        refused = !noted;
        if (noted) {
            LOG.warn("PR001010 {} is served without a journal: what it delivers comes again", queue, cause);
        }
        reached(noted ? Long.MAX_VALUE : exposedUpTo, null);
    }

    private void reached(long upTo, KeptRecord next) {
        underWay = false;
        exposedUpTo = upTo;
        if (next != null) {
            store.releaseRecord(record);
            record = next;
        }
        queue.dispatch();
    }

    /** The queue is gone. */
    void end() {
        store.releaseRecord(record);
        store.releaseRecord(seen);
        record = null;
        seen = null;
    }
}
