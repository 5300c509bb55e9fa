package io.postrider.broker.core.store;

import io.postrider.broker.journal.JournalException;
import io.postrider.protocol.message.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings messages back into memory which a restart has left in the journal: in the order in which they lie there, as far as memory has
 * room, and by small steps, so that who waits for a message is read to in between. Planned by one thread, and filled before it begins.
 */
public final class Refill {
    private static final Logger LOG = LoggerFactory.getLogger(Refill.class);
    private static final long STEP_BYTES = 1 << 18;

    private final MessageStore store;
    private final Queue<Planned> planned = new ConcurrentLinkedQueue<>();
    private final Deque<StoredMessage> left = new ArrayDeque<>();
    private final long room;
    private long bytes;
    private volatile int upTo = -1;

    private record Planned(int ticket, StoredMessage stored) {}

    /** With nothing to read. */
    public Refill(MessageStore store) {
        this.store = store;
        room = store.room();
    }

    /**
     * Messages were found, by tickets above those before: each is one of those that are read, if there is room still when it is its turn.
     *
     * @param firstTicket the first one's; each of the others has the next one
     * @param sizeBytes of all of them, which are about alike
     */
    public void plan(int firstTicket, int messages, long sizeBytes) {
        long left = room - bytes;
        bytes += sizeBytes;
        if (bytes <= room) {
            upTo = firstTicket + messages - 1;
        } else if (left > 0 && messages > 1) {
            upTo = firstTicket - 1 + (int) (messages * left / sizeBytes);
        }
    }

    /** Adds a message, if it was planned for. By any thread. */
    public void add(int ticket, StoredMessage stored) {
        if (ticket <= upTo) {
            planned.add(new Planned(ticket, stored));
        }
    }

    /** Begins to read, on threads of the broker. Returns at once. */
    public void begin() {
        List<Planned> inOrder = new ArrayList<>(planned);
        planned.clear();
        inOrder.sort(Comparator.comparingInt(Planned::ticket));
        inOrder.forEach(one -> left.add(one.stored));
        goOn();
    }

    private void goOn() {
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
            goOn();
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
