package io.postrider.ra.handle;

import io.postrider.client.consumer.PostriderMessageConsumer;
import io.postrider.client.error.JmsErrors;
import io.postrider.client.message.MessageFactory;
import io.postrider.client.session.Domain;
import io.postrider.client.session.PostriderXASession;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicSession;
import jakarta.jms.TransactionInProgressException;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A component's session. In a transaction of the server's its work belongs to that; otherwise messages are acknowledged as they
 * are received. Which it is, is decided when something is done and not when the session is made. For one thread at a time.
 */
public final class SessionHandle implements QueueSession, TopicSession {
    private final ConnectionHandle connection;
    private final int sessionMode;
    private final Domain domain;
    private final List<Lent<?>> lent = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    SessionHandle(ConnectionHandle connection, int sessionMode, Domain domain) {
        this.connection = connection;
        this.sessionMode = sessionMode;
        this.domain = domain;
    }

    private void checkOpen() throws IllegalStateException {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
    }

    ConnectionHandle connection() {
        return connection;
    }

    /** The session that does the work. */
    PostriderXASession physical() throws JMSException {
        checkOpen();
        return connection.pooled().session();
    }

    MessageFactory messages() throws JMSException {
        return physical().core().connection().messages();
    }

    void lend(Lent<?> object) {
        lent.add(object);
    }

    void returned(Lent<?> object) {
        lent.remove(object);
    }

    // Messages --------------------------------------------------------------------------------------------------------

    @Override
    public BytesMessage createBytesMessage() throws JMSException {
        return messages().createBytesMessage();
    }

    @Override
    public MapMessage createMapMessage() throws JMSException {
        return messages().createMapMessage();
    }

    @Override
    public Message createMessage() throws JMSException {
        return messages().createMessage();
    }

    @Override
    public ObjectMessage createObjectMessage() throws JMSException {
        return messages().createObjectMessage(null);
    }

    @Override
    public ObjectMessage createObjectMessage(Serializable object) throws JMSException {
        return messages().createObjectMessage(object);
    }

    @Override
    public StreamMessage createStreamMessage() throws JMSException {
        return messages().createStreamMessage();
    }

    @Override
    public TextMessage createTextMessage() throws JMSException {
        return messages().createTextMessage(null);
    }

    @Override
    public TextMessage createTextMessage(String text) throws JMSException {
        return messages().createTextMessage(text);
    }

    // Destinations ----------------------------------------------------------------------------------------------------

    @Override
    public Queue createQueue(String queueName) throws JMSException {
        checkOpen();
        domain.requireQueues("createQueue");
        return physical().createQueue(queueName);
    }

    @Override
    public Topic createTopic(String topicName) throws JMSException {
        checkOpen();
        domain.requireTopics("createTopic");
        return physical().createTopic(topicName);
    }

    @Override
    public TemporaryQueue createTemporaryQueue() throws JMSException {
        checkOpen();
        domain.requireQueues("createTemporaryQueue");
        return connection.own(physical().createTemporaryQueue());
    }

    @Override
    public TemporaryTopic createTemporaryTopic() throws JMSException {
        checkOpen();
        domain.requireTopics("createTemporaryTopic");
        return connection.own(physical().createTemporaryTopic());
    }

    // Producers and browsers ------------------------------------------------------------------------------------------

    @Override
    public ProducerHandle createProducer(Destination destination) throws JMSException {
        return new ProducerHandle(new Lent<>(this, "producer", session -> session.createProducer(destination)));
    }

    @Override
    public ProducerHandle createSender(Queue queue) throws JMSException {
        return createProducer(queue);
    }

    @Override
    public ProducerHandle createPublisher(Topic topic) throws JMSException {
        return createProducer(topic);
    }

    @Override
    public BrowserHandle createBrowser(Queue queue) throws JMSException {
        return createBrowser(queue, null);
    }

    @Override
    public BrowserHandle createBrowser(Queue queue, String messageSelector) throws JMSException {
        checkOpen();
        domain.requireQueues("createBrowser");
        return new BrowserHandle(new Lent<>(this, "browser", session -> session.createBrowser(queue, messageSelector)));
    }

    // Consumers -------------------------------------------------------------------------------------------------------

    @Override
    public ConsumerHandle createConsumer(Destination destination) throws JMSException {
        return createConsumer(destination, null, false);
    }

    @Override
    public ConsumerHandle createConsumer(Destination destination, String messageSelector) throws JMSException {
        return createConsumer(destination, messageSelector, false);
    }

    @Override
    public ConsumerHandle createConsumer(Destination destination, String messageSelector, boolean noLocal)
            throws JMSException {
        return new ConsumerHandle(
                this,
                new Lent<>(this, "consumer", session -> session.createConsumer(destination, messageSelector, noLocal)));
    }

    @Override
    public ConsumerHandle createReceiver(Queue queue) throws JMSException {
        return createConsumer(queue, null, false);
    }

    @Override
    public ConsumerHandle createReceiver(Queue queue, String messageSelector) throws JMSException {
        return createConsumer(queue, messageSelector, false);
    }

    @Override
    public ConsumerHandle createSubscriber(Topic topic) throws JMSException {
        return createConsumer(topic, null, false);
    }

    @Override
    public ConsumerHandle createSubscriber(Topic topic, String messageSelector, boolean noLocal) throws JMSException {
        return createConsumer(topic, messageSelector, noLocal);
    }

    @Override
    public ConsumerHandle createSharedConsumer(Topic topic, String sharedSubscriptionName) throws JMSException {
        return createSharedConsumer(topic, sharedSubscriptionName, null);
    }

    @Override
    public ConsumerHandle createSharedConsumer(Topic topic, String sharedSubscriptionName, String messageSelector)
            throws JMSException {
        return subscriber(
                "createSharedConsumer",
                session -> session.createSharedConsumer(topic, sharedSubscriptionName, messageSelector));
    }

    @Override
    public ConsumerHandle createDurableSubscriber(Topic topic, String name) throws JMSException {
        return createDurableConsumer(topic, name, null, false);
    }

    @Override
    public ConsumerHandle createDurableSubscriber(Topic topic, String name, String messageSelector, boolean noLocal)
            throws JMSException {
        return createDurableConsumer(topic, name, messageSelector, noLocal);
    }

    @Override
    public ConsumerHandle createDurableConsumer(Topic topic, String name) throws JMSException {
        return createDurableConsumer(topic, name, null, false);
    }

    @Override
    public ConsumerHandle createDurableConsumer(Topic topic, String name, String messageSelector, boolean noLocal)
            throws JMSException {
        return subscriber(
                "createDurableConsumer",
                session -> session.createDurableConsumer(topic, name, messageSelector, noLocal));
    }

    @Override
    public ConsumerHandle createSharedDurableConsumer(Topic topic, String name) throws JMSException {
        return createSharedDurableConsumer(topic, name, null);
    }

    @Override
    public ConsumerHandle createSharedDurableConsumer(Topic topic, String name, String messageSelector)
            throws JMSException {
        return subscriber(
                "createSharedDurableConsumer",
                session -> session.createSharedDurableConsumer(topic, name, messageSelector));
    }

    private ConsumerHandle subscriber(String method, Lent.Opening<PostriderMessageConsumer> opening)
            throws JMSException {
        checkOpen();
        domain.requireTopics(method);
        return new ConsumerHandle(this, new Lent<>(this, "consumer", opening));
    }

    @Override
    public void unsubscribe(String name) throws JMSException {
        checkOpen();
        domain.requireTopics("unsubscribe");
        physical().unsubscribe(name);
    }

    // Acknowledgement and transactions --------------------------------------------------------------------------------

    private boolean isInTransaction() throws JMSException {
        checkOpen();
        return connection.pooled().isInTransaction();
    }

    /** {@inheritDoc} Whether a transaction of the server's is there now. */
    @Override
    public boolean getTransacted() throws JMSException {
        return isInTransaction();
    }

    @Override
    public int getAcknowledgeMode() throws JMSException {
        if (isInTransaction()) {
            return Session.SESSION_TRANSACTED;
        }
        return sessionMode == Session.DUPS_OK_ACKNOWLEDGE ? sessionMode : Session.AUTO_ACKNOWLEDGE;
    }

    @Override
    public void commit() throws JMSException {
        throw notDecidedHere("commit");
    }

    @Override
    public void rollback() throws JMSException {
        throw notDecidedHere("rollback");
    }

    private JMSException notDecidedHere(String method) throws JMSException {
        return isInTransaction()
                ? new TransactionInProgressException(
                        method + " is the server's: its transaction decides about this session's work",
                        "SERVER_TRANSACTION")
                : new IllegalStateException(method
                        + " needs a transacted session, which components have in a transaction of the server's only");
    }

    /** {@inheritDoc} Here all messages are acknowledged as they are received, so there are none to begin again with. */
    @Override
    public void recover() throws JMSException {
        if (isInTransaction()) {
            throw new IllegalStateException("the session is transacted: it is rolled back, not recovered");
        }
    }

    /** {@inheritDoc} Work that was done in a transaction stays in it. Idempotent. */
    @Override
    public void close() throws JMSException {
        if (closed) {
            return;
        }
        closed = true;
        connection.closed(this);
        JMSException first = null;
        for (Lent<?> object : lent) {
            try {
                object.close();
            } catch (JMSException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    // The server's ----------------------------------------------------------------------------------------------------

    @Override
    public MessageListener getMessageListener() throws JMSException {
        throw NotForComponents.call("Session.getMessageListener");
    }

    @Override
    public void setMessageListener(MessageListener listener) throws JMSException {
        throw NotForComponents.call("Session.setMessageListener");
    }

    @Override
    public void run() {
        throw JmsErrors.unchecked(NotForComponents.call("Session.run"));
    }
}
