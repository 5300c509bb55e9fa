package io.postrider.broker.core.recovery;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;
import java.util.HashMap;
import java.util.Map;

/** What the journal tells of one queue number, in whatever order. */
final class FoundQueue {
    final KeyTable messages;
    final Map<Long, FoundAttempts> attempts = new HashMap<>(0);
    /** What the number stands for; null if that is not told, as it is gone. */
    CoreRecord identity;

    KeptRecord record;
    boolean deleted;
    long exposedUpTo;
    KeptRecord exposure;
    CoreRecord.Paused pause;
    KeptRecord pauseRecord;
    /** Up to which key messages may have been seen before an end out of order, however often it was started since. */
    long seenUpTo;

    KeptRecord seen;

    FoundQueue(KeyTable.Awakening awakening) {
        messages = new KeyTable(awakening);
    }

    /** How a message had fared. */
    record FoundAttempts(CoreRecord.Attempts content, KeptRecord record) {}

    boolean exists() {
        return identity != null && !deleted;
    }
}
