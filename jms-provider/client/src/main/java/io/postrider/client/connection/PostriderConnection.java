package io.postrider.client.connection;

import io.postrider.client.acknowledge.AcknowledgeMode;
import io.postrider.client.asf.PostriderConnectionConsumer;
import io.postrider.client.session.ConsumerRequests;
import io.postrider.client.session.Domain;
import io.postrider.client.session.PostriderSession;
import io.postrider.client.session.SessionCore;
import io.postrider.protocol.link.ConsumerRequest;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;

/**
 * A connection; section 6.1 of the specification. Safe for any thread.
 *
 * <p>Stopping or closing it from one of its own listeners is refused with an {@code IllegalStateException}, one of the two
 * behaviours that the specification permits: two listeners that did so would wait for each other for ever.
 */
public class PostriderConnection implements QueueConnection, TopicConnection {
    private final ConnectionCore core;
    private final Domain domain;

    /** An open connection, stopped. */
    public PostriderConnection(ConnectionCore core, Domain domain) {
        this.core = core;
        this.domain = domain;
    }

    /** Its state and rules: for this provider's other objects, not for applications. */
    public ConnectionCore core() {
        return core;
    }

    // Sessions --------------------------------------------------------------------------------------------------------

    private PostriderSession createSession(int sessionMode, Domain sessionDomain) throws JMSException {
        core.use();
        SessionCore session = new SessionCore(core, AcknowledgeMode.of(sessionMode), false);
        core.open(session);
        return new PostriderSession(session, sessionDomain);
    }

    private static int mode(boolean transacted, int acknowledgeMode) throws JMSException {
        if (!transacted && acknowledgeMode == Session.SESSION_TRANSACTED) {
            throw new JMSException(
                    "a session that is not transacted needs an acknowledge mode", "INVALID_SESSION_MODE");
        }
        return transacted ? Session.SESSION_TRANSACTED : acknowledgeMode;
    }

    @Override
    public PostriderSession createSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return createSession(mode(transacted, acknowledgeMode), Domain.ANY);
    }

    @Override
    public PostriderSession createSession(int sessionMode) throws JMSException {
        return createSession(sessionMode, Domain.ANY);
    }

    @Override
    public PostriderSession createSession() throws JMSException {
        return createSession(Session.AUTO_ACKNOWLEDGE, Domain.ANY);
    }

    @Override
    public PostriderSession createQueueSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return createSession(mode(transacted, acknowledgeMode), Domain.QUEUE);
    }

    @Override
    public PostriderSession createTopicSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return createSession(mode(transacted, acknowledgeMode), Domain.TOPIC);
    }

    // Client identifier, metadata, problems ---------------------------------------------------------------------------

    @Override
    public String getClientID() throws JMSException {
        core.checkOpen();
        return core.currentClientId();
    }

    @Override
    public void setClientID(String clientID) throws JMSException {
        core.setClientId(clientID);
    }

    @Override
    public ConnectionMetaData getMetaData() throws JMSException {
        core.use();
        return new ProviderVersion();
    }

    @Override
    public ExceptionListener getExceptionListener() throws JMSException {
        core.checkOpen();
        return core.problems().listener();
    }

    @Override
    public void setExceptionListener(ExceptionListener listener) throws JMSException {
        core.checkOpen();
        core.problems().setListener(listener);
    }

    // Starting, stopping, closing -------------------------------------------------------------------------------------

    @Override
    public void start() throws JMSException {
        core.start();
    }

    @Override
    public void stop() throws JMSException {
        core.stop();
    }

    @Override
    public void close() throws JMSException {
        core.close();
    }

    // Connection consumers --------------------------------------------------------------------------------------------

    private ConnectionConsumer open(ConsumerRequest request, ServerSessionPool pool, int maxMessages)
            throws JMSException {
        if (pool == null) {
            throw new JMSException("a connection consumer needs a server session pool, null was given");
        }
        if (maxMessages <= 0) {
            throw new JMSException("a connection consumer loads at least one message at a time, not " + maxMessages);
        }
        PostriderConnectionConsumer consumer =
                new PostriderConnectionConsumer(core, request, pool, maxMessages, core.maxPrefetch());
        core.open(consumer);
        return consumer;
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Destination destination, String messageSelector, ServerSessionPool sessionPool, int maxMessages)
            throws JMSException {
        core.use();
        return open(
                ConsumerRequests.own(core.nextNumber(), destination, messageSelector, false), sessionPool, maxMessages);
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Queue queue, String messageSelector, ServerSessionPool sessionPool, int maxMessages) throws JMSException {
        return createConnectionConsumer((Destination) queue, messageSelector, sessionPool, maxMessages);
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Topic topic, String messageSelector, ServerSessionPool sessionPool, int maxMessages) throws JMSException {
        return createConnectionConsumer((Destination) topic, messageSelector, sessionPool, maxMessages);
    }

    @Override
    public ConnectionConsumer createDurableConnectionConsumer(
            Topic topic,
            String subscriptionName,
            String messageSelector,
            ServerSessionPool sessionPool,
            int maxMessages)
            throws JMSException {
        core.use();
        domain.requireTopics("createDurableConnectionConsumer");
        String clientId = core.currentClientId();
        return open(
                ConsumerRequests.durable(core.nextNumber(), clientId, topic, subscriptionName, messageSelector, false),
                sessionPool,
                maxMessages);
    }

    @Override
    public ConnectionConsumer createSharedConnectionConsumer(
            Topic topic,
            String subscriptionName,
            String messageSelector,
            ServerSessionPool sessionPool,
            int maxMessages)
            throws JMSException {
        core.use();
        domain.requireTopics("createSharedConnectionConsumer");
        return open(
                ConsumerRequests.shared(core.nextNumber(), topic, subscriptionName, messageSelector),
                sessionPool,
                maxMessages);
    }

    @Override
    public ConnectionConsumer createSharedDurableConnectionConsumer(
            Topic topic,
            String subscriptionName,
            String messageSelector,
            ServerSessionPool sessionPool,
            int maxMessages)
            throws JMSException {
        core.use();
        domain.requireTopics("createSharedDurableConnectionConsumer");
        return open(
                ConsumerRequests.sharedDurable(core.nextNumber(), topic, subscriptionName, messageSelector),
                sessionPool,
                maxMessages);
    }

    /** For people and logs: where to, never as whom. */
    @Override
    public String toString() {
        return core.toString();
    }
}
