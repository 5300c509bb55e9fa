package io.postrider.cdi.transaction;

import javax.transaction.xa.XAResource;

/** The JTA transaction of the calling thread. */
public interface ActiveTransaction {

    /** What tells it from all others, by equality. */
    Object key();

    /**
     * Makes work on a resource part of it, from now on.
     *
     * @throws jakarta.jms.JMSRuntimeException if it takes no more, as it is marked for rollback or the manager fails
     */
    void enlist(XAResource resource);

    /**
     * Runs something once its outcome is decided and carried out; on whichever thread does that.
     *
     * @throws jakarta.jms.JMSRuntimeException if it takes no more, as it is marked for rollback or the manager fails
     */
    void afterCompletion(Runnable action);
}
