package io.postrider.broker.core.queue;

import io.postrider.broker.core.store.StoredMessage;

/**
 * A message's place in one queue. Owned by the queue's mailbox, but for what is final. Kept small: there are as many of
 * these as there are messages.
 */
public final class Entry {

    /** Where an entry is. */
    enum State {
        /** Waits for its delivery time, or rests after a failed delivery. */
        DELAYED,
        /** In a lane, for the next consumer. */
        READY,
        /** Delivered to a consumer, and not yet acknowledged. */
        DELIVERED,
        /** Acknowledged in a transaction, which has no outcome yet. */
        ACKNOWLEDGED,
        /** No longer in the queue. */
        GONE
    }

    private final StoredMessage stored;
    final byte priority;
    final long expirationMillis;
    /** Before which instant it must not be delivered; 0 once that is past. */
    long deliveryTimeMillis;

    long order;
    int attempts;
    State state = State.DELAYED;
    /** Whether the journal knows that a consumer may have seen it. */
    boolean exposed;
    /** Whether an application may have seen it, though no attempt was counted. */
    boolean seen;

    /** Whether a cursor may stand here which another entry's value concerns. */
    boolean crowded;

    Entry previous;
    Entry next;
    int timerSlot = -1;

    /** An entry that is in no queue yet. */
    public Entry(StoredMessage stored, int priority, long expirationMillis, long deliveryTimeMillis) {
        this.stored = stored;
        this.priority = (byte) priority;
        this.expirationMillis = expirationMillis;
        this.deliveryTimeMillis = deliveryTimeMillis;
    }

    /** The message. */
    public StoredMessage stored() {
        return stored;
    }

    /** How many deliveries were handed to an application and failed. */
    public int attempts() {
        return attempts;
    }

    /** Whether the journal knows that a consumer may have seen it. */
    public boolean exposed() {
        return exposed;
    }

    /** What was known of it before a restart; before it comes into its queue. */
    public void remember(int attemptsBefore, boolean seenBefore, boolean exposedBefore) {
        attempts = attemptsBefore;
        seen = seenBefore;
        exposed = exposedBefore;
    }

    /** It rests until this instant; before it comes into its queue. */
    public void restUntil(long instantMillis) {
        deliveryTimeMillis = instantMillis;
    }

    /** The delivery count of its next delivery: being seen without an attempt counts like one, however often. */
    int nextDeliveryCount() {
        return attempts + (seen ? 2 : 1);
    }

    boolean isExpiredAt(long nowMillis) {
        return expirationMillis != 0 && expirationMillis <= nowMillis;
    }

    /** When its timer is due: at its delivery time while it is delayed, unless it expires before; at its expiration afterwards. */
    long dueMillis() {
        boolean delayed = state == State.DELAYED && (expirationMillis == 0 || deliveryTimeMillis < expirationMillis);
        return delayed ? deliveryTimeMillis : expirationMillis;
    }

    /** Whether this entry comes before another one in the same lane. */
    boolean before(Entry other) {
        return order < other.order;
    }
}
