package io.postrider.client.session;

import io.postrider.client.link.WaitingCompletion;
import io.postrider.protocol.link.BrokerError;
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
    private boolean ended;

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
            WaitingCompletion reply = new WaitingCompletion(connection.link());
            connection.link().commit(current, null, reply.begin());
            reply.await();
        }
    }

    /** Ends the session's own transaction by forgetting it, if one has begun; blocks until the broker has answered. */
    void rollback() throws BrokerException {
        rollback(leave());
    }

    /**
     * The session is about to end: another thread's commit has begun by now, or fails.
     *
     * @return what is to be {@linkplain #rollback(long) rolled back}; it stays the number of what another thread may still do, which is so
     *     never committed without the rest
     */
    synchronized long end() {
        ended = true;
        return number;
    }

    /** Has the broker forget a transaction; blocks until it has answered. */
    void rollback(long current) throws BrokerException {
        if (current != BrokerLink.NO_TRANSACTION) {
            WaitingCompletion reply = new WaitingCompletion(connection.link());
            connection.link().rollback(current, reply.begin());
            reply.await();
        }
    }

    private synchronized long leave() throws BrokerException {
        if (ended) {
            throw new BrokerException(BrokerError.LINK_CLOSED, "the session is closed");
        }
        long current = number;
        number = BrokerLink.NO_TRANSACTION;
        return current;
    }
}
