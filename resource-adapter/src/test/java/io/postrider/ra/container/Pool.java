package io.postrider.ra.container;

import io.postrider.ra.outbound.ManagedFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAllocationException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A server's pool: connections are matched, shared within a transaction, enlisted, cleaned up when they come back, and thrown away
 * when they report a failure.
 */
public final class Pool implements ConnectionManager, ConnectionEventListener {
    private static final long serialVersionUID = 1L;

    private final transient ManagedFactory factory;
    private final transient TransactionManager transactions;
    private final int maxConnections;
    private final transient Set<ManagedConnection> idle = new LinkedHashSet<>();
    private final transient Map<ManagedConnection, Integer> lent = new HashMap<>();
    private final transient Map<Transaction, Set<ManagedConnection>> enlisted = new HashMap<>();
    private final transient Set<ManagedConnection> broken = new HashSet<>();
    private int opened;
    private int failures;

    Pool(ManagedFactory factory, TransactionManager transactions, int maxConnections) {
        this.factory = factory;
        this.transactions = transactions;
        this.maxConnections = maxConnections;
    }

    /** What an application looks up. */
    public ConnectionFactory connectionFactory() {
        return (ConnectionFactory) factory.createConnectionFactory(this);
    }

    /** How many connections have been opened so far. */
    public synchronized int opened() {
        return opened;
    }

    /** How many have reported a failure. */
    public synchronized int failures() {
        return failures;
    }

    @Override
    public synchronized Object allocateConnection(ManagedConnectionFactory asked, ConnectionRequestInfo request)
            throws ResourceException {
        try {
            Transaction transaction = transactions == null ? null : transactions.getTransaction();
            ManagedConnection connection = shared(transaction, request);
            if (connection == null) {
                connection = takeOrOpen(request);
                enlist(transaction, connection);
            }
            lent.merge(connection, 1, Integer::sum);
            return connection.getConnection(null, request);
        } catch (SystemException | RollbackException e) {
            throw new ResourceException(e);
        }
    }

    private ManagedConnection shared(Transaction transaction, ConnectionRequestInfo request) throws ResourceException {
        Set<ManagedConnection> ofTransaction = transaction == null ? null : enlisted.get(transaction);
        return ofTransaction == null ? null : factory.matchManagedConnections(ofTransaction, null, request);
    }

    private ManagedConnection takeOrOpen(ConnectionRequestInfo request) throws ResourceException {
        ManagedConnection known = factory.matchManagedConnections(idle, null, request);
        if (known != null) {
            idle.remove(known);
            return known;
        }
        if (lent.size() >= maxConnections) {
            throw new ResourceAllocationException("the pool is exhausted");
        }
        ManagedConnection made = factory.createManagedConnection(null, request);
        opened++;
        made.addConnectionEventListener(this);
        return made;
    }

    private void enlist(Transaction transaction, ManagedConnection connection)
            throws ResourceException, SystemException, RollbackException {
        if (transaction == null) {
            return;
        }
        transaction.enlistResource(connection.getXAResource());
        enlisted.computeIfAbsent(transaction, any -> new HashSet<>()).add(connection);
        transaction.registerSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // The transaction manager ends the branch by itself.
            }

            @Override
            public void afterCompletion(int status) {
                completed(transaction, connection);
            }
        });
    }

    private synchronized void completed(Transaction transaction, ManagedConnection connection) {
        enlisted.remove(transaction);
        takeBackIfFree(connection);
    }

    private void takeBackIfFree(ManagedConnection connection) {
        boolean inTransaction = enlisted.values().stream().anyMatch(all -> all.contains(connection));
        if (inTransaction || lent.getOrDefault(connection, 0) > 0) {
            return;
        }
        lent.remove(connection);
        try {
            if (broken.remove(connection)) {
                connection.destroy();
            } else {
                connection.cleanup();
                idle.add(connection);
            }
        } catch (ResourceException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public synchronized void connectionClosed(ConnectionEvent event) {
        ManagedConnection connection = (ManagedConnection) event.getSource();
        lent.merge(connection, -1, Integer::sum);
        takeBackIfFree(connection);
    }

    @Override
    public synchronized void connectionErrorOccurred(ConnectionEvent event) {
        ManagedConnection connection = (ManagedConnection) event.getSource();
        failures++;
        if (idle.remove(connection)) {
            try {
                connection.destroy();
            } catch (ResourceException e) {
                throw new IllegalStateException(e);
            }
        } else {
            broken.add(connection);
        }
    }

    @Override
    public void localTransactionStarted(ConnectionEvent event) {
        throw new IllegalStateException("the adapter calls this nowhere");
    }

    @Override
    public void localTransactionCommitted(ConnectionEvent event) {
        throw new IllegalStateException("the adapter calls this nowhere");
    }

    @Override
    public void localTransactionRolledback(ConnectionEvent event) {
        throw new IllegalStateException("the adapter calls this nowhere");
    }
}
