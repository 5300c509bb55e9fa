package io.postrider.tck.conformance;

import jakarta.transaction.TransactionManager;

/** What a test does in a transaction of a transaction manager, or in another scope. */
@FunctionalInterface
interface JtaWork {

    void run() throws Exception;

    /** Runs it in a transaction of the calling thread, which is committed, or else rolled back; rolled back, too, if it fails. */
    default void in(TransactionManager transactions, boolean commits) throws Exception {
        transactions.begin();
        boolean done = false;
        try {
            run();
            done = true;
        } finally {
            if (done && commits) {
                transactions.commit();
            } else {
                transactions.rollback();
            }
        }
    }
}
