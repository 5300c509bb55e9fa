package io.postrider.ra.outbound;

import io.postrider.client.connection.PostriderXAConnection;
import io.postrider.client.error.JmsErrors;
import io.postrider.client.session.PostriderXASession;
import io.postrider.ra.handle.ConnectionHandle;
import io.postrider.ra.handle.PooledConnection;
import io.postrider.ra.settings.BrokerAccess;
import io.postrider.ra.transaction.BrokerXaResource;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.SecurityException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of the server's pool, with the one session that does the work of all its handles: outside of a transaction, in one of
 * the server's, or in a local one. Safe for any thread.
 */
public final class PostriderManagedConnection implements ManagedConnection, PooledConnection {
    private static final Logger LOG = LoggerFactory.getLogger(PostriderManagedConnection.class);

    private final BrokerAccess access;
    private final ManagedFactory factory;
    private final PostriderXAConnection connection;
    private final PostriderXASession session;
    private final BrokerXaResource resource;
    private final SessionTransaction localTransaction;
    private final List<ConnectionHandle> handles = new CopyOnWriteArrayList<>();
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean lossTold = new AtomicBoolean();
    private volatile boolean destroyed;
    private volatile PrintWriter logWriter;

    /** Opens the connection; blocks until it is open. */
    PostriderManagedConnection(BrokerAccess access, ManagedFactory factory) throws JMSException {
        this.access = access;
        this.factory = factory;
        this.connection = access.openDistributed(null);
        try {
            this.session = connection.createXASession();
            this.connection.setExceptionListener(this::tellLoss);
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
        factory.noteOpen();
        this.resource = BrokerXaResource.of(access, connection, session);
        this.localTransaction = new SessionTransaction(resource);
    }

    /** Whether a request for such a connection may be given this one. */
    boolean serves(BrokerAccess wanted) {
        return access.equals(wanted) && !isBroken();
    }

    boolean isBroken() {
        return destroyed || connection.core().failure() != null;
    }

    // For the handles -------------------------------------------------------------------------------------------------

    @Override
    public PostriderXASession session() throws JMSException {
        if (destroyed) {
            throw new IllegalStateException("this connection to " + access + " has left the pool");
        }
        if (connection.core().failure() != null) {
            JMSException loss = JmsErrors.checked(connection.core().failure());
            throw JmsErrors.withCause(
                    new IllegalStateException(
                            "the connection to " + access + " is lost: " + loss.getMessage(), "CONNECTION_LOST"),
                    loss);
        }
        return session;
    }

    @Override
    public PostriderXAConnection connection() {
        return connection;
    }

    @Override
    public boolean isInTransaction() {
        return resource.isInBranch();
    }

    @Override
    public void forget(ConnectionHandle handle) {
        handles.remove(handle);
    }

    @Override
    public void closed(ConnectionHandle handle) {
        if (handles.remove(handle)) {
            ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
            event.setConnectionHandle(handle);
            listeners.forEach(listener -> listener.connectionClosed(event));
        }
    }

    // For the server --------------------------------------------------------------------------------------------------

    @Override
    public Object getConnection(Subject subject, ConnectionRequestInfo request) throws ResourceException {
        BrokerAccess wanted = factory.accessFor(subject, request);
        if (!access.equals(wanted)) {
            throw new SecurityException("a connection to " + access + " cannot be used for " + wanted);
        }
        ConnectionHandle handle = new ConnectionHandle(this);
        handles.add(handle);
        return handle;
    }

    @Override
    public void associateConnection(Object handle) throws ResourceException {
        if (!(handle instanceof ConnectionHandle own)) {
            throw new ResourceAdapterInternalException("not a handle of this adapter: " + handle);
        }
        try {
            own.moveTo(this);
            if (!handles.contains(own)) {
                handles.add(own);
            }
        } catch (JMSException e) {
            throw new ResourceException(e.getMessage(), e);
        }
    }

    /** Ends all handles; the connection stays open, and stops. */
    @Override
    public void cleanup() throws ResourceException {
        endHandles();
        if (resource.isInBranch()) {
            throw new ResourceAdapterInternalException("a transaction is open on the connection to " + access);
        }
        try {
            if (!isBroken()) {
                connection.stop();
            }
        } catch (JMSException e) {
            throw new ResourceException(e.getMessage(), e);
        }
    }

    private void endHandles() {
        for (ConnectionHandle handle : handles) {
            handles.remove(handle);
            try {
                handle.end();
            } catch (JMSException e) {
                LOG.debug("{} did not end in order", handle, e);
            }
        }
    }

    @Override
    public void destroy() throws ResourceException {
        destroyed = true;
        resource.sessionIsGone();
        endHandles();
        try {
            connection.close();
        } catch (JMSException e) {
            throw new ResourceException(e.getMessage(), e);
        }
    }

    /** Once: the server takes the connection out of the pool, and opens another when it needs one. */
    private void tellLoss(JMSException cause) {
        if (!isBroken()) {
            LOG.warn("PR007003 a pooled connection to {} has a problem: {}", access, cause.getMessage());
            return;
        }
        if (destroyed || !lossTold.compareAndSet(false, true)) {
            return;
        }
        factory.sayLost(access, cause);
        ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_ERROR_OCCURRED, cause);
        listeners.forEach(listener -> listener.connectionErrorOccurred(event));
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    @Override
    public XAResource getXAResource() {
        return resource;
    }

    @Override
    public LocalTransaction getLocalTransaction() {
        return localTransaction;
    }

    @Override
    public ManagedConnectionMetaData getMetaData() throws ResourceException {
        try {
            return ServerProduct.of(connection.getMetaData(), access);
        } catch (JMSException e) {
            throw new ResourceException(e.getMessage(), e);
        }
    }

    @Override
    public void setLogWriter(PrintWriter logWriter) {
        this.logWriter = logWriter;
    }

    @Override
    public PrintWriter getLogWriter() {
        return logWriter;
    }

    /** For people and logs. */
    @Override
    public String toString() {
        return "connection to " + access;
    }
}
