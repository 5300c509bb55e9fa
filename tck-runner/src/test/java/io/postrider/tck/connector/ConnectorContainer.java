package io.postrider.tck.connector;

import io.postrider.ra.container.Endpoints;
import io.postrider.tck.provider.ProviderUnderTest;
import io.postrider.tck.provider.ResourceAdapterUnderTest;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.MessageListener;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.resource.spi.security.PasswordCredential;
import jakarta.transaction.TransactionManager;
import java.beans.IntrospectionException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.security.auth.Subject;
import org.apache.geronimo.connector.GeronimoBootstrapContext;
import org.apache.geronimo.connector.outbound.GenericConnectionManager;
import org.apache.geronimo.connector.outbound.connectionmanagerconfig.SinglePool;
import org.apache.geronimo.connector.outbound.connectionmanagerconfig.XATransactions;
import org.apache.geronimo.connector.work.GeronimoWorkManager;
import org.apache.geronimo.transaction.manager.GeronimoTransactionManager;

/** Deploys a provider's resource adapter as a server does, with Apache Geronimo's pool, work manager and transaction manager. */
public final class ConnectorContainer implements AutoCloseable {
    private static final int POOLED = 10;
    private static final int BLOCKED_MILLIS = 5_000;
    private static final int IDLE_MINUTES = 1;

    private final ResourceAdapterUnderTest tested;
    private final ResourceAdapter adapter;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "connector-container");
        thread.setDaemon(true);
        return thread;
    });
    private final GeronimoWorkManager workers = new GeronimoWorkManager(threads, threads, threads, List.of());
    private final GeronimoTransactionManager transactions;
    private final List<GenericConnectionManager> pools = new ArrayList<>();
    private final List<Activated> activated = new ArrayList<>();

    private record Activated(MessageEndpointFactory endpoints, ActivationSpec spec) {}

    /** With the adapter started. */
    public ConnectorContainer(ResourceAdapterUnderTest tested) throws Exception {
        this.tested = tested;
        transactions = new GeronimoTransactionManager();
        adapter = tested.adapter();
        workers.doStart();
        adapter.start(new GeronimoBootstrapContext(workers, transactions, null));
    }

    /** The adapter. */
    public ResourceAdapter adapter() {
        return adapter;
    }

    /** The server's transactions. */
    public TransactionManager transactions() {
        return transactions;
    }

    /** A new factory of managed connections, associated with the adapter. */
    public ManagedConnectionFactory managedConnectionFactory() throws ResourceException {
        ManagedConnectionFactory factory = tested.managedConnectionFactory();
        if (factory instanceof ResourceAdapterAssociation association) {
            association.setResourceAdapter(adapter);
        }
        return factory;
    }

    /** Who connects where the administrator has configured the user: the server's own credentials for this factory. */
    public static Subject signOn(ManagedConnectionFactory factory) {
        PasswordCredential credential =
                new PasswordCredential(ProviderUnderTest.USER, ProviderUnderTest.PASSWORD.toCharArray());
        credential.setManagedConnectionFactory(factory);
        return new Subject(false, Set.of(), Set.of(), Set.of(credential));
    }

    /** What a component looks up: a factory with a pool of its own, whose connections take part in transactions. */
    public ConnectionFactory connectionFactory() throws ResourceException {
        ManagedConnectionFactory factory = managedConnectionFactory();
        GenericConnectionManager pool = new GenericConnectionManager(
                new XATransactions(true, false),
                new SinglePool(POOLED, 0, BLOCKED_MILLIS, IDLE_MINUTES, false, true, false),
                null,
                null,
                transactions,
                factory,
                "pool " + pools.size(),
                getClass().getClassLoader());
        pools.add(pool);
        return (ConnectionFactory) factory.createConnectionFactory(pool);
    }

    /** An activation with these standard properties, associated with the adapter. */
    public ActivationSpec activationSpec(Map<String, String> properties) throws Exception {
        ActivationSpec spec = tested.activationSpec();
        for (Map.Entry<String, String> property : properties.entrySet()) {
            property(spec.getClass(), property.getKey()).getWriteMethod().invoke(spec, property.getValue());
        }
        spec.setResourceAdapter(adapter);
        return spec;
    }

    /** A property of a JavaBean. */
    public static PropertyDescriptor property(Class<?> bean, String name) throws IntrospectionException {
        for (PropertyDescriptor property : Introspector.getBeanInfo(bean).getPropertyDescriptors()) {
            if (property.getName().equals(name)) {
                return property;
            }
        }
        throw new AssertionError(bean.getName() + " has no property " + name);
    }

    /** Activates a message-driven bean with these standard properties, whose transactions are the server's. */
    public ActivationSpec activateInTransactions(MessageListener bean, Map<String, String> properties)
            throws Exception {
        return activate(Endpoints.transacted(transactions, bean), properties);
    }

    /** Activates a message-driven bean with these standard properties, which is called in no transaction. */
    public ActivationSpec activate(MessageListener bean, Map<String, String> properties) throws Exception {
        return activate(Endpoints.plain(bean), properties);
    }

    private ActivationSpec activate(MessageEndpointFactory endpoints, Map<String, String> properties) throws Exception {
        ActivationSpec spec = activationSpec(properties);
        adapter.endpointActivation(endpoints, spec);
        activated.add(new Activated(endpoints, spec));
        return spec;
    }

    /** Deactivates all message-driven beans. */
    public void deactivate() {
        activated.forEach(bean -> adapter.endpointDeactivation(bean.endpoints, bean.spec));
        activated.clear();
    }

    /** As a server that stops. */
    @Override
    public void close() {
        deactivate();
        try {
            for (GenericConnectionManager pool : pools) {
                pool.doStop();
            }
            adapter.stop();
            workers.doStop();
        } catch (Exception e) {
            throw new IllegalStateException("the container does not stop in order", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
