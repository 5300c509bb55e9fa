package io.postrider.broker.core.record;

/** What a producer's sequence counts. */
public enum SequenceKind {
    /** Messages sent outside of transactions, by the session's number and the message's. */
    SENDS(0),
    /** Commits of local transactions. */
    COMMITS(1);

    private final int code;

    SequenceKind(int code) {
        this.code = code;
    }

    /** The permanent code. */
    public int code() {
        return code;
    }

    /** The kind with this code, or null. */
    static SequenceKind ofCode(int code) {
        return code == 0 ? SENDS : code == 1 ? COMMITS : null;
    }
}
