package io.postrider.broker.core.dedup;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.record.SequenceKind;
import io.postrider.broker.core.store.MessageStore;

/** All that a broker recognises when it is said again. */
public final class Recognition {
    /** Each session that sends is a producer. */
    private static final int MAX_SENDERS = 20_000;

    /** Each connection that commits is one. */
    private static final int MAX_COMMITTERS = 20_000;

    private final SequenceTable sends;
    private final SequenceTable commits;

    /** Nothing yet. */
    public Recognition(MessageStore store) {
        sends = new SequenceTable(SequenceKind.SENDS, MAX_SENDERS, store::releaseRecord);
        commits = new SequenceTable(SequenceKind.COMMITS, MAX_COMMITTERS, store::releaseRecord);
    }

    /** Messages sent outside of transactions. */
    public SequenceTable sends() {
        return sends;
    }

    /** Commits. */
    public SequenceTable commits() {
        return commits;
    }

    /** Recovery found a record. Returns the journal's name for it. */
    public KeptRecord recovered(CoreRecord.SequencesDone found) {
        return (found.kind() == SequenceKind.SENDS ? sends : commits).recovered(found);
    }
}
