package io.postrider.broker.core.queue;

import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.store.StoredMessage;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.UnitCompletion;
import java.util.ArrayList;
import java.util.List;

/** Messages that have left a queue and of which the journal has yet to learn: written as one record, lazily. */
final class Removals {
    private final int queue;
    private final MessageStore store;
    private List<StoredMessage> gathered = new ArrayList<>();

    Removals(int queue, MessageStore store) {
        this.queue = queue;
        this.store = store;
    }

    /** A message has left the queue. */
    void add(StoredMessage stored) {
        if (queue == 0 || !stored.survives()) {
            store.release(stored);
        } else {
            gathered.add(stored);
            // the journal may take its time, and nobody here reads it any more
            store.economize(stored);
        }
    }

    /** Hands what has gathered to the journal. */
    void flush() {
        if (gathered.isEmpty()) {
            return;
        }
        List<StoredMessage> removed = gathered;
        gathered = new ArrayList<>();
        store.append(List.of(MessageStore.removal(queue, removed)), Urgency.LAZY, new UnitCompletion() {
            @Override
            public void committed() {
                removed.forEach(store::release);
            }

            @Override
            public void failed(JournalException cause) {
                // the messages are there again after the next start: possibly delivered twice, never lost
                removed.forEach(store::release);
            }
        });
    }
}
