package io.postrider.broker.model;

/** A message in a queue of the model. */
final class ModelEntry {

    enum State {
        DELAYED,
        READY,
        /** With a consumer, under {@link ModelEntry#tag}. */
        HELD,
        /** Acknowledged in a transaction that has no outcome yet. */
        ACKNOWLEDGED
    }

    /** How an entry comes back from a consumer. */
    enum Return {
        UNTOUCHED,
        ATTEMPTED,
        POSSIBLY_SEEN
    }

    final Sent sent;
    final ModelQueue queue;
    State state;

    /** Its place: counts the arrivals in all queues, and what its delivery time made ready. */
    long order;
    /** Its place when it was routed. */
    long routedOrder;
    /** Counts restarts: among what is older than the latest one, order holds only within a session. */
    int epoch;
    /** Entries that became ready together, in the same step, know each other by this. */
    Object batch;

    long readySinceStep;

    /** False where the broker is free to have it or not; it has it if it shows it. */
    boolean certain = true;
    /** What failed attempts it has, at least and at most. */
    int fewestAttempts;

    int mostAttempts;
    /** What was known of its attempts when the journal last had everything. */
    int journaledAttempts;
    /** Between which delivery counts its next delivery must lie; or, while it is held, what it was delivered with. */
    int lowestCount = 1;

    int highestCount = 1;
    boolean everDelivered;
    /** In which step it went to a consumer at first: by then it may have waited for what the journal is told of that. */
    long exposedInStep;
    /** Whether a later one of its value has come while it was out: certainly, or perhaps. */
    boolean outdated;

    boolean perhapsOutdated;
    /** Whether it came by a branch: after a restart its place is that of its preparation. */
    boolean fromBranch;

    /** Whether it was there at a crash. */
    boolean crashed;

    /** Until when it rests after a failed delivery. */
    long restsUntilMillis;
    /** Up to this instant the broker is free not to show it. */
    long hiddenUntilMillis;

    ModelConsumer holder;
    long tag;

    ModelEntry(Sent sent, ModelQueue queue) {
        this.sent = sent;
        this.queue = queue;
    }

    void heldBy(ModelConsumer consumer, long deliveryTag, int count) {
        state = State.HELD;
        holder = consumer;
        tag = deliveryTag;
        lowestCount = count;
        highestCount = count;
        exposedInStep = everDelivered || !sent.persistent() ? exposedInStep : queue.step();
        everDelivered = true;
        certain = true;
        hiddenUntilMillis = 0;
        consumer.outstanding.put(deliveryTag, this);
    }

    /** Takes it from its consumer. */
    void taken() {
        if (holder != null) {
            holder.outstanding.remove(tag);
            holder = null;
        }
    }

    void countReturn(Return how) {
        switch (how) {
            case UNTOUCHED -> {
                // the next delivery counts the same
            }
            case ATTEMPTED -> {
                fewestAttempts++;
                mostAttempts++;
                lowestCount++;
                highestCount++;
            }
            case POSSIBLY_SEEN -> {
                lowestCount = Math.max(2, lowestCount);
                highestCount++;
            }
        }
    }

    /** The broker stopped in order: a crash later on is none of its business, but one before may count late. */
    void cameBackInOrder() {
        everDelivered = false;
        highestCount += crashed ? 1 : 0;
        crashed = false;
    }

    /** Whether this one must be delivered before another one that is ready in the same queue, to whom both suit. */
    boolean mustPrecede(ModelEntry other, long step) {
        if (!certain || mayHide() || queue.policy.maxAttempts() == 0 && queue.destination.equals(ModelPolicy.LATE)) {
            return false;
        }
        boolean together = batch == other.batch;
        if (readySinceStep == step && !together) {
            // it came within this very step, from elsewhere: before or after
            return false;
        }
        if (sent.priority() != other.sent.priority()) {
            return sent.priority() > other.sent.priority() && !(readySinceStep == step && batch instanceof Arrival);
        }
        if (epoch < queue.epoch() && other.epoch < queue.epoch()) {
            return order < other.order && sent.isOfOneOrderWith(other.sent);
        }
        return epoch != other.epoch ? epoch < other.epoch : order < other.order;
    }

    /** The batch of what arrives one by one, so that the broker need not know of the next while it serves the first. */
    record Arrival(long step, String session) {}

    /** Whether this one came later than another one, also by the order of a restart. */
    boolean surelyAfter(ModelEntry other) {
        return order > other.order
                && !fromBranch
                && !other.fromBranch
                && !(epoch < queue.epoch() && !sameOrderAs(other));
    }

    private boolean sameOrderAs(ModelEntry other) {
        return sent.deliveryTimeMillis() == 0 && other.sent.deliveryTimeMillis() == 0;
    }

    boolean mayHide() {
        return hiddenUntilMillis >= queue.nowMillis();
    }

    /** When it becomes ready, while it is delayed. */
    long dueMillis() {
        return Math.max(restsUntilMillis, sent.deliveryTimeMillis());
    }

    boolean isReadyAt(long nowMillis) {
        return state == State.READY && !sent.isExpiredAt(nowMillis);
    }

    @Override
    public String toString() {
        return sent + " " + state + (certain ? "" : "?") + " count " + lowestCount
                + (highestCount == lowestCount ? "" : ".." + highestCount)
                + (state == State.HELD ? " by " + holder + " as " + tag : "");
    }
}
