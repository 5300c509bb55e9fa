package io.postrider.broker.core.queue;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;

/** Gives a queue what recovery has found of it, besides its entries. Its methods are steps of the queue. */
public final class RecoveredQueue {
    private final MessageQueue queue;
    private final Exposure exposure;
    private final Pause pause;
    private final AttemptRecords attempts;

    RecoveredQueue(MessageQueue queue, Exposure exposure, Pause pause, AttemptRecords attempts) {
        this.queue = queue;
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

    /** An entry that a prepared branch has acknowledged. */
    public void acknowledged(Entry entry) {
        queue.submit(() -> queue.arriveAcknowledged(entry));
    }
}
