package io.postrider.cdi.context;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
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

/**
 * What is injected: decides anew with each call which context is meant, so that one field serves transactions, requests and
 * threads alike. What would change a context that others share is refused; section 12.4.5. As a bean's dependent it can be
 * passivated with it.
 */
final class InjectedContext implements JMSContext, Serializable {
    private static final long serialVersionUID = 1L;

    private final ContextRequest request;
    private transient volatile ContextScopes scopes;

    InjectedContext(ContextRequest request, ContextScopes scopes) {
        this.request = request;
        this.scopes = scopes;
    }

    /** The context that a call on this thread means now. */
    JMSContext current() {
        ContextScopes known = scopes;
        if (known == null) {
            known = CDI.current().select(ContextScopes.class).get();
            scopes = known;
        }
        return known.current(request);
    }

    @Override
    public String toString() {
        return "injected " + request;
    }

    // What section 12.4.5 forbids, and section 12.2 ------------------------------------------------------------------

    private static IllegalStateRuntimeException forbidden(String method) {
        return new IllegalStateRuntimeException(
                method + " must not be called on an injected JMSContext; section 12.4.5 of Jakarta Messaging");
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        throw forbidden("createContext");
    }

    @Override
    public void setClientID(String clientID) {
        throw forbidden("setClientID");
    }

    @Override
    public void setExceptionListener(ExceptionListener listener) {
        throw forbidden("setExceptionListener");
    }

    @Override
    public void start() {
        throw forbidden("start");
    }

    @Override
    public void stop() {
        throw forbidden("stop");
    }

    @Override
    public void setAutoStart(boolean autoStart) {
        throw forbidden("setAutoStart");
    }

    @Override
    public void close() {
        throw forbidden("close");
    }

    @Override
    public void commit() {
        throw forbidden("commit");
    }

    @Override
    public void rollback() {
        throw forbidden("rollback");
    }

    @Override
    public void recover() {
        throw forbidden("recover");
    }

    @Override
    public void acknowledge() {
        throw forbidden("acknowledge");
    }

    // What the current context does ----------------------------------------------------------------------------------

    @Override
    public JMSProducer createProducer() {
        return current().createProducer();
    }

    @Override
    public String getClientID() {
        return current().getClientID();
    }

    @Override
    public ConnectionMetaData getMetaData() {
        return current().getMetaData();
    }

    @Override
    public ExceptionListener getExceptionListener() {
        return current().getExceptionListener();
    }

    @Override
    public boolean getAutoStart() {
        return current().getAutoStart();
    }

    @Override
    public BytesMessage createBytesMessage() {
        return current().createBytesMessage();
    }

    @Override
    public MapMessage createMapMessage() {
        return current().createMapMessage();
    }

    @Override
    public Message createMessage() {
        return current().createMessage();
    }

    @Override
    public ObjectMessage createObjectMessage() {
        return current().createObjectMessage();
    }

    @Override
    public ObjectMessage createObjectMessage(Serializable object) {
        return current().createObjectMessage(object);
    }

    @Override
    public StreamMessage createStreamMessage() {
        return current().createStreamMessage();
    }

    @Override
    public TextMessage createTextMessage() {
        return current().createTextMessage();
    }

    @Override
    public TextMessage createTextMessage(String text) {
        return current().createTextMessage(text);
    }

    @Override
    public boolean getTransacted() {
        return current().getTransacted();
    }

    @Override
    public int getSessionMode() {
        return current().getSessionMode();
    }

    @Override
    public JMSConsumer createConsumer(Destination destination) {
        return current().createConsumer(destination);
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, String messageSelector) {
        return current().createConsumer(destination, messageSelector);
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, String messageSelector, boolean noLocal) {
        return current().createConsumer(destination, messageSelector, noLocal);
    }

    @Override
    public Queue createQueue(String queueName) {
        return current().createQueue(queueName);
    }

    @Override
    public Topic createTopic(String topicName) {
        return current().createTopic(topicName);
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name) {
        return current().createDurableConsumer(topic, name);
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name, String messageSelector, boolean noLocal) {
        return current().createDurableConsumer(topic, name, messageSelector, noLocal);
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name) {
        return current().createSharedDurableConsumer(topic, name);
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name, String messageSelector) {
        return current().createSharedDurableConsumer(topic, name, messageSelector);
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String sharedSubscriptionName) {
        return current().createSharedConsumer(topic, sharedSubscriptionName);
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String sharedSubscriptionName, String messageSelector) {
        return current().createSharedConsumer(topic, sharedSubscriptionName, messageSelector);
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) {
        return current().createBrowser(queue);
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, String messageSelector) {
        return current().createBrowser(queue, messageSelector);
    }

    @Override
    public TemporaryQueue createTemporaryQueue() {
        return current().createTemporaryQueue();
    }

    @Override
    public TemporaryTopic createTemporaryTopic() {
        return current().createTemporaryTopic();
    }

    @Override
    public void unsubscribe(String name) {
        current().unsubscribe(name);
    }
}
