package io.postrider.ra.container;

import io.postrider.ra.PostriderResourceAdapter;
import io.postrider.ra.inbound.PostriderActivationSpec;
import io.postrider.ra.outbound.ManagedConnectionFactoryBean;
import io.postrider.ra.outbound.ManagedFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.resource.ResourceException;
import jakarta.transaction.TransactionManager;

/** Deploys one adapter, as a server does: configure, start, look up, activate, stop. */
public final class PlainContainer implements AutoCloseable {
    private final ContainerThreads threads = new ContainerThreads();
    private final TransactionManager transactions;
    private final PostriderResourceAdapter adapter = new PostriderResourceAdapter();

    /** A container with an adapter for a broker's URL, started. */
    public PlainContainer(String url, TransactionManager transactions) throws ResourceException {
        this.transactions = transactions;
        adapter.setUrl(url);
        adapter.start(threads);
    }

    /** The adapter that is deployed. */
    public PostriderResourceAdapter adapter() {
        return adapter;
    }

    /** The transaction manager. */
    public TransactionManager transactions() {
        return transactions;
    }

    /** A pool of so many connections at most. */
    public Pool pool(ManagedFactory factory, int maxConnections) throws ResourceException {
        factory.setResourceAdapter(adapter);
        return new Pool(factory, transactions, maxConnections);
    }

    /** What an application looks up: a factory with a pool of ten. */
    public ConnectionFactory connectionFactory() throws ResourceException {
        return pool(new ManagedConnectionFactoryBean(), 10).connectionFactory();
    }

    /** Deploys a message-driven bean. */
    public Endpoints deploy(Endpoints endpoints, PostriderActivationSpec spec) throws ResourceException {
        spec.setResourceAdapter(adapter);
        adapter.endpointActivation(endpoints, spec);
        return endpoints;
    }

    @Override
    public void close() {
        adapter.stop();
        threads.close();
    }
}
