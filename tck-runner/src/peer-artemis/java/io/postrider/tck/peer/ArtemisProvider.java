package io.postrider.tck.peer;

import io.postrider.tck.provider.ProviderUnderTest;
import io.postrider.tck.provider.ResourceAdapterUnderTest;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XAQueueConnectionFactory;
import jakarta.jms.XATopicConnectionFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQJMSConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQQueue;
import org.apache.activemq.artemis.jms.client.ActiveMQQueueConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQTopic;
import org.apache.activemq.artemis.jms.client.ActiveMQTopicConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQXAConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQXAQueueConnectionFactory;
import org.apache.activemq.artemis.jms.client.ActiveMQXATopicConnectionFactory;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** ActiveMQ Artemis, embedded, without persistence where no store is given. */
public final class ArtemisProvider implements ProviderUnderTest {

    private static final AtomicInteger SERVERS = new AtomicInteger();

    private final int serverId = SERVERS.incrementAndGet();
    private final String url = "vm://" + serverId;
    private EmbeddedActiveMQ server;
    private final List<ActiveMQConnectionFactory> factories = new ArrayList<>();

    @Override
    public String name() {
        return "ActiveMQ Artemis "
                + server.getActiveMQServer().getVersion().getFullVersion().replaceAll(" .*", "");
    }

    @Override
    public void start() throws Exception {
        start(new ConfigurationImpl().setPersistenceEnabled(false));
    }

    @Override
    public void start(Path store) throws Exception {
        start(new ConfigurationImpl()
                .setJournalType(JournalType.NIO)
                .setJournalFileSize(1 << 20)
                .setJournalDirectory(store.resolve("journal").toString())
                .setBindingsDirectory(store.resolve("bindings").toString())
                .setPagingDirectory(store.resolve("paging").toString())
                .setLargeMessagesDirectory(store.resolve("large").toString()));
    }

    private void start(Configuration configuration) throws Exception {
        configuration.setJMXManagementEnabled(false);
        configuration.addAcceptorConfiguration("in-vm", url);
        configuration.addAddressSetting(
                "#",
                new AddressSettings()
                        .setDefaultAddressRoutingType(RoutingType.ANYCAST)
                        .setAutoDeleteQueues(false)
                        .setAutoDeleteAddresses(false));
        Role all = new Role("all", true, true, true, true, true, true, true, true, true, true, false, false);
        configuration.putSecurityRoles("#", new HashSet<>(Set.of(all)));

        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(USER, PASSWORD);
        users.addRole(USER, "all");
        users.setDefaultUser(USER);
        server = new EmbeddedActiveMQ();
        server.setConfiguration(configuration);
        server.setSecurityManager(new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
        server.start();
    }

    private <F extends ActiveMQConnectionFactory> F opened(F factory) {
        factories.add(factory);
        return factory;
    }

    @Override
    public ConnectionFactory connectionFactory() {
        return opened(new ActiveMQJMSConnectionFactory(url));
    }

    @Override
    public ConnectionFactory connectionFactory(String clientId) {
        ActiveMQJMSConnectionFactory factory = opened(new ActiveMQJMSConnectionFactory(url));
        factory.setClientID(clientId);
        return factory;
    }

    @Override
    public QueueConnectionFactory queueConnectionFactory() {
        return opened(new ActiveMQQueueConnectionFactory(url));
    }

    @Override
    public TopicConnectionFactory topicConnectionFactory() {
        return opened(new ActiveMQTopicConnectionFactory(url));
    }

    @Override
    public XAConnectionFactory xaConnectionFactory() {
        return opened(new ActiveMQXAConnectionFactory(url));
    }

    @Override
    public XAQueueConnectionFactory xaQueueConnectionFactory() {
        return opened(new ActiveMQXAQueueConnectionFactory(url));
    }

    @Override
    public XATopicConnectionFactory xaTopicConnectionFactory() {
        return opened(new ActiveMQXATopicConnectionFactory(url));
    }

    @Override
    public Queue queue(String name) {
        return new ActiveMQQueue(name);
    }

    @Override
    public Topic topic(String name) {
        return new ActiveMQTopic(name);
    }

    @Override
    public boolean hasConnectionConsumers() {
        return false;
    }

    @Override
    public Optional<ResourceAdapterUnderTest> resourceAdapter() {
        return Optional.of(new ArtemisResourceAdapterUnderTest(serverId));
    }

    @Override
    public void stop() throws Exception {
        factories.forEach(ActiveMQConnectionFactory::close);
        factories.clear();
        server.stop();
    }
}
