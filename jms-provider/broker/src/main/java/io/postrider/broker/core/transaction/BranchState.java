package io.postrider.broker.core.transaction;

import io.postrider.protocol.link.BrokerError;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a branch can be in, and by which events it goes on. Events that stand in no row are refused with the state's error
 * and change nothing.
 */
enum BranchState {
    /** Work is associated with it, going on or suspended. */
    ACTIVE(BrokerError.XA_PROTOCOL),
    /** All work has ended, well. */
    IDLE(BrokerError.XA_PROTOCOL),
    /** Some work has failed: it can only be rolled back. */
    DOOMED(BrokerError.XA_PROTOCOL),
    /** Its preparation is being journaled. */
    PREPARING(BrokerError.XA_PROTOCOL),
    /** It waits for its outcome, also over restarts. */
    PREPARED(BrokerError.XA_PROTOCOL),
    /** It is being committed without having been prepared. */
    COMMITTING_AT_ONCE(BrokerError.XA_PROTOCOL),
    /** It was prepared, and is being committed. */
    COMMITTING(BrokerError.XA_PROTOCOL),
    /** It was not prepared, and is being rolled back. */
    ROLLING_BACK(BrokerError.XA_PROTOCOL),
    /** It was prepared, and is being rolled back. */
    ROLLING_BACK_PREPARED(BrokerError.XA_PROTOCOL),
    /** It took too long and was rolled back, which its transaction manager is still to be told. */
    TIMED_OUT(BrokerError.XA_TIMED_OUT),
    /** It is being committed by an operator's decision. */
    DECIDING_COMMIT(BrokerError.XA_PROTOCOL),
    /** It is being rolled back by an operator's decision. */
    DECIDING_ROLLBACK(BrokerError.XA_PROTOCOL),
    /** An operator committed it, which its transaction manager is still to be told, also over restarts. */
    HEURISTICALLY_COMMITTED(BrokerError.XA_HEURISTIC_COMMIT),
    /** An operator rolled it back, which its transaction manager is still to be told, also over restarts. */
    HEURISTICALLY_ROLLED_BACK(BrokerError.XA_HEURISTIC_ROLLBACK),
    /** It is known no more. */
    ENDED(BrokerError.XA_UNKNOWN_BRANCH);

    /** What befalls a branch. */
    enum Event {
        /** Work begins beside that of others. */
        JOIN,
        /** Suspended work goes on. */
        RESUME,
        /** Work is suspended. */
        SUSPEND,
        /** Work has ended well, and there is more. */
        END,
        /** The last work has ended well. */
        END_LAST,
        /** Work has failed. */
        FAIL,
        /** The transaction manager asks for preparation. */
        PREPARE,
        /** There was nothing to prepare. */
        NOTHING_TO_PREPARE,
        /** The transaction manager asks for a commit in one phase. */
        COMMIT_AT_ONCE,
        /** The transaction manager asks for a commit after preparation. */
        COMMIT,
        /** The transaction manager asks for a rollback. */
        ROLLBACK,
        /** A connection with work on it has ended, or the broker stops. */
        CONNECTION_ENDED,
        /** An operator commits it. */
        DECIDE_COMMIT,
        /** An operator rolls it back. */
        DECIDE_ROLLBACK,
        /** Its transaction manager, or an operator, has taken note of the operator's decision. */
        FORGET,
        /** Its time is over. */
        TIME_OUT,
        /** What was under way is in the journal and done. */
        DONE,
        /** What was under way could not be journaled. */
        NOT_JOURNALED
    }

    private final BrokerError refusal;
    private final Map<Event, BranchState> next = new EnumMap<>(Event.class);

    BranchState(BrokerError refusal) {
        this.refusal = refusal;
    }

    static {
        ACTIVE.on(Event.JOIN, ACTIVE)
                .on(Event.RESUME, ACTIVE)
                .on(Event.SUSPEND, ACTIVE)
                .on(Event.END, ACTIVE)
                .on(Event.END_LAST, IDLE)
                .on(Event.FAIL, DOOMED)
                .on(Event.ROLLBACK, ROLLING_BACK)
                .on(Event.CONNECTION_ENDED, ROLLING_BACK)
                .on(Event.TIME_OUT, TIMED_OUT);
        IDLE.on(Event.JOIN, ACTIVE)
                .on(Event.PREPARE, PREPARING)
                .on(Event.COMMIT_AT_ONCE, COMMITTING_AT_ONCE)
                .on(Event.ROLLBACK, ROLLING_BACK)
                .on(Event.CONNECTION_ENDED, ROLLING_BACK)
                .on(Event.TIME_OUT, TIMED_OUT);
        DOOMED.on(Event.SUSPEND, DOOMED)
                .on(Event.END, DOOMED)
                .on(Event.END_LAST, DOOMED)
                .on(Event.FAIL, DOOMED)
                .on(Event.PREPARE, ROLLING_BACK)
                .on(Event.COMMIT_AT_ONCE, ROLLING_BACK)
                .on(Event.ROLLBACK, ROLLING_BACK)
                .on(Event.CONNECTION_ENDED, ROLLING_BACK)
                .on(Event.TIME_OUT, TIMED_OUT);
        PREPARING.on(Event.DONE, PREPARED).on(Event.NOTHING_TO_PREPARE, ENDED).on(Event.NOT_JOURNALED, ROLLING_BACK);
        PREPARED.on(Event.COMMIT, COMMITTING)
                .on(Event.ROLLBACK, ROLLING_BACK_PREPARED)
                .on(Event.DECIDE_COMMIT, DECIDING_COMMIT)
                .on(Event.DECIDE_ROLLBACK, DECIDING_ROLLBACK);
        DECIDING_COMMIT.on(Event.DONE, HEURISTICALLY_COMMITTED).on(Event.NOT_JOURNALED, PREPARED);
        DECIDING_ROLLBACK.on(Event.DONE, HEURISTICALLY_ROLLED_BACK).on(Event.NOT_JOURNALED, PREPARED);
        HEURISTICALLY_COMMITTED.on(Event.FORGET, ENDED);
        HEURISTICALLY_ROLLED_BACK.on(Event.FORGET, ENDED);
        COMMITTING_AT_ONCE.on(Event.DONE, ENDED).on(Event.NOT_JOURNALED, ENDED);
        COMMITTING.on(Event.DONE, ENDED).on(Event.NOT_JOURNALED, PREPARED);
        ROLLING_BACK.on(Event.DONE, ENDED);
        ROLLING_BACK_PREPARED.on(Event.DONE, ENDED).on(Event.NOT_JOURNALED, PREPARED);
        TIMED_OUT.on(Event.ROLLBACK, ENDED).on(Event.TIME_OUT, ENDED);
    }

    private BranchState on(Event event, BranchState to) {
        next.put(event, to);
        return this;
    }

    /** The state after an event, or null where the event is refused. */
    BranchState after(Event event) {
        return next.get(event);
    }

    /** What a refused command is told. */
    BrokerError refusal() {
        return refusal;
    }
}
