package io.postrider.ra.outbound;

import io.postrider.client.context.Unchecked;
import io.postrider.client.error.JmsErrors;
import io.postrider.ra.handle.ConnectionHandle;
import io.postrider.ra.handle.ContextHandle;
import io.postrider.ra.settings.BrokerAccess;
import io.postrider.ra.settings.ConfiguredAccess;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.SecurityException;
import java.io.Serializable;
import javax.naming.Reference;

/**
 * The connection factory that applications look up in the server's directory: each connection is lent by the server's pool, and
 * takes part in the server's transactions. One class for all three interfaces. Safe for any thread.
 */
public final class PooledConnectionFactory
        implements QueueConnectionFactory, TopicConnectionFactory, ConfiguredAccess, Referenceable, Serializable {
    private static final long serialVersionUID = 1L;

    private final ManagedFactory configuration;
    private final ConnectionManager pool;
    private Reference reference;

    PooledConnectionFactory(ManagedFactory configuration, ConnectionManager pool) {
        this.configuration = configuration;
        this.pool = pool;
    }

    private ConnectionHandle lend(Login login) throws JMSException {
        try {
            return (ConnectionHandle) pool.allocateConnection(configuration, login);
        } catch (ResourceException e) {
            throw refusal(e);
        }
    }

    /** What the adapter itself had to say goes before what the server says around it. */
    private static JMSException refusal(ResourceException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof JMSException told) {
                return told;
            }
        }
        return JmsErrors.withCause(
                e instanceof SecurityException
                        ? new JMSSecurityException(e.getMessage(), e.getErrorCode())
                        : new ResourceAllocationException(
                                "the server lends no connection: " + e.getMessage(), e.getErrorCode()),
                e);
    }

    @Override
    public ConnectionHandle createConnection() throws JMSException {
        return lend(null);
    }

    @Override
    public ConnectionHandle createConnection(String userName, String password) throws JMSException {
        return lend(new Login(userName, password));
    }

    @Override
    public QueueConnection createQueueConnection() throws JMSException {
        return createConnection();
    }

    @Override
    public QueueConnection createQueueConnection(String userName, String password) throws JMSException {
        return createConnection(userName, password);
    }

    @Override
    public TopicConnection createTopicConnection() throws JMSException {
        return createConnection();
    }

    @Override
    public TopicConnection createTopicConnection(String userName, String password) throws JMSException {
        return createConnection(userName, password);
    }

    @Override
    public JMSContext createContext() {
        return createContext(JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return Unchecked.call(() -> new ContextHandle(createConnection(), sessionMode));
    }

    @Override
    public JMSContext createContext(String userName, String password) {
        return createContext(userName, password, JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(String userName, String password, int sessionMode) {
        return Unchecked.call(() -> new ContextHandle(createConnection(userName, password), sessionMode));
    }

    @Override
    public BrokerAccess brokerAccess() {
        return configuration.brokerAccess();
    }

    @Override
    public void setReference(Reference reference) {
        this.reference = reference;
    }

    @Override
    public Reference getReference() {
        return reference;
    }

    @Override
    public String toString() {
        return "pooled connection factory for " + configuration.brokerAccess();
    }
}
