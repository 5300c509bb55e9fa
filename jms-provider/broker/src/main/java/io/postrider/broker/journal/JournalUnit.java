package io.postrider.broker.journal;

import java.util.List;
import java.util.Objects;

/**
 * Records that are committed together or not at all.
 *
 * @param records in order; the journal keeps no reference to their arrays after the commit
 * @param urgency how soon it must be committed
 * @param completion told how it ended; never null
 */
public record JournalUnit(List<JournalRecord> records, Urgency urgency, UnitCompletion completion) {

    /** How soon a unit must be committed. */
    public enum Urgency {
        /** With the next commit that happens anyway, or within a fraction of a second. */
        LAZY,
        /** As soon as the commit in flight is over; somebody waits for it. */
        PROMPT,
        /** Like PROMPT, and the calling thread itself waits: it may do the work. */
        CALLER_WAITS
    }

    /** Checks for nulls. */
    public JournalUnit {
        Objects.requireNonNull(records, "records");
        Objects.requireNonNull(urgency, "urgency");
        Objects.requireNonNull(completion, "completion");
    }
}
