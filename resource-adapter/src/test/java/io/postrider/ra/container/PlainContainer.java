package io.postrider.ra.container;

import io.postrider.ra.PostriderResourceAdapter;
import io.postrider.ra.inbound.PostriderActivationSpec;
import io.postrider.ra.outbound.ManagedConnectionFactoryBean;
import io.postrider.ra.outbound.ManagedFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.XATerminator;
import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContext;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** Deploys one adapter, as a server does: configure, start, look up, activate, stop. */
public final class PlainContainer implements BootstrapContext, WorkManager, AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "container");
        thread.setDaemon(true);
        return thread;
    });
    private final TransactionManager transactions;
    private final PostriderResourceAdapter adapter = new PostriderResourceAdapter();

    /** A container with an adapter for a broker's URL, started. */
    public PlainContainer(String url, TransactionManager transactions) throws ResourceException {
        this.transactions = transactions;
        adapter.setUrl(url);
        adapter.start(this);
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
        threads.shutdownNow();
    }

    // BootstrapContext ------------------------------------------------------------------------------------------------

    @Override
    public WorkManager getWorkManager() {
        return this;
    }

    @Override
    public XATerminator getXATerminator() {
        return null;
    }

    @Override
    public Timer createTimer() {
        return new Timer("container-timer", true);
    }

    @Override
    public boolean isContextSupported(Class<? extends WorkContext> workContextClass) {
        return false;
    }

    @Override
    public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
        return null;
    }

    // WorkManager -----------------------------------------------------------------------------------------------------

    @Override
    public void scheduleWork(Work work) throws WorkException {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            throw new WorkRejectedException("stopped", e);
        }
    }

    @Override
    public void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener)
            throws WorkException {
        scheduleWork(work);
    }

    @Override
    public void doWork(Work work) {
        throw new IllegalStateException("the adapter calls this nowhere");
    }

    @Override
    public void doWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new IllegalStateException("the adapter calls this nowhere");
    }

    @Override
    public long startWork(Work work) {
        throw new IllegalStateException("the adapter calls this nowhere");
    }

    @Override
    public long startWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new IllegalStateException("the adapter calls this nowhere");
    }
}
