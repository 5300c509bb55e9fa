package io.postrider.tck.provider;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XAQueueConnectionFactory;
import jakarta.jms.XATopicConnectionFactory;
import java.nio.file.Path;
import java.util.Optional;

/**
 * All that the conformance tests ask of a provider beyond {@code jakarta.jms}. One instance is a running provider of its own,
 * with no messages in it: it is started for one test class and stopped after it. Several may run side by side in one VM.
 *
 * <p>The provider knows one user, {@link #USER}; connections without credentials are accepted, and any other user is
 * refused.
 */
public interface ProviderUnderTest {

    /** The user the provider accepts. */
    String USER = "j2ee";

    /** The password of {@link #USER}. */
    String PASSWORD = "j2ee";

    /** The provider's name for reports, with its version. */
    String name();

    /** Starts the provider with nothing in it; called once, before anything else. It may keep what it stores in memory. */
    void start() throws Exception;

    /**
     * Starts the provider with what this directory holds, which is nothing the first time; called instead of {@link #start()},
     * and again after each {@link #stop} to start it anew.
     */
    void start(Path store) throws Exception;

    /** A factory without a client identifier. */
    ConnectionFactory connectionFactory() throws JMSException;

    /** A factory whose connections have the given client identifier. */
    ConnectionFactory connectionFactory(String clientId) throws JMSException;

    /** A factory of the legacy interfaces for queues. */
    QueueConnectionFactory queueConnectionFactory() throws JMSException;

    /** A factory of the legacy interfaces for topics. */
    TopicConnectionFactory topicConnectionFactory() throws JMSException;

    /** A factory of XA connections. */
    XAConnectionFactory xaConnectionFactory() throws JMSException;

    /** A factory of the legacy XA interfaces for queues. */
    XAQueueConnectionFactory xaQueueConnectionFactory() throws JMSException;

    /** A factory of the legacy XA interfaces for topics. */
    XATopicConnectionFactory xaTopicConnectionFactory() throws JMSException;

    /** The queue of that name, as an administered object. */
    Queue queue(String name) throws JMSException;

    /** The topic of that name, as an administered object. */
    Topic topic(String name) throws JMSException;

    /** Whether it has the optional facility of connection consumers; section 11.1. */
    boolean hasConnectionConsumers();

    /** The resource adapter, which is recommended; chapter 13. Asked while the provider runs, and anew after a restart. */
    Optional<ResourceAdapterUnderTest> resourceAdapter();

    /** Stops the provider in order. What it has stored in a directory stays there. */
    void stop() throws Exception;

    /** Makes the provider whose class the system property {@code conformance.provider} names. */
    static ProviderUnderTest create() throws ReflectiveOperationException {
        return Class.forName(System.getProperty("conformance.provider"))
                .asSubclass(ProviderUnderTest.class)
                .getDeclaredConstructor()
                .newInstance();
    }
}
