package io.postrider.tck.provider;

import io.postrider.broker.Broker;
import io.postrider.broker.BrokerBuilder;
import io.postrider.client.PostriderConnectionFactory;
import io.postrider.client.destination.PostriderQueue;
import io.postrider.client.destination.PostriderTopic;
import io.postrider.protocol.link.BrokerException;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XAQueueConnectionFactory;
import jakarta.jms.XATopicConnectionFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Postrider in the same VM, with a journal in memory, or on Derby where a store is given. */
public class PostriderProvider implements ProviderUnderTest {

    private static final AtomicInteger BROKERS = new AtomicInteger();

    private final String brokerName = "conformance-" + BROKERS.incrementAndGet();
    private Broker broker;

    @Override
    public String name() {
        return "Postrider, vm://";
    }

    @Override
    public void start() throws BrokerException {
        start(Broker.named(brokerName).journal("memory"));
    }

    @Override
    public void start(Path store) throws BrokerException {
        start(Broker.named(brokerName).journal("derby").dataDirectory(store));
    }

    void start(BrokerBuilder builder) throws BrokerException {
        broker = builder.user(USER, PASSWORD).guests(true).start();
    }

    /** The broker, once it is started. */
    final Broker broker() {
        return broker;
    }

    /** The address that connection factories get. */
    String url() {
        return "vm://" + brokerName + "?create=false";
    }

    private PostriderConnectionFactory factory() {
        return new PostriderConnectionFactory(url());
    }

    @Override
    public ConnectionFactory connectionFactory() {
        return factory();
    }

    @Override
    public ConnectionFactory connectionFactory(String clientId) {
        PostriderConnectionFactory factory = factory();
        factory.setClientId(clientId);
        return factory;
    }

    @Override
    public QueueConnectionFactory queueConnectionFactory() {
        return factory();
    }

    @Override
    public TopicConnectionFactory topicConnectionFactory() {
        return factory();
    }

    @Override
    public XAConnectionFactory xaConnectionFactory() {
        return factory();
    }

    @Override
    public XAQueueConnectionFactory xaQueueConnectionFactory() {
        return factory();
    }

    @Override
    public XATopicConnectionFactory xaTopicConnectionFactory() {
        return factory();
    }

    @Override
    public Queue queue(String name) {
        return new PostriderQueue(name);
    }

    @Override
    public Topic topic(String name) {
        return new PostriderTopic(name);
    }

    @Override
    public boolean hasConnectionConsumers() {
        return true;
    }

    @Override
    public Optional<ResourceAdapterUnderTest> resourceAdapter() {
        return Optional.of(new PostriderResourceAdapterUnderTest(url()));
    }

    @Override
    public void stop() {
        broker.close();
    }
}
