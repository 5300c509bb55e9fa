package io.postrider.ra.handle;

import io.postrider.client.acknowledge.AcknowledgeMode;
import io.postrider.client.session.Domain;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A component's connection: it stands for one of the server's pool until it is closed. It has one session at a time that is not
 * closed, as the specification has it for components. Safe for any thread.
 */
public final class ConnectionHandle implements QueueConnection, TopicConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionHandle.class);

    private final List<TemporaryDestination> temporaries = new CopyOnWriteArrayList<>();
    private volatile PooledConnection pooled;
    private volatile SessionHandle session;
    private volatile boolean started;
    private volatile boolean closed;

    private interface TemporaryDestination {
        void delete() throws JMSException;
    }

    /** Not started. */
    public ConnectionHandle(PooledConnection pooled) {
        this.pooled = pooled;
    }

    /** The server moves the handle to another connection of the pool. */
    public void moveTo(PooledConnection other) throws JMSException {
        if (pooled != other) {
            pooled.forget(this);
            pooled = other;
        }
        if (started) {
            other.connection().start();
        }
    }

    PooledConnection pooled() throws JMSException {
        checkOpen();
        return pooled;
    }

    private void checkOpen() throws IllegalStateException {
        if (closed) {
            throw new IllegalStateException("the connection is closed");
        }
    }

    boolean isStarted() {
        return started;
    }

    // Sessions --------------------------------------------------------------------------------------------------------

    /** Its arguments are checked, and otherwise mean nothing where there is a transaction. */
    private synchronized SessionHandle open(int sessionMode, Domain sessionDomain) throws JMSException {
        checkOpen();
        AcknowledgeMode.of(sessionMode);
        if (session != null) {
            throw new IllegalStateException(
                    "the connection has a session that is not closed; a component has one at a time for each connection",
                    "SECOND_SESSION");
        }
        pooled.session();
        session = new SessionHandle(this, sessionMode, sessionDomain);
        return session;
    }

    private SessionHandle open(boolean transacted, int acknowledgeMode, Domain sessionDomain) throws JMSException {
        return open(transacted ? Session.AUTO_ACKNOWLEDGE : acknowledgeMode, sessionDomain);
    }

    synchronized void closed(SessionHandle handle) {
        if (session == handle) {
            session = null;
        }
    }

    @Override
    public SessionHandle createSession() throws JMSException {
        return open(Session.AUTO_ACKNOWLEDGE, Domain.ANY);
    }

    @Override
    public SessionHandle createSession(int sessionMode) throws JMSException {
        return open(sessionMode, Domain.ANY);
    }

    @Override
    public SessionHandle createSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return open(transacted, acknowledgeMode, Domain.ANY);
    }

    @Override
    public QueueSession createQueueSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return open(transacted, acknowledgeMode, Domain.QUEUE);
    }

    @Override
    public TopicSession createTopicSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return open(transacted, acknowledgeMode, Domain.TOPIC);
    }

    // Starting and closing --------------------------------------------------------------------------------------------

    @Override
    public void start() throws JMSException {
        pooled().session();
        started = true;
        pooled.connection().start();
    }

    /** Closes what the application has made by it; the connection goes back to the pool. Idempotent. */
    @Override
    public void close() throws JMSException {
        if (closed) {
            return;
        }
        PooledConnection lender = pooled;
        try {
            end();
        } finally {
            lender.closed(this);
        }
    }

    /** Closes it without telling the pool, which knows. */
    public void end() throws JMSException {
        SessionHandle open = session;
        try {
            if (open != null) {
                open.close();
            }
        } finally {
            closed = true;
            deleteTemporaries();
        }
    }

    /** They end with the connection that made them (section 4.1.4), which is this one: the pooled one goes on. */
    private void deleteTemporaries() {
        for (TemporaryDestination temporary : temporaries) {
            try {
                temporary.delete();
            } catch (JMSException e) {
                LOG.debug("a temporary destination was not deleted with {}: {}", this, e.getMessage());
            }
        }
        temporaries.clear();
    }

    TemporaryQueue own(TemporaryQueue queue) {
        temporaries.add(queue::delete);
        return queue;
    }

    TemporaryTopic own(TemporaryTopic topic) {
        temporaries.add(topic::delete);
        return topic;
    }

    // What it is ------------------------------------------------------------------------------------------------------

    @Override
    public String getClientID() throws JMSException {
        return pooled().connection().getClientID();
    }

    @Override
    public ConnectionMetaData getMetaData() throws JMSException {
        return pooled().connection().getMetaData();
    }

    @Override
    public ExceptionListener getExceptionListener() throws JMSException {
        checkOpen();
        return null;
    }

    @Override
    public String toString() {
        return (closed ? "closed handle of " : "handle of ") + pooled;
    }

    // The server's ----------------------------------------------------------------------------------------------------

    @Override
    public void stop() throws JMSException {
        throw NotForComponents.call("Connection.stop");
    }

    @Override
    public void setClientID(String clientID) throws JMSException {
        throw NotForComponents.call("Connection.setClientID");
    }

    @Override
    public void setExceptionListener(ExceptionListener listener) throws JMSException {
        throw NotForComponents.call("Connection.setExceptionListener");
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Destination destination, String messageSelector, ServerSessionPool sessionPool, int maxMessages)
            throws JMSException {
        throw NotForComponents.call("Connection.createConnectionConsumer");
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Queue queue, String messageSelector, ServerSessionPool sessionPool, int maxMessages) throws JMSException {
        throw NotForComponents.call("QueueConnection.createConnectionConsumer");
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Topic topic, String messageSelector, ServerSessionPool sessionPool, int maxMessages) throws JMSException {
        throw NotForComponents.call("TopicConnection.createConnectionConsumer");
    }

    @Override
    public ConnectionConsumer createDurableConnectionConsumer(
            Topic topic,
            String subscriptionName,
            String messageSelector,
            ServerSessionPool sessionPool,
            int maxMessages)
            throws JMSException {
        throw NotForComponents.call("Connection.createDurableConnectionConsumer");
    }

    @Override
    public ConnectionConsumer createSharedConnectionConsumer(
            Topic topic,
            String subscriptionName,
            String messageSelector,
            ServerSessionPool sessionPool,
            int maxMessages)
            throws JMSException {
        throw NotForComponents.call("Connection.createSharedConnectionConsumer");
    }

    @Override
    public ConnectionConsumer createSharedDurableConnectionConsumer(
            Topic topic,
            String subscriptionName,
            String messageSelector,
            ServerSessionPool sessionPool,
            int maxMessages)
            throws JMSException {
        throw NotForComponents.call("Connection.createSharedDurableConnectionConsumer");
    }
}
