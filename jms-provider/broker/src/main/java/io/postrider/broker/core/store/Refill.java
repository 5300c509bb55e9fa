package io.postrider.broker.core.store;

import io.postrider.broker.journal.JournalException;
import io.postrider.protocol.message.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages back into memory which a restart has left in the journal: in the order in which they lie there, as far as memory has
 * room, and by small steps, so that who waits for a message is read to in between. Filled by one thread, before it begins.
 */
public final class Refill {
    private static final Logger LOG = LoggerFactory.getLogger(Refill.class);
    private static final long STEP_BYTES = 1 << 18;

    private final MessageStore store;
    private final Deque<StoredMessage> left = new ArrayDeque<>();
    private long bytes;

    /** With nothing to read. */
    public Refill(MessageStore store) {
        this.store = store;
    }

    /** Adds a message, if there will be room for it. */
    public void add(StoredMessage stored) {
        if (store.hasRoomFor(bytes + stored.sizeBytes())) {
            bytes += stored.sizeBytes();
            left.add(stored);
        }
    }

    /** Begins to read, on threads of the broker. Returns at once. */
    public void begin() {
        if (!left.isEmpty()) {
            store.onReader(this::step);
        }
    }

    private void step() {
        try {
            for (long read = 0; read < STEP_BYTES && !left.isEmpty() && store.hasRoom(); ) {
                read += read(left.poll());
            }
        } catch (JournalException e) {
            // the queue that comes to it says so
            LOG.debug("a message was not read back ahead of time", e);
        }
        if (store.hasRoom()) {
            begin();
        } else {
            left.clear();
        }
    }

    private long read(StoredMessage stored) throws JournalException {
        if (!stored.isHeld() || stored.content() != null) {
            return 0;
        }
        Message content = store.read(stored);
        store.restore(stored, content);
        return stored.sizeBytes();
    }
}
