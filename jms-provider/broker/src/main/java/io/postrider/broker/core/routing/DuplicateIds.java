package io.postrider.broker.core.routing;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.step.Timers;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The names that senders gave to the messages of one destination, for as long as its policy says: what has the same name again is not sent
 * again. Safe for all threads; no lock is held while anybody is told anything.
 */
public final class DuplicateIds {
    /** The property that names a message. */
    public static final String PROPERTY = "postrider_duplicate_id";

    private final DestinationName destination;
    private final long windowMillis;
    private final MessageStore store;
    private final Timers timers;
    private final ReentrantLock lock = new ReentrantLock();
    /** The oldest first. */
    private final Map<String, Known> known = new LinkedHashMap<>();

    private static final class Known {
        private final long atMillis;
        private boolean underWay = true;
        /** Who has sent it again meanwhile. */
        private final List<Completion> repeated = new ArrayList<>(0);
        /** Null as long as the journal has none. */
        private KeptRecord record;

        private Known(long atMillis) {
            this.atMillis = atMillis;
        }
    }

    /** For a destination whose policy has a window above 0. */
    public DuplicateIds(DestinationName destination, long windowMillis, MessageStore store, Timers timers) {
        this.destination = destination;
        this.windowMillis = windowMillis;
        this.store = store;
        this.timers = timers;
    }

    /** The name that a message has; null for none. */
    static String of(Message message) {
        Object value = message.properties().get(PROPERTY);
        return value == null ? null : value.toString();
    }

    /**
     * A message of a name is about to be sent. If it is the first one, {@link #done} or {@link #failed} must follow; if not, its sender is
     * told what becomes of the first one, now or then.
     *
     * @param repeated whom to tell; or null
     * @return whether it is the first one
     */
    boolean begin(String id, Completion repeated) {
        lock.lock();
        try {
            forgetOld();
            Known first = known.get(id);
            if (first != null && hasPassed(first)) {
                // the clock was set back meanwhile, or others before it would be forgotten by now
                known.remove(id);
                store.releaseRecord(first.record);
                first = null;
            }
            if (first == null) {
                known.put(id, new Known(timers.nowMillis()));
                return true;
            }
            if (first.underWay) {
                if (repeated != null) {
                    first.repeated.add(repeated);
                }
                return false;
            }
        } finally {
            lock.unlock();
        }
        if (repeated != null) {
            repeated.done();
        }
        return false;
    }

    private boolean hasPassed(Known one) {
        return !one.underWay && one.atMillis <= timers.nowMillis() - windowMillis;
    }

    private void forgetOld() {
        Iterator<Known> oldest = known.values().iterator();
        while (oldest.hasNext()) {
            Known next = oldest.next();
            if (!hasPassed(next)) {
                return;
            }
            oldest.remove();
            store.releaseRecord(next.record);
        }
    }

    /** What is to be journaled with the first message of a name. */
    JournalRecord record(String id) {
        lock.lock();
        try {
            Known first = known.get(id);
            first.record = new KeptRecord();
            return MessageStore.record(new CoreRecord.DuplicateId(destination, id, first.atMillis), first.record);
        } finally {
            lock.unlock();
        }
    }

    /** The first message of a name was sent. */
    void done(String id) {
        List<Completion> repeated;
        lock.lock();
        try {
            Known first = known.get(id);
            first.underWay = false;
            repeated = List.copyOf(first.repeated);
            first.repeated.clear();
        } finally {
            lock.unlock();
        }
        repeated.forEach(Completion::done);
    }

    /** The first message of a name was not sent: the next one is the first. */
    void failed(String id, BrokerException cause) {
        List<Completion> repeated;
        lock.lock();
        try {
            repeated = known.remove(id).repeated;
        } finally {
            lock.unlock();
        }
        repeated.forEach(completion -> completion.failed(cause));
    }

    /** Recovery found a name; the oldest come first. */
    public void recovered(String id, long atMillis, KeptRecord record) {
        lock.lock();
        try {
            Known found = new Known(atMillis);
            found.underWay = false;
            found.record = record;
            // to the end, as it is the latest so far
            Known former = known.remove(id);
            store.releaseRecord(former == null ? null : former.record);
            known.put(id, found);
        } finally {
            lock.unlock();
        }
    }

    /** The destination is gone. */
    public void end() {
        lock.lock();
        try {
            known.values().forEach(one -> store.releaseRecord(one.record));
            known.clear();
        } finally {
            lock.unlock();
        }
    }
}
