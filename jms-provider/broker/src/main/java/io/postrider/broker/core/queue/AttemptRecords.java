package io.postrider.broker.core.queue;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.UnitCompletion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the journal knows of failed deliveries: one record for each entry that had any. Few, so a map will do. */
final class AttemptRecords {
    private final int queue;
    private final MessageStore store;
    private final Map<Entry, KeptRecord> records = new HashMap<>();

    AttemptRecords(int queue, MessageStore store) {
        this.queue = queue;
        this.store = store;
    }

    /** Journals, lazily, how an entry has fared. */
    void update(Entry entry) {
        if (queue == 0 || !entry.stored().journaled()) {
            return;
        }
        KeptRecord record = new KeptRecord();
        KeptRecord former = records.put(entry, record);
        CoreRecord.Attempts content =
                new CoreRecord.Attempts(queue, entry.stored().key(), entry.attempts, entry.seen);
        store.append(List.of(MessageStore.record(content, record)), Urgency.LAZY, new UnitCompletion() {
            @Override
            public void committed() {
                store.releaseRecord(former);
            }

            @Override
            public void failed(JournalException cause) {
                // the count is lower after the next start than it should be
            }
        });
    }

    /** Recovery found a record. */
    void recovered(Entry entry, KeptRecord record) {
        records.put(entry, record);
    }

    /** The entry has left the queue. */
    void forget(Entry entry) {
        if (!records.isEmpty()) {
            store.releaseRecord(records.remove(entry));
        }
    }
}
