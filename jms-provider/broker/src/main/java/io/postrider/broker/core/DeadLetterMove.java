package io.postrider.broker.core;

import io.postrider.broker.core.queue.DeadLetters;
import io.postrider.broker.core.queue.Entry;
import io.postrider.broker.core.queue.FailedDelivery;
import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.routing.Posting;
import io.postrider.broker.core.step.Timers;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.store.StoredMessage;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.UnitCompletion;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves messages that were tried too often, or are too old, to the queue that their destination's policy names, and notes in properties
 * where they came from and why. A move is one unit of the journal: after a crash the message is in one of the two queues, never in
 * both or none.
 */
final class DeadLetterMove implements DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterMove.class);

    private final String brokerName;
    private final MessageStore store;
    private final Timers timers;
    private final Function<DestinationName, MessageQueue> queues;

    /** A message that leaves a queue, and what is known of why. */
    private record Burial(MessageQueue from, Entry entry, Why why, List<FailedDelivery> failures) {
        private StoredMessage stored() {
            return entry.stored();
        }

        private String reason() {
            return why == Why.EXPIRED
                    ? "its time to live was over"
                    : "delivered " + entry.attempts() + " times without being acknowledged";
        }
    }

    DeadLetterMove(
            String brokerName, MessageStore store, Timers timers, Function<DestinationName, MessageQueue> queues) {
        this.brokerName = brokerName;
        this.store = store;
        this.timers = timers;
        this.queues = queues;
    }

    @Override
    public void bury(MessageQueue from, Entry entry, Why why, List<FailedDelivery> failures) {
        Burial burial = new Burial(from, entry, why, failures);
        DestinationName to =
                why == Why.EXPIRED ? from.policy().expiryQueue() : from.policy().deadLetterQueue();
        Message message = entry.stored().content();
        if (to == null) {
            delete(burial);
        } else if (message != null) {
            move(burial, to, message);
        } else {
            store.onReader(() -> readAndMove(burial, to));
        }
    }

    private void delete(Burial burial) {
        LOG.warn(
                "PR009001 broker {}: a message of {} is deleted, as the policy says: {}",
                brokerName,
                burial.from,
                burial.reason());
        List<JournalRecord> removal = removal(burial);
        if (removal.isEmpty()) {
            store.release(burial.stored());
            return;
        }
        store.append(removal, Urgency.LAZY, new UnitCompletion() {
            @Override
            public void committed() {
                store.release(burial.stored());
            }

            @Override
            public void failed(JournalException cause) {
                // it is there again after the next start
                store.release(burial.stored());
            }
        });
    }

    private void readAndMove(Burial burial, DestinationName to) {
        try {
            move(burial, to, store.read(burial.stored()));
        } catch (JournalException e) {
            LOG.error(
                    "PR001020 broker {}: a message of {} ({}) cannot be read to be moved away",
                    brokerName,
                    burial.from,
                    burial.reason(),
                    e);
        }
    }

    private void move(Burial burial, DestinationName target, Message message) {
        MessageQueue to = queues.apply(target);
        log(burial, message, to);
        Posting posting = new Posting(annotated(message, burial, to), List.of(to));
        List<JournalRecord> records = new ArrayList<>(2);
        JournalRecord addition = posting.store(store);
        if (addition != null) {
            records.add(addition);
        }
        records.addAll(removal(burial));
        if (records.isEmpty()) {
            finish(posting, burial.stored());
            return;
        }
        store.append(records, Urgency.PROMPT, new UnitCompletion() {
            @Override
            public void committed() {
                finish(posting, burial.stored());
            }

            @Override
            public void failed(JournalException cause) {
                LOG.error("PR001022 broker {}: {} could not be moved to {}", brokerName, message, to, cause);
                posting.discard(store);
            }
        });
    }

    private void log(Burial burial, Message message, MessageQueue to) {
        if (burial.why == Why.EXPIRED) {
            LOG.debug("broker {}: {} is expired in {} and moves to {}", brokerName, message, burial.from, to);
        } else {
            LOG.warn(
                    "PR001021 broker {}: {} failed {} times in {} and moves to {}",
                    brokerName,
                    message,
                    burial.entry.attempts(),
                    burial.from,
                    to);
        }
    }

    private static List<JournalRecord> removal(Burial burial) {
        return burial.from.number() > 0 && burial.stored().survives()
                ? List.of(MessageStore.removal(burial.from.number(), List.of(burial.stored())))
                : List.of();
    }

    private void finish(Posting posting, StoredMessage moved) {
        posting.deliver();
        store.release(moved);
    }

    private Message annotated(Message message, Burial burial, MessageQueue to) {
        Map<String, Object> properties = new LinkedHashMap<>(message.properties());
        properties.put(ORIGIN, burial.from.toString());
        properties.put(ATTEMPTS, burial.entry.attempts());
        properties.put(REASON, burial.reason());
        properties.put(TIME, timers.nowMillis());
        properties.put(
                FAILURES, burial.failures.stream().map(FailedDelivery::toString).collect(Collectors.joining("\n")));
        return message.toBuilder()
                .destination(to.destination())
                .expirationMillis(0)
                .deliveryTimeMillis(0)
                .properties(properties)
                .build();
    }
}
