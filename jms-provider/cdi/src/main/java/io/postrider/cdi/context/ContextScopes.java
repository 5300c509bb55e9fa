package io.postrider.cdi.context;

import io.postrider.cdi.factory.NamedFactories;
import io.postrider.cdi.transaction.ActiveTransaction;
import io.postrider.cdi.transaction.TransactionLookup;
import io.postrider.cdi.transaction.Transactions;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.jms.JMSContext;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides, for each call of an injected context's method, which context it means; section 12.4.4. In a JTA transaction that of
 * the transaction, else that of the request, else, where no request is active, that of the thread. Safe for any thread.
 */
public class ContextScopes {
    private final BeanManager beans;
    private final NamedFactories factories;
    private final ContextOpener opener;
    private final TransactionContexts ofTransactions;
    private final ThreadContexts ofThreads;
    private final RequestContextsBean ofRequests = new RequestContextsBean();
    private final ThreadLocal<ListenerWork> ofListener = new ThreadLocal<>();
    private volatile Transactions transactions;

    /** The scopes of one container. */
    public ContextScopes(BeanManager beans) {
        this.beans = beans;
        factories = new NamedFactories(beans);
        opener = new ContextOpener(factories);
        ofTransactions = new TransactionContexts(opener);
        ofThreads = new ThreadContexts(opener);
    }

    /** The bean whose instances end with each request, to be added to the container. */
    public Bean<?> requestContextsBean() {
        return ofRequests;
    }

    /** The container's connection factories. */
    public NamedFactories factories() {
        return factories;
    }

    /** The container's transactions: looked for at the first call, which must not come before deployment is done. */
    public Transactions transactions() {
        Transactions known = transactions;
        if (known == null) {
            known = TransactionLookup.in(beans);
            transactions = known;
        }
        return known;
    }

    /**
     * The context that a request means on this thread now, opened if need be.
     *
     * @throws jakarta.jms.JMSRuntimeException if it cannot be opened, or not be made part of the transaction
     */
    JMSContext current(ContextRequest request) {
        Optional<ActiveTransaction> transaction = transactions().current();
        Optional<JMSContext> listeners =
                ofListener(request, transaction.map(ActiveTransaction::key).orElse(null));
        if (listeners.isPresent()) {
            return listeners.get();
        }
        if (transaction.isPresent()) {
            return ofTransactions.get(transaction.get(), request);
        }
        return ofRequests
                .current(beans)
                .map(contexts -> contexts.get(request, opener::open))
                .orElseGet(() -> ofThreads.get(request));
    }

    private Optional<JMSContext> ofListener(ContextRequest request, Object transaction) {
        return Optional.ofNullable(ofListener.get())
                .filter(work -> work.request().connectsLike(request))
                .filter(work -> Objects.equals(work.transaction(), transaction))
                .map(ListenerWork::context);
    }

    /** Runs a listener method on this thread: see {@link ListenerWork}. */
    public void during(ListenerWork work, Runnable method) {
        ListenerWork outer = ofListener.get();
        ofListener.set(work);
        try {
            method.run();
        } finally {
            if (outer == null) {
                ofListener.remove();
            } else {
                ofListener.set(outer);
            }
        }
    }

    /** Closes what is open outside of requests; when the container shuts down. */
    public void close() {
        ofTransactions.close();
        ofThreads.close();
    }
}
