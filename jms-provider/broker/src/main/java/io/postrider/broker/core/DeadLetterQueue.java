package io.postrider.broker.core;

import io.postrider.broker.core.queue.DeadLetters;
import io.postrider.broker.core.queue.Entry;
import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.routing.Posting;
import io.postrider.broker.core.step.Timers;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.store.StoredMessage;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.UnitCompletion;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves messages that were tried too often to one queue, and notes in properties where they came from and why. A move is
 * one unit of the journal: after a crash the message is in one of the two queues, never in both or none.
 */
final class DeadLetterQueue implements DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterQueue.class);

    private final String brokerName;
    private final MessageStore store;
    private final Timers timers;
    private final Supplier<MessageQueue> target;

    DeadLetterQueue(String brokerName, MessageStore store, Timers timers, Supplier<MessageQueue> target) {
        this.brokerName = brokerName;
        this.store = store;
        this.timers = timers;
        this.target = target;
    }

    @Override
    public void bury(MessageQueue from, Entry entry) {
        Message message = entry.stored().content();
        if (message != null) {
            move(from, entry, message);
        } else {
            store.onReader(() -> readAndMove(from, entry));
        }
    }

    private void readAndMove(MessageQueue from, Entry entry) {
        try {
            move(from, entry, store.read(entry.stored()));
        } catch (JournalException e) {
            LOG.error(
                    "PR001020 broker {}: a message of {} was tried {} times and cannot be read to be moved away",
                    brokerName,
                    from,
                    entry.attempts(),
                    e);
        }
    }

    private void move(MessageQueue from, Entry entry, Message message) {
        MessageQueue to = target.get();
        LOG.warn(
                "PR001021 broker {}: {} failed {} times in {} and moves to {}",
                brokerName,
                message,
                entry.attempts(),
                from,
                to);
        Posting posting = new Posting(annotated(message, from, to, entry.attempts()), List.of(to));
        List<JournalRecord> records = new ArrayList<>(2);
        JournalRecord addition = posting.store(store);
        if (addition != null) {
            records.add(addition);
        }
        StoredMessage moved = entry.stored();
        if (from.number() > 0 && moved.journaled()) {
            records.add(MessageStore.removal(from.number(), List.of(moved)));
        }
        if (records.isEmpty()) {
            finish(posting, moved);
            return;
        }
        store.append(records, Urgency.PROMPT, new UnitCompletion() {
            @Override
            public void committed() {
                finish(posting, moved);
            }

            @Override
            public void failed(JournalException cause) {
                LOG.error("PR001022 broker {}: {} could not be moved to {}", brokerName, message, to, cause);
                posting.discard(store);
            }
        });
    }

    private void finish(Posting posting, StoredMessage moved) {
        posting.deliver();
        store.release(moved);
    }

    private Message annotated(Message message, MessageQueue from, MessageQueue to, int attempts) {
        Map<String, Object> properties = new LinkedHashMap<>(message.properties());
        properties.put(ORIGIN, from.toString());
        properties.put(ATTEMPTS, attempts);
        properties.put(REASON, "delivered " + attempts + " times without being acknowledged");
        properties.put(TIME, timers.nowMillis());
        return message.toBuilder()
                .destination(to.destination())
                .expirationMillis(0)
                .deliveryTimeMillis(0)
                .properties(properties)
                .build();
    }
}
