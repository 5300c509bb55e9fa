package io.postrider.journal.derby;

import io.postrider.journal.derby.store.DerbyTraces;

/**
 * Work for Derby on a thread that belongs to somebody else: an interrupt of his does not reach Derby, which would shut the database
 * down over it, and nothing of Derby's is left in the thread, which may outlive the class loader of us.
 */
final class CallersThread {
    private CallersThread() {}

    /** Does it with the thread's interrupt taken off, and put back afterwards. */
    static <T, X extends Exception> T lent(DerbyTraces.Step<T, X> step) throws X {
        boolean interrupted = Thread.interrupted();
        try {
            return DerbyTraces.wiped(step);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
