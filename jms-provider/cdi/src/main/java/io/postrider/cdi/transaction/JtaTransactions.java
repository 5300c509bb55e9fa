package io.postrider.cdi.transaction;

import jakarta.jms.JMSRuntimeException;
import jakarta.jms.TransactionRolledBackRuntimeException;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;
import javax.transaction.xa.XAResource;

/** The transactions of a JTA transaction manager. */
final class JtaTransactions implements Transactions {
    private final TransactionManager manager;
    private final Optional<TransactionSynchronizationRegistry> registry;

    JtaTransactions(TransactionManager manager, Optional<TransactionSynchronizationRegistry> registry) {
        this.manager = manager;
        this.registry = registry;
    }

    @Override
    public boolean areAvailable() {
        return true;
    }

    @Override
    public Optional<ActiveTransaction> current() {
        try {
            Transaction transaction = manager.getTransaction();
            if (transaction == null || !isOpen(transaction.getStatus())) {
                return Optional.empty();
            }
            Object key = registry.map(TransactionSynchronizationRegistry::getTransactionKey)
                    .orElse(transaction);
            return Optional.of(new Current(transaction, key));
        } catch (SystemException e) {
            throw failed("the transaction manager cannot tell whether a transaction is active", e);
        }
    }

    private static boolean isOpen(int status) {
        return status == Status.STATUS_ACTIVE || status == Status.STATUS_MARKED_ROLLBACK;
    }

    @Override
    public void begin() {
        try {
            manager.begin();
        } catch (NotSupportedException | SystemException e) {
            throw failed("the transaction manager cannot begin a transaction", e);
        }
    }

    @Override
    public void commit() {
        try {
            manager.commit();
        } catch (RollbackException | HeuristicRollbackException e) {
            throw new TransactionRolledBackRuntimeException(
                    "the transaction was rolled back instead of committed: " + e.getMessage(), null, e);
        } catch (HeuristicMixedException | SystemException e) {
            throw failed("the transaction manager cannot commit", e);
        }
    }

    @Override
    public void rollback() {
        try {
            manager.rollback();
        } catch (SystemException e) {
            throw failed("the transaction manager cannot roll back", e);
        }
    }

    private static JMSRuntimeException failed(String what, Exception cause) {
        return new JMSRuntimeException(what + ": " + cause.getMessage(), null, cause);
    }

    private record Current(Transaction transaction, Object key) implements ActiveTransaction {

        @Override
        public void enlist(XAResource resource) {
            try {
                if (!transaction.enlistResource(resource)) {
                    throw new JMSRuntimeException("the transaction manager refuses to enlist a JMSContext");
                }
            } catch (RollbackException e) {
                throw failed("the transaction is marked for rollback", e);
            } catch (SystemException e) {
                throw failed("the transaction manager cannot enlist a JMSContext", e);
            }
        }

        @Override
        public void afterCompletion(Runnable action) {
            try {
                transaction.registerSynchronization(new AfterCompletion(action));
            } catch (RollbackException e) {
                throw failed("the transaction is marked for rollback", e);
            } catch (SystemException e) {
                throw failed("the transaction manager cannot register what is to follow", e);
            }
        }
    }

    private record AfterCompletion(Runnable action) implements Synchronization {

        @Override
        public void beforeCompletion() {
            // nothing is to be done yet
        }

        @Override
        public void afterCompletion(int status) {
            action.run();
        }
    }
}
