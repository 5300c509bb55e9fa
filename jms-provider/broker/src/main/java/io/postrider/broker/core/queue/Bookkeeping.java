package io.postrider.broker.core.queue;

import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.policy.DestinationPolicy;

/**
 * What a queue's policy wants to know of its entries as they come and go: how much there is, which is the latest of its value, who looks on.
 * What is not asked for costs a look at an empty field. Owned by the queue's mailbox.
 */
final class Bookkeeping {
    private final MessageStore store;
    private final LastValues lastValues;
    private final Room room;
    private final Witness witness;
    private final PagingOut pagingOut;

    /**
     * @param room null where there is no limit
     * @param witness or null
     */
    Bookkeeping(DestinationPolicy policy, Room room, Witness witness, MessageStore store) {
        lastValues = policy.lastValueKey() == null ? null : new LastValues(policy.lastValueKey(), store);
        this.room = room;
        this.witness = witness;
        this.store = store;
        pagingOut = new PagingOut(store);
    }

    /** Whether the policy wants to know nothing. */
    boolean areEmpty() {
        return lastValues == null && room == null && witness == null;
    }

    /**
     * An entry comes.
     *
     * @return the one whose place it takes, if that still waits; or null
     */
    Entry arrived(Entry entry) {
        if (room != null) {
            room.arrived(entry);
        }
        return lastValues == null ? null : lastValues.replacedBy(entry);
    }

    /** An entry comes that takes nobody's place, and leaves at once. */
    void passes(Entry entry) {
        if (room != null) {
            room.arrived(entry);
        }
    }

    /** An entry is in its lane. */
    void ready(Entry entry) {
        if (room != null) {
            room.ready(entry);
        }
        if (witness != null) {
            witness.ready(entry.stored());
        }
    }

    /** An entry has left its lane. */
    void readyNoLonger(Entry entry) {
        if (room != null) {
            room.readyNoLonger(entry);
        }
    }

    /** An entry leaves for good. */
    void departed(Entry entry) {
        if (lastValues != null) {
            lastValues.forget(entry);
        }
        if (room != null) {
            room.departed(entry);
        }
        if (witness != null) {
            witness.departed(entry.stored());
        }
    }

    /** Whether a later one of its value has come while this one was out. */
    boolean outdated(Entry entry) {
        return lastValues != null && lastValues.outdated(entry);
    }

    /** Whether the oldest of so many that are ready must make room. */
    boolean overflows(int ready) {
        return room != null && room.overflows(ready);
    }

    /** Takes the content of an entry that has come and waits from memory, where there is too much. */
    void economize(Entry entry, boolean hasConsumers) {
        if (room != null && room.pages()) {
            store.page(entry.stored());
            return;
        }
        store.economize(entry.stored());
        if (!hasConsumers) {
            pagingOut.arrived(entry);
        }
    }
}
