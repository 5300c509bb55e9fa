package io.postrider.broker.core.queue;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.UnitCompletion;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Whether an operator has paused a queue, and the journal's record of it. Owned by the queue's mailbox. */
final class Pause {
    private final int queue;
    private final MessageStore store;
    private boolean inForce;
    private long change;
    private KeptRecord record;

    Pause(int queue, MessageStore store) {
        this.queue = queue;
        this.store = store;
    }

    boolean inForce() {
        return inForce;
    }

    void recovered(CoreRecord.Paused content, KeptRecord found) {
        inForce = content.paused();
        change = content.change();
        record = found;
    }

    /**
     * Pauses or resumes.
     *
     * @param done once the journal knows, or at once where the queue does not outlive the broker
     */
    void set(boolean paused, CompletableFuture<Void> done) {
        if (paused == inForce || queue == 0) {
            inForce = paused;
            done.complete(null);
            return;
        }
        inForce = paused;
        KeptRecord former = record;
        record = paused ? new KeptRecord() : null;
        CoreRecord content = new CoreRecord.Paused(queue, ++change, paused);
        store.append(List.of(MessageStore.record(content, record)), Urgency.PROMPT, new UnitCompletion() {
            @Override
            public void committed() {
                store.releaseRecord(former);
                done.complete(null);
            }

            @Override
            public void failed(JournalException cause) {
                done.completeExceptionally(store.journalFailed(cause));
            }
        });
    }

    /** The queue is gone. */
    void end() {
        store.releaseRecord(record);
        record = null;
    }
}
