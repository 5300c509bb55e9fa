package io.postrider.broker.core.queue;

import java.util.List;

/** Takes messages out of queues that nobody will receive there: tried too often, or too old. */
@FunctionalInterface
public interface DeadLetters {

    /** The property of a message that was moved away: the queue or subscription where it was, as logs call it. */
    String ORIGIN = "postrider_dlq_origin";

    /** How often it was tried there. */
    String ATTEMPTS = "postrider_dlq_attempts";

    /** Why it was moved. */
    String REASON = "postrider_dlq_reason";

    /** When it was moved, in milliseconds since 1970, UTC. */
    String TIME = "postrider_dlq_time";

    /** The failed deliveries there, a line each: when, to whom, what became of it. The latest ones only, if there were many. */
    String FAILURES = "postrider_dlq_failures";

    /** All of them. */
    List<String> PROPERTIES = List.of(ORIGIN, ATTEMPTS, REASON, TIME, FAILURES);

    /** Why a message leaves. */
    enum Why {
        /** It was tried too often. */
        FAILED,
        /** Its time to live is over. */
        EXPIRED
    }

    /**
     * Takes an entry that has left the queue for good: moves its message to where the queue's policy says, or deletes it where it says
     * none, and lets the entry's message go.
     *
     * @param failures its failed deliveries, the first one first
     */
    void bury(MessageQueue from, Entry entry, Why why, List<FailedDelivery> failures);
}
