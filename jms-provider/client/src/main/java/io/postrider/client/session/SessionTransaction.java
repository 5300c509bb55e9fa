package io.postrider.client.session;

import io.postrider.client.link.WaitingCompletion;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;

/**
 * Which transaction a session's work belongs to: the present one of a transacted session, which its first work begins, a
 * transaction manager's branch, or none.
 */
final class SessionTransaction {
    private final SessionConnection connection;
    private final boolean local;
    private volatile long number = BrokerLink.NO_TRANSACTION;

    /**
     * None begun.
     *
     * @param local whether the session is transacted by itself
     */
    SessionTransaction(SessionConnection connection, boolean local) {
        this.connection = connection;
        this.local = local;
    }

    /** Whether one has begun. */
    boolean isActive() {
        return number != BrokerLink.NO_TRANSACTION;
    }

    /** The number for the next piece of work, or {@link BrokerLink#NO_TRANSACTION}. */
    long join() {
        long current = number;
        if (local && current == BrokerLink.NO_TRANSACTION) {
            current = connection.nextNumber();
            number = current;
        }
        return current;
    }

    /** The next piece of work belongs to a branch, or, with {@link BrokerLink#NO_TRANSACTION}, to none. */
    void assign(long branch) {
        number = branch;
    }

    /** Ends the session's own transaction with its commit, if one has begun; blocks until the broker has answered. */
    void commit() throws BrokerException {
        long current = leave();
        if (current != BrokerLink.NO_TRANSACTION) {
            WaitingCompletion reply = new WaitingCompletion();
            connection.link().commit(current, null, reply.begin());
            reply.await();
        }
    }

    /** Ends the session's own transaction by forgetting it, if one has begun; blocks until the broker has answered. */
    void rollback() throws BrokerException {
        long current = leave();
        if (current != BrokerLink.NO_TRANSACTION) {
            WaitingCompletion reply = new WaitingCompletion();
            connection.link().rollback(current, reply.begin());
            reply.await();
        }
    }

    private long leave() {
        long current = number;
        number = BrokerLink.NO_TRANSACTION;
        return current;
    }
}
