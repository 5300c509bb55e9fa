package io.postrider.cdi.context;

import io.postrider.cdi.factory.NamedFactories;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.XAConnectionFactory;
import jakarta.jms.XAJMSContext;

/** Opens the contexts behind the injected ones. */
final class ContextOpener {
    private final NamedFactories factories;

    ContextOpener(NamedFactories factories) {
        this.factories = factories;
    }

    /**
     * Opens one for work outside of transactions.
     *
     * @throws jakarta.jms.JMSRuntimeException if there is no such factory, or it cannot connect
     */
    JMSContext open(ContextRequest request) {
        ConnectionFactory factory = factories.find(request.factory());
        return request.userName() == null
                ? factory.createContext(request.effectiveSessionMode())
                : factory.createContext(request.userName(), request.password(), request.effectiveSessionMode());
    }

    /**
     * Opens one that a transaction manager can enlist.
     *
     * @throws IllegalStateRuntimeException if the factory makes none for distributed transactions
     * @throws jakarta.jms.JMSRuntimeException if there is no such factory, or it cannot connect
     */
    XAJMSContext openDistributed(ContextRequest request) {
        ConnectionFactory factory = factories.find(request.factory());
        if (!(factory instanceof XAConnectionFactory distributed)) {
            throw new IllegalStateRuntimeException("a JTA transaction is active, and the connection factory '"
                    + request.factory() + "' (" + factory.getClass().getName()
                    + ") is no XAConnectionFactory: what is sent could not be part of the transaction");
        }
        return request.userName() == null
                ? distributed.createXAContext()
                : distributed.createXAContext(request.userName(), request.password());
    }
}
