package io.postrider.ra.container;

import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAResource;

/** A message-driven bean as its server runs it: in a transaction, or in none. */
public final class Endpoints implements MessageEndpointFactory {
    private final MessageListener bean;
    private final TransactionManager transactions;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger questions = new AtomicInteger();
    private volatile int available = Integer.MAX_VALUE;
    private volatile boolean paused;

    private Endpoints(MessageListener bean, TransactionManager transactions) {
        this.bean = bean;
        this.transactions = transactions;
    }

    /** A bean whose deliveries are in transactions. */
    public static Endpoints transacted(TransactionManager transactions, MessageListener bean) {
        return new Endpoints(bean, transactions);
    }

    /** A bean whose deliveries are in none. */
    public static Endpoints plain(MessageListener bean) {
        return new Endpoints(bean, null);
    }

    /** So many endpoints may be open at the same time. */
    public void setAvailable(int value) {
        available = value;
    }

    /** No delivery begins. */
    public void setPaused(boolean value) {
        paused = value;
    }

    /** How often an endpoint or a delivery was refused. */
    public int refusals() {
        return refusals.get();
    }

    /** How often the adapter has asked whether deliveries are transacted, which it does at each try to connect. */
    public int questions() {
        return questions.get();
    }

    /** How many endpoints are open. */
    public int open() {
        return open.get();
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource) throws UnavailableException {
        if (open.incrementAndGet() > available) {
            open.decrementAndGet();
            refusals.incrementAndGet();
            throw new UnavailableException("no endpoint is available");
        }
        return new Endpoint(resource);
    }

    @Override
    public MessageEndpoint createEndpoint(XAResource resource, long timeout) throws UnavailableException {
        return createEndpoint(resource);
    }

    @Override
    public boolean isDeliveryTransacted(Method method) {
        questions.incrementAndGet();
        return transactions != null;
    }

    @Override
    public String getActivationName() {
        return "bean";
    }

    @Override
    public Class<?> getEndpointClass() {
        return bean.getClass();
    }

    private final class Endpoint implements MessageEndpoint, MessageListener {
        private final XAResource resource;

        Endpoint(XAResource resource) {
            this.resource = resource;
        }

        @Override
        public void beforeDelivery(Method method) throws ResourceException {
            if (paused) {
                refusals.incrementAndGet();
                throw new UnavailableException("paused");
            }
            if (transactions == null) {
                return;
            }
            try {
                transactions.begin();
                transactions.getTransaction().enlistResource(resource);
            } catch (Exception e) {
                throw new ResourceException(e);
            }
        }

        @Override
        public void onMessage(Message message) {
            try {
                bean.onMessage(message);
            } catch (RuntimeException e) {
                if (transactions != null) {
                    rollBackOnly();
                }
                throw e;
            }
        }

        private void rollBackOnly() {
            try {
                transactions.setRollbackOnly();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void afterDelivery() throws ResourceException {
            if (transactions == null) {
                return;
            }
            try {
                if (transactions.getStatus() == Status.STATUS_MARKED_ROLLBACK) {
                    transactions.rollback();
                } else {
                    transactions.commit();
                }
            } catch (Exception e) {
                throw new ResourceException(e);
            }
        }

        @Override
        public void release() {
            open.decrementAndGet();
        }
    }
}
