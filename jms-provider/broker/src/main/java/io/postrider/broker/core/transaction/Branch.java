package io.postrider.broker.core.transaction;

import io.postrider.broker.core.record.KeptRecord;
import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** A branch of a distributed transaction: its state, its work, and who works on it. Safe for all threads. */
final class Branch {
    final BranchId id;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Association> associations = new ArrayList<>(1);
    private BranchState state;
    private final Transaction work;

    /** From its preparation on: its number, the journal's record of it, and what its outcome does. */
    volatile Preparation preparation;
    /** The journal's record of an operator's decision; null while there is none. */
    volatile KeptRecord decision;

    record Preparation(long number, KeptRecord record, PreparedWork work) {}

    /** A transaction number of a connection that stands for this branch. */
    private static final class Association {
        private final Object connection;
        private long number;
        private boolean suspended;

        private Association(Object connection, long number) {
            this.connection = connection;
            this.number = number;
        }
    }

    /** A new branch. */
    Branch(BranchId id, Transaction work, Object connection, long number) {
        this.id = id;
        this.work = work;
        state = BranchState.ACTIVE;
        associations.add(new Association(connection, number));
    }

    /** A prepared branch that recovery found. */
    Branch(BranchId id, Preparation preparation) {
        this.id = id;
        this.work = null;
        this.preparation = preparation;
        state = BranchState.PREPARED;
    }

    /** A branch that an operator had decided, found by recovery. */
    Branch(BranchId id, long number, boolean committed, KeptRecord decision) {
        this.id = id;
        this.work = null;
        this.preparation = new Preparation(number, null, null);
        this.decision = decision;
        state = committed ? BranchState.HEURISTICALLY_COMMITTED : BranchState.HEURISTICALLY_ROLLED_BACK;
    }

    /** Its number in the journal, from its preparation on. */
    long number() {
        return preparation.number();
    }

    /** What was under way could not be journaled. */
    void notJournaled() {
        takeIfPossible(BranchState.Event.NOT_JOURNALED);
    }

    Transaction work() {
        return work;
    }

    BranchState state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes an event.
     *
     * @return the state before it
     * @throws BrokerException where the state refuses it
     */
    BranchState take(BranchState.Event event) throws BrokerException {
        lock.lock();
        try {
            BranchState before = state;
            BranchState after = before.after(event);
            if (after == null) {
                throw new BrokerException(
                        before.refusal(), "branch " + id + " is " + before + ", which does not go with " + event);
            }
            state = after;
            return before;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes an event if the state lets it.
     *
     * @return whether it did
     */
    boolean takeIfPossible(BranchState.Event event) {
        lock.lock();
        try {
            BranchState after = state.after(event);
            state = after == null ? state : after;
            return after != null;
        } finally {
            lock.unlock();
        }
    }

    void join(Object connection, long number) throws BrokerException {
        lock.lock();
        try {
            take(BranchState.Event.JOIN);
            associations.add(new Association(connection, number));
        } finally {
            lock.unlock();
        }
    }

    void resume(Object connection, long number) throws BrokerException {
        lock.lock();
        try {
            Association found = find(connection, number, true);
            take(BranchState.Event.RESUME);
            found.suspended = false;
            found.number = number;
        } finally {
            lock.unlock();
        }
    }

    void suspend(Object connection, long number) throws BrokerException {
        lock.lock();
        try {
            Association found = find(connection, number, false);
            take(BranchState.Event.SUSPEND);
            found.suspended = true;
        } finally {
            lock.unlock();
        }
    }

    void end(Object connection, long number, boolean failed) throws BrokerException {
        lock.lock();
        try {
            Association found = find(connection, number, null);
            boolean last = associations.size() == 1;
            take(failed ? BranchState.Event.FAIL : last ? BranchState.Event.END_LAST : BranchState.Event.END);
            associations.remove(found);
        } finally {
            lock.unlock();
        }
    }

    /** The association of this number, or else the suspended one of this connection. */
    private Association find(Object connection, long number, Boolean suspended) throws BrokerException {
        Association best = null;
        for (Association association : associations) {
            boolean fits =
                    association.connection == connection && (suspended == null || suspended == association.suspended);
            if (fits && association.number == number) {
                return association;
            }
            if (fits && association.suspended) {
                best = association;
            }
        }
        if (best == null) {
            // a branch that timed out tells so, whoever asks
            BrokerError error = state == BranchState.TIMED_OUT ? state.refusal() : BrokerError.XA_PROTOCOL;
            throw new BrokerException(error, "transaction " + number + " is not at work on branch " + id);
        }
        return best;
    }

    /** Whether a connection has work on it. */
    boolean involves(Object connection) {
        lock.lock();
        try {
            return associations.stream().anyMatch(association -> association.connection == connection);
        } finally {
            lock.unlock();
        }
    }
}
