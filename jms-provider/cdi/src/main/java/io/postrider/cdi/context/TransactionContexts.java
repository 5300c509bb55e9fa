package io.postrider.cdi.context;

import io.postrider.cdi.transaction.ActiveTransaction;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.XAJMSContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The transaction scopes: contexts whose work is part of a JTA transaction, closed once its outcome is carried out. */
final class TransactionContexts {
    private final ContextOpener opener;
    private final Map<Object, OpenContexts> scopes = new ConcurrentHashMap<>();

    TransactionContexts(ContextOpener opener) {
        this.opener = opener;
    }

    /**
     * The transaction's context for a request, enlisted.
     *
     * @throws JMSRuntimeException if it cannot be opened or enlisted
     */
    JMSContext get(ActiveTransaction transaction, ContextRequest request) {
        return scope(transaction).get(request, unknown -> enlisted(transaction, request));
    }

    private OpenContexts scope(ActiveTransaction transaction) {
        OpenContexts known = scopes.get(transaction.key());
        if (known != null) {
            return known;
        }
        // a transaction is one thread's at a time
        OpenContexts scope = new OpenContexts();
        transaction.afterCompletion(() -> {
            scopes.remove(transaction.key());
            scope.close();
        });
        scopes.put(transaction.key(), scope);
        return scope;
    }

    private JMSContext enlisted(ActiveTransaction transaction, ContextRequest request) {
        XAJMSContext context = opener.openDistributed(request);
        try {
            transaction.enlist(context.getXAResource());
            return context;
        } catch (JMSRuntimeException e) {
            context.close();
            throw e;
        }
    }

    /** Closes what transactions that are still under way have open. */
    void close() {
        for (Object key : scopes.keySet()) {
            OpenContexts scope = scopes.remove(key);
            if (scope != null) {
                scope.close();
            }
        }
    }
}
