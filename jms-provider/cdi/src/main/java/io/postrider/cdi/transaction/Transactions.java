package io.postrider.cdi.transaction;

import java.util.Optional;

/** The transactions of a transaction manager, or of none. Safe for any thread. */
public interface Transactions {

    /** Whether there is a transaction manager. */
    boolean areAvailable();

    /** The calling thread's transaction, if it is active or marked for rollback. */
    Optional<ActiveTransaction> current();

    /**
     * Begins one on the calling thread.
     *
     * @throws jakarta.jms.JMSRuntimeException if there is no manager, or it fails
     */
    void begin();

    /**
     * Ends the calling thread's transaction.
     *
     * @throws jakarta.jms.TransactionRolledBackRuntimeException if it was rolled back instead
     * @throws jakarta.jms.JMSRuntimeException if the manager fails
     */
    void commit();

    /**
     * Gives the calling thread's transaction up.
     *
     * @throws jakarta.jms.JMSRuntimeException if the manager fails
     */
    void rollback();
}
