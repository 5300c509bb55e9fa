package io.postrider.broker.core.queue;

import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.journal.JournalException;
import io.postrider.protocol.message.Message;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest message of each value of a property: an earlier one that still waits makes way for it. There is one where the queue's policy
 * asks for it. Owned by the queue's mailbox.
 */
final class LastValues {
    private static final Logger LOG = LoggerFactory.getLogger(LastValues.class);

    private final String property;
    private final MessageStore store;
    private final Map<Object, Entry> latest = new HashMap<>();
    private final Map<Entry, Object> values = new HashMap<>();

    LastValues(String property, MessageStore store) {
        this.property = property;
        this.store = store;
    }

    /**
     * An entry comes.
     *
     * @return the one that it takes the place of; null if there is none
     */
    Entry replacedBy(Entry entry) {
        Object value = valueOf(entry);
        if (value == null) {
            return null;
        }
        values.put(entry, value);
        return latest.put(value, entry);
    }

    /** The content is there, or else a start reads the journal before anybody is served. */
    private Object valueOf(Entry entry) {
        Message content = entry.stored().content();
        try {
            return (content != null ? content : store.read(entry.stored()))
                    .properties()
                    .get(property);
        } catch (JournalException e) {
            LOG.error("PR009002 a message cannot be read, and takes nobody's place by \"{}\"", property, e);
            return null;
        }
    }

    /** Whether a later one has come while this one was out. */
    boolean outdated(Entry entry) {
        Object value = values.get(entry);
        return value != null && latest.get(value) != entry;
    }

    /** An entry is gone. */
    void forget(Entry entry) {
        Object value = values.remove(entry);
        if (value != null) {
            latest.remove(value, entry);
        }
    }
}
