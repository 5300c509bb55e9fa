package io.postrider.broker.core.queue;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.UnitCompletion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How entries have fared whose deliveries failed, in memory and, of those that it holds, in the journal: one record for each. Few,
 * so a map will do. Owned by the queue's mailbox.
 */
final class AttemptRecords {
    /** So many failures of an entry are kept, the latest ones. */
    private static final int KEPT_FAILURES = 20;

    private final int queue;
    private final MessageStore store;
    private final Map<Entry, Fared> entries = new HashMap<>();

    /** What is kept of an entry. */
    private static final class Fared {
        private final List<FailedDelivery> failures = new ArrayList<>(1);
        private KeptRecord record;
    }

    AttemptRecords(int queue, MessageStore store) {
        this.queue = queue;
        this.store = store;
    }

    /** A delivery of an entry has failed; {@link #update} is to follow. */
    void failed(Entry entry, FailedDelivery failure) {
        List<FailedDelivery> failures = entries.computeIfAbsent(entry, key -> new Fared()).failures;
        if (failures.size() == KEPT_FAILURES) {
            failures.remove(0);
        }
        failures.add(failure);
    }

    /** Journals, lazily, how an entry has fared. */
    void update(Entry entry) {
        if (queue == 0 || !entry.stored().survives()) {
            return;
        }
        Fared fared = entries.computeIfAbsent(entry, key -> new Fared());
        KeptRecord former = fared.record;
        fared.record = new KeptRecord();
        CoreRecord.Attempts content = new CoreRecord.Attempts(
                queue,
                entry.stored().key(),
                entry.attempts,
                entry.seen,
                entry.deliveryTimeMillis,
                fared.failures.stream().map(FailedDelivery::told).toList());
        store.append(List.of(MessageStore.record(content, fared.record)), Urgency.LAZY, new UnitCompletion() {
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
    void recovered(Entry entry, CoreRecord.Attempts content, KeptRecord record) {
        Fared fared = new Fared();
        fared.record = record;
        content.failures().forEach(told -> fared.failures.add(FailedDelivery.of(told)));
        entries.put(entry, fared);
    }

    /**
     * The entry has left the queue.
     *
     * @return its failures that are known
     */
    List<FailedDelivery> forget(Entry entry) {
        Fared fared = entries.isEmpty() ? null : entries.remove(entry);
        if (fared == null) {
            return List.of();
        }
        store.releaseRecord(fared.record);
        return fared.failures;
    }
}
