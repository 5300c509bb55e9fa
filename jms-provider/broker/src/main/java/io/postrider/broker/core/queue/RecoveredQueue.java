package io.postrider.broker.core.queue;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;
import java.util.function.Consumer;

/** Gives a queue what recovery has found of it, besides its entries. Its methods are steps of the queue. */
public final class RecoveredQueue {
    private final MessageQueue queue;
    private final Lanes lanes;
    private final Orders orders;
    private final boolean indifferent;
    private final Exposure exposure;
    private final Pause pause;
    private final AttemptRecords attempts;

    /** @param indifferent whether nothing is to be noted of its entries as they come */
    RecoveredQueue(
            MessageQueue queue,
            Lanes lanes,
            Orders orders,
            boolean indifferent,
            Exposure exposure,
            Pause pause,
            AttemptRecords attempts) {
        this.queue = queue;
        this.lanes = lanes;
        this.orders = orders;
        this.indifferent = indifferent;
        this.exposure = exposure;
        this.pause = pause;
        this.attempts = attempts;
    }

    /** How far consumers may have seen it. */
    public void exposed(long upTo, KeptRecord record) {
        queue.submit(() -> exposure.recovered(upTo, record));
    }

    /** What was seen before an end out of order; or null. */
    public void seen(KeptRecord record) {
        queue.submit(() -> exposure.recoveredSeen(record));
    }

    /** That an operator had paused or resumed it. */
    public void paused(CoreRecord.Paused content, KeptRecord record) {
        queue.submit(() -> pause.recovered(content, record));
    }

    /** How one of its entries had fared. */
    public void attempted(Entry entry, CoreRecord.Attempts content, KeptRecord record) {
        queue.submit(() -> attempts.recovered(entry, content, record));
    }

    /** Whether the queue does not care for its entries one by one as they come, so that they may be made when they are needed. */
    public boolean mayHoldDormant() {
        return indifferent;
    }

    /** All that is in it, where nothing is made of that yet; before anything else comes. */
    public void dormant(Dormant entries) {
        queue.submit(() -> lanes.addDormant(entries, orders.next(entries.size())));
    }

    /**
     * Makes entries of what is dormant.
     *
     * @param most of them
     * @param then told whether there is nothing dormant any more
     */
    public void awaken(int most, Consumer<Boolean> then) {
        queue.submit(() -> {
            lanes.awaken(most);
            then.accept(lanes.dormant() == 0);
        });
    }

    /** An entry that a prepared branch has acknowledged. */
    public void acknowledged(Entry entry) {
        queue.submit(() -> queue.arriveAcknowledged(entry));
    }
}
