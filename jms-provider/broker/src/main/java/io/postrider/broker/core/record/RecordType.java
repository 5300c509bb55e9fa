package io.postrider.broker.core.record;

/** The records of the core. The codes are permanent: stores of earlier versions hold them. */
public enum RecordType {
    /** The store as a whole: its identity, and up to which key it was shut down in order. Retained; the last one counts. */
    STORE(1),
    /** A queue has this number. Retained. */
    QUEUE_KNOWN(2),
    /** A durable subscription has this number. Retained until it is deleted. */
    SUBSCRIPTION_MADE(3),
    /** A durable subscription, or a queue, and all it held is gone. */
    SUBSCRIPTION_DELETED(4),
    /** A message is in these queues. Retained until it has left all of them. */
    MESSAGE_ADDED(5),
    /** These messages have left a queue. */
    MESSAGES_REMOVED(6),
    /** How often a message was attempted in a queue. Retained until there is a later one or the message has left. */
    ATTEMPTS(7),
    /** All of a queue's messages up to this key may have been seen by a consumer. Retained until there is a later one. */
    EXPOSED(8),
    /** A branch is prepared. Retained until its outcome. */
    BRANCH_PREPARED(9),
    /** A prepared branch has its outcome; the unit says it by the other records in it. */
    BRANCH_ENDED(10),
    /**
     * After an end out of order: all of a queue's messages up to this key may have been seen. Unlike EXPOSED, no later
     * shutdown voids it. Retained until there is a later one or those messages have left.
     */
    SEEN(11),
    /**
     * These messages, or some of them, have left one of several queues that held them. Retained until they have left all,
     * as the journal may move their own records behind this one.
     */
    SHARED_REMOVED(12),
    /** An operator has paused or resumed a queue. A pause is retained until it ends. */
    PAUSED(13),
    /** An operator has decided a prepared branch. Retained until its transaction manager forgets it. */
    BRANCH_DECIDED(14),
    /** A branch that an operator decided is forgotten. */
    BRANCH_FORGOTTEN(15),
    /** A producer's sends or commits up to here were done, this unit's own among them. Retained until a later one says as much. */
    SEQUENCES_DONE(16),
    /** As ATTEMPTS, with how long the message rests now, and what became of its deliveries. */
    FAILURES(17),
    /** A message that is not persistent lies here for want of memory. Retained until it has left its queues; void after a restart. */
    MESSAGE_PAGED(18),
    /** A message of this name was sent. Retained until its window has passed. */
    DUPLICATE_ID(19);

    private static final RecordType[] BY_CODE = new RecordType[20];

    static {
        for (RecordType type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    private final int code;

    RecordType(int code) {
        this.code = code;
    }

    /** The permanent code, above 0. */
    public int code() {
        return code;
    }

    /** The type with this code, or null if this version knows none. */
    public static RecordType ofCode(int code) {
        return code > 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
