package io.postrider.ra.handle;

import io.postrider.client.connection.PostriderXAConnection;
import io.postrider.client.session.PostriderXASession;
import jakarta.jms.JMSException;

/** A connection of the server's pool, with its one session, as the handles see it that stand for it. */
public interface PooledConnection {

    /**
     * The session that does the work of all its handles.
     *
     * @throws jakarta.jms.IllegalStateException if the connection is lost, or has left the pool
     */
    PostriderXASession session() throws JMSException;

    /** The connection to the broker. */
    PostriderXAConnection connection();

    /** Whether what is done now belongs to a transaction of the server's. */
    boolean isInTransaction();

    /** The server has moved a handle to another connection. */
    void forget(ConnectionHandle handle);

    /** An application is done with its handle. */
    void closed(ConnectionHandle handle);
}
