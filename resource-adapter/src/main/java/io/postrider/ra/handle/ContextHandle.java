package io.postrider.ra.handle;

import io.postrider.client.context.Unchecked;
import io.postrider.client.error.JmsErrors;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
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

/** A component's context: a handle of a pooled connection, with its one session. For one thread at a time. */
public final class ContextHandle implements JMSContext {
    private final ConnectionHandle connection;
    private final SessionHandle session;
    private volatile boolean autoStart = true;

    /**
     * Over a connection handle, which it closes in the end.
     *
     * @throws JMSException if the pooled connection is lost, or the mode is none; the handle is then closed
     */
    public ContextHandle(ConnectionHandle connection, int sessionMode) throws JMSException {
        this.connection = connection;
        try {
            session = connection.createSession(sessionMode);
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void close() {
        Unchecked.run(connection::close);
    }

    // The connection's side -------------------------------------------------------------------------------------------

    @Override
    public void start() {
        Unchecked.run(connection::start);
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
    public String getClientID() {
        return Unchecked.call(connection::getClientID);
    }

    @Override
    public ConnectionMetaData getMetaData() {
        return Unchecked.call(connection::getMetaData);
    }

    @Override
    public ExceptionListener getExceptionListener() {
        return Unchecked.call(connection::getExceptionListener);
    }

    // Messages --------------------------------------------------------------------------------------------------------

    @Override
    public BytesMessage createBytesMessage() {
        return Unchecked.call(() -> session.createBytesMessage());
    }

    @Override
    public MapMessage createMapMessage() {
        return Unchecked.call(() -> session.createMapMessage());
    }

    @Override
    public Message createMessage() {
        return Unchecked.call(() -> session.createMessage());
    }

    @Override
    public ObjectMessage createObjectMessage() {
        return Unchecked.call(() -> session.createObjectMessage());
    }

    @Override
    public ObjectMessage createObjectMessage(Serializable object) {
        return Unchecked.call(() -> session.createObjectMessage(object));
    }

    @Override
    public StreamMessage createStreamMessage() {
        return Unchecked.call(() -> session.createStreamMessage());
    }

    @Override
    public TextMessage createTextMessage() {
        return Unchecked.call(() -> session.createTextMessage());
    }

    @Override
    public TextMessage createTextMessage(String text) {
        return Unchecked.call(() -> session.createTextMessage(text));
    }

    // Destinations, producers, browsers -------------------------------------------------------------------------------

    @Override
    public Queue createQueue(String queueName) {
        return Unchecked.call(() -> session.createQueue(queueName));
    }

    @Override
    public Topic createTopic(String topicName) {
        return Unchecked.call(() -> session.createTopic(topicName));
    }

    @Override
    public TemporaryQueue createTemporaryQueue() {
        return Unchecked.call(() -> session.createTemporaryQueue());
    }

    @Override
    public TemporaryTopic createTemporaryTopic() {
        return Unchecked.call(() -> session.createTemporaryTopic());
    }

    @Override
    public JMSProducer createProducer() {
        return Unchecked.call(() -> new ContextProducer(session.createProducer(null), session.messages()));
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) {
        return Unchecked.call(() -> session.createBrowser(queue));
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, String messageSelector) {
        return Unchecked.call(() -> session.createBrowser(queue, messageSelector));
    }

    // Consumers -------------------------------------------------------------------------------------------------------

    private JMSConsumer consumer(Unchecked.Call<ConsumerHandle> creation) {
        return Unchecked.call(() -> {
            ConsumerHandle consumer = creation.call();
            if (autoStart) {
                connection.start();
            }
            return new ContextConsumer(consumer);
        });
    }

    @Override
    public JMSConsumer createConsumer(Destination destination) {
        return consumer(() -> session.createConsumer(destination));
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, String messageSelector) {
        return consumer(() -> session.createConsumer(destination, messageSelector));
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, String messageSelector, boolean noLocal) {
        return consumer(() -> session.createConsumer(destination, messageSelector, noLocal));
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name) {
        return consumer(() -> session.createDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name, String messageSelector, boolean noLocal) {
        return consumer(() -> session.createDurableConsumer(topic, name, messageSelector, noLocal));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name) {
        return consumer(() -> session.createSharedDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name, String messageSelector) {
        return consumer(() -> session.createSharedDurableConsumer(topic, name, messageSelector));
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String sharedSubscriptionName) {
        return consumer(() -> session.createSharedConsumer(topic, sharedSubscriptionName));
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String sharedSubscriptionName, String messageSelector) {
        return consumer(() -> session.createSharedConsumer(topic, sharedSubscriptionName, messageSelector));
    }

    @Override
    public void unsubscribe(String name) {
        Unchecked.run(() -> session.unsubscribe(name));
    }

    // Acknowledgement and transactions --------------------------------------------------------------------------------

    @Override
    public boolean getTransacted() {
        return Unchecked.call(session::getTransacted);
    }

    @Override
    public int getSessionMode() {
        return Unchecked.call(session::getAcknowledgeMode);
    }

    @Override
    public void commit() {
        Unchecked.run(session::commit);
    }

    @Override
    public void rollback() {
        Unchecked.run(session::rollback);
    }

    @Override
    public void recover() {
        Unchecked.run(session::recover);
    }

    /** {@inheritDoc} Here messages are acknowledged as they are received, or with the server's transaction. */
    @Override
    public void acknowledge() {
        Unchecked.call(session::getTransacted);
    }

    // The server's ----------------------------------------------------------------------------------------------------

    @Override
    public JMSContext createContext(int sessionMode) {
        throw JmsErrors.unchecked(NotForComponents.call("JMSContext.createContext"));
    }

    @Override
    public void stop() {
        throw JmsErrors.unchecked(NotForComponents.call("JMSContext.stop"));
    }

    @Override
    public void setClientID(String clientID) {
        throw JmsErrors.unchecked(NotForComponents.call("JMSContext.setClientID"));
    }

    @Override
    public void setExceptionListener(ExceptionListener listener) {
        throw JmsErrors.unchecked(NotForComponents.call("JMSContext.setExceptionListener"));
    }
}
