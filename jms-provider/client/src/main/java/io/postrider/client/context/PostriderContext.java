package io.postrider.client.context;

import io.postrider.client.connection.PostriderConnection;
import io.postrider.client.consumer.PostriderMessageConsumer;
import io.postrider.client.error.JmsErrors;
import io.postrider.client.producer.PostriderMessageProducer;
import io.postrider.client.session.PostriderSession;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection and a session in one; section 2.8 of the specification. For one thread at a time, but for
 * {@link #createContext} and {@link #close}. What the classic API throws comes as its unchecked counterpart.
 *
 * <p>Stopping or closing it from one of its own listeners is refused with an {@code IllegalStateRuntimeException}, one of
 * the two behaviours that the specification permits.
 */
public class PostriderContext implements JMSContext {
    private final SharedConnection shared;
    private final PostriderConnection connection;
    private final PostriderSession session;
    private final AtomicBoolean closing = new AtomicBoolean();
    private volatile boolean closed;
    private volatile boolean autoStart = true;

    /**
     * The first context of a connection of its own, stopped.
     *
     * @throws JMSException if there is no such session mode; the connection is then closed
     */
    public static PostriderContext open(PostriderConnection connection, int sessionMode) throws JMSException {
        SharedConnection shared = new SharedConnection(connection);
        try {
            return new PostriderContext(shared, shared.join(sessionMode));
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
    }

    PostriderContext(SharedConnection shared, PostriderSession session) {
        this.shared = shared;
        this.connection = shared.connection();
        this.session = session;
    }

    private PostriderConnection connection() throws JMSException {
        if (closed) {
            throw new IllegalStateException("the context is closed");
        }
        return connection;
    }

    /** The session, once the context is used: from now on the client identifier cannot be set any more. */
    private PostriderSession session() throws JMSException {
        connection().core().use();
        return session;
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return Unchecked.call(() -> {
            connection().core().use();
            return new PostriderContext(shared, shared.join(sessionMode));
        });
    }

    // The connection's side -------------------------------------------------------------------------------------------

    @Override
    public String getClientID() {
        return Unchecked.call(() -> connection().getClientID());
    }

    @Override
    public void setClientID(String clientID) {
        Unchecked.run(() -> connection().setClientID(clientID));
    }

    @Override
    public ConnectionMetaData getMetaData() {
        return Unchecked.call(() -> connection().getMetaData());
    }

    @Override
    public ExceptionListener getExceptionListener() {
        return Unchecked.call(() -> connection().getExceptionListener());
    }

    @Override
    public void setExceptionListener(ExceptionListener listener) {
        Unchecked.run(() -> connection().setExceptionListener(listener));
    }

    @Override
    public void start() {
        Unchecked.run(() -> connection().start());
    }

    @Override
    public void stop() {
        Unchecked.run(() -> connection().stop());
    }

    @Override
    public void setAutoStart(boolean autoStart) {
        this.autoStart = autoStart;
    }

    @Override
    public boolean getAutoStart() {
        return autoStart;
    }

    @Override
    public void close() {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        try {
            // a listener that is at work meanwhile may use all of it until it returns
            shared.leave(session);
            closed = true;
        } catch (IllegalStateException e) {
            closing.set(false);
            throw JmsErrors.unchecked(e);
        } catch (JMSException e) {
            closed = true;
            throw JmsErrors.unchecked(e);
        }
    }

    // Messages --------------------------------------------------------------------------------------------------------

    @Override
    public BytesMessage createBytesMessage() {
        return Unchecked.call(() -> session().createBytesMessage());
    }

    @Override
    public MapMessage createMapMessage() {
        return Unchecked.call(() -> session().createMapMessage());
    }

    @Override
    public Message createMessage() {
        return Unchecked.call(() -> session().createMessage());
    }

    @Override
    public ObjectMessage createObjectMessage() {
        return Unchecked.call(() -> session().createObjectMessage());
    }

    @Override
    public ObjectMessage createObjectMessage(Serializable object) {
        return Unchecked.call(() -> session().createObjectMessage(object));
    }

    @Override
    public StreamMessage createStreamMessage() {
        return Unchecked.call(() -> session().createStreamMessage());
    }

    @Override
    public TextMessage createTextMessage() {
        return Unchecked.call(() -> session().createTextMessage());
    }

    @Override
    public TextMessage createTextMessage(String text) {
        return Unchecked.call(() -> session().createTextMessage(text));
    }

    // Destinations, producers, browsers -------------------------------------------------------------------------------

    @Override
    public Queue createQueue(String queueName) {
        return Unchecked.call(() -> session().createQueue(queueName));
    }

    @Override
    public Topic createTopic(String topicName) {
        return Unchecked.call(() -> session().createTopic(topicName));
    }

    @Override
    public TemporaryQueue createTemporaryQueue() {
        return Unchecked.call(() -> session().createTemporaryQueue());
    }

    @Override
    public TemporaryTopic createTemporaryTopic() {
        return Unchecked.call(() -> session().createTemporaryTopic());
    }

    @Override
    public JMSProducer createProducer() {
        return Unchecked.call(() -> {
            PostriderMessageProducer producer = session().createProducer(null);
            return new PostriderJMSProducer(
                    producer, session.core().connection().messages());
        });
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) {
        return Unchecked.call(() -> session().createBrowser(queue));
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, String messageSelector) {
        return Unchecked.call(() -> session().createBrowser(queue, messageSelector));
    }

    // Consumers -------------------------------------------------------------------------------------------------------

    private JMSConsumer consumer(Unchecked.Call<PostriderMessageConsumer> creation) {
        return Unchecked.call(() -> {
            PostriderMessageConsumer consumer = creation.call();
            if (autoStart) {
                connection.start();
            }
            return new PostriderJMSConsumer(consumer);
        });
    }

    @Override
    public JMSConsumer createConsumer(Destination destination) {
        return consumer(() -> session().createConsumer(destination));
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, String messageSelector) {
        return consumer(() -> session().createConsumer(destination, messageSelector));
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, String messageSelector, boolean noLocal) {
        return consumer(() -> session().createConsumer(destination, messageSelector, noLocal));
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name) {
        return consumer(() -> session().createDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name, String messageSelector, boolean noLocal) {
        return consumer(() -> session().createDurableConsumer(topic, name, messageSelector, noLocal));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name) {
        return consumer(() -> session().createSharedDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name, String messageSelector) {
        return consumer(() -> session().createSharedDurableConsumer(topic, name, messageSelector));
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String sharedSubscriptionName) {
        return consumer(() -> session().createSharedConsumer(topic, sharedSubscriptionName));
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String sharedSubscriptionName, String messageSelector) {
        return consumer(() -> session().createSharedConsumer(topic, sharedSubscriptionName, messageSelector));
    }

    @Override
    public void unsubscribe(String name) {
        Unchecked.run(() -> session().unsubscribe(name));
    }

    // Acknowledgement and transactions --------------------------------------------------------------------------------

    @Override
    public boolean getTransacted() {
        return Unchecked.call(() -> session().getTransacted());
    }

    @Override
    public int getSessionMode() {
        return Unchecked.call(() -> session().getAcknowledgeMode());
    }

    @Override
    public void acknowledge() {
        Unchecked.run(() -> session().acknowledge());
    }

    @Override
    public void commit() {
        Unchecked.run(() -> session().commit());
    }

    @Override
    public void rollback() {
        Unchecked.run(() -> session().rollback());
    }

    @Override
    public void recover() {
        Unchecked.run(() -> session().recover());
    }
}
