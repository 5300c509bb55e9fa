package io.postrider.ra;

import io.postrider.client.KeptBroker;
import io.postrider.client.PostriderConnectionFactory;
import io.postrider.client.destination.PostriderQueue;
import io.postrider.client.destination.PostriderTopic;
import io.postrider.ra.inbound.Activation;
import io.postrider.ra.inbound.PostriderActivationSpec;
import io.postrider.ra.inbound.WorkExecutor;
import io.postrider.ra.outbound.ManagedConnectionFactoryBean;
import io.postrider.ra.outbound.ManagedQueueConnectionFactoryBean;
import io.postrider.ra.outbound.ManagedTopicConnectionFactoryBean;
import io.postrider.ra.settings.AccessBean;
import io.postrider.ra.settings.Adapter;
import io.postrider.ra.settings.AdapterLoader;
import io.postrider.ra.settings.BeanCaches;
import io.postrider.ra.settings.BrokerAccess;
import io.postrider.ra.transaction.BrokerXaResource;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.BootstrapContext;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.naming.NamingException;
import javax.transaction.xa.XAResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resource adapter: a JavaBean with what holds for all connection factories and activations that say nothing themselves. While
 * it is started it keeps the broker of its URL running, if that is one of this VM. Configured by one thread, then safe for any.
 */
public final class PostriderResourceAdapter extends AccessBean implements ResourceAdapter, Adapter {
    private static final Logger LOG = LoggerFactory.getLogger(PostriderResourceAdapter.class);
    private static final long serialVersionUID = 1L;

    /** What servers configure by its properties. */
    private static final List<Class<?>> BEANS = List.of(
            PostriderResourceAdapter.class,
            PostriderActivationSpec.class,
            ManagedConnectionFactoryBean.class,
            ManagedQueueConnectionFactoryBean.class,
            ManagedTopicConnectionFactoryBean.class,
            PostriderQueue.class,
            PostriderTopic.class);

    private transient volatile Started started;

    /** As configured by default: a broker in this adapter. */
    public PostriderResourceAdapter() {
        super(PostriderConnectionFactory.DEFAULT_URL);
    }

    @Override
    public BrokerAccess defaultAccess() {
        return accessOver(BrokerAccess.to(PostriderConnectionFactory.DEFAULT_URL));
    }

    // Life ------------------------------------------------------------------------------------------------------------

    /** {@inheritDoc} Blocks while a broker of this VM is started. */
    @Override
    public void start(BootstrapContext context) throws ResourceAdapterInternalException {
        Started begun;
        try {
            begun = new Started(new WorkExecutor(context.getWorkManager(), context.createTimer()));
        } catch (UnavailableException e) {
            throw new ResourceAdapterInternalException("the server gives no timer: " + e.getMessage(), e);
        }
        try {
            begun.keep(defaultAccess().url());
        } catch (JMSException e) {
            begun.stop();
            throw new ResourceAdapterInternalException(
                    "the broker of " + defaultAccess() + " does not start: " + e.getMessage(), e);
        } catch (IllegalArgumentException e) {
            begun.stop();
            throw new ResourceAdapterInternalException("url: " + e.getMessage(), e);
        }
        started = begun;
        begun.beanCaches.forget();
        LOG.info("PR007000 the resource adapter is started, with {}", defaultAccess());
    }

    /** {@inheritDoc} Blocks until deliveries have ended and the brokers of this VM have stopped. */
    @Override
    public void stop() {
        Started ended = started;
        started = null;
        if (ended != null) {
            ended.stop();
            ended.beanCaches.forgetEverywhere();
            LOG.info("PR007002 the resource adapter is stopped, with {}", defaultAccess());
        }
    }

    @Override
    public void keepBroker(String brokerUrl) throws JMSException {
        Started current = started;
        if (current == null) {
            throw new IllegalStateException("the resource adapter is not started");
        }
        current.keep(brokerUrl);
    }

    // Message-driven beans --------------------------------------------------------------------------------------------

    /** {@inheritDoc} Returns before anything is connected. */
    @Override
    public void endpointActivation(MessageEndpointFactory endpoints, ActivationSpec spec) throws ResourceException {
        Started current = started;
        if (current == null) {
            throw new ResourceAdapterInternalException("the resource adapter is not started");
        }
        if (!(spec instanceof PostriderActivationSpec own)) {
            throw new InvalidPropertyException("not an activation of this adapter: " + spec);
        }
        own.validate();
        current.beanCaches.forget();
        Activation activation = new Activation(this, current.executor, endpoints, own);
        current.activations.put(new Endpoint(endpoints, spec), activation);
        activation.start();
    }

    /** {@inheritDoc} Blocks until deliveries have ended. */
    @Override
    public void endpointDeactivation(MessageEndpointFactory endpoints, ActivationSpec spec) {
        Started current = started;
        if (current != null) {
            current.beanCaches.forget();
            Activation activation = current.activations.remove(new Endpoint(endpoints, spec));
            if (activation != null) {
                activation.stop();
            }
        }
    }

    /** {@inheritDoc} One for each broker and user; nothing is connected before it is asked for something. */
    @Override
    public XAResource[] getXAResources(ActivationSpec[] specs) throws ResourceException {
        Set<BrokerAccess> accesses = new LinkedHashSet<>();
        for (ActivationSpec spec : specs) {
            if (spec instanceof PostriderActivationSpec own) {
                accesses.add(accessOf(own).withoutClientId());
            }
        }
        return accesses.stream().map(BrokerXaResource::forRecovery).toArray(XAResource[]::new);
    }

    private BrokerAccess accessOf(PostriderActivationSpec spec) throws ResourceException {
        try {
            return spec.brokerAccess(this);
        } catch (NamingException | JMSException e) {
            throw new ResourceException("no recovery for " + spec + ": " + e.getMessage(), e);
        }
    }

    // What it is ------------------------------------------------------------------------------------------------------

    @Override
    public boolean equals(Object other) {
        return other instanceof PostriderResourceAdapter that && hasAccessOf(that);
    }

    @Override
    public int hashCode() {
        return accessHash();
    }

    /** For people and logs, without passwords. */
    @Override
    public String toString() {
        return "Postrider's resource adapter for " + defaultAccess();
    }

    private record Endpoint(MessageEndpointFactory factory, ActivationSpec spec) {}

    /** What there is between start and stop. */
    private static final class Started {
        private final WorkExecutor executor;
        private final BeanCaches beanCaches = new BeanCaches(BEANS);
        private final Map<Endpoint, Activation> activations = new ConcurrentHashMap<>();
        private final Map<String, KeptBroker> brokers = new HashMap<>();
        private final ReentrantLock brokersLock = new ReentrantLock();
        private boolean ended;

        Started(WorkExecutor executor) {
            this.executor = executor;
        }

        void keep(String url) throws JMSException {
            brokersLock.lock();
            try {
                if (ended) {
                    throw new IllegalStateException("the resource adapter is stopped");
                }
                if (!brokers.containsKey(url)) {
                    brokers.put(url, AdapterLoader.call(() -> KeptBroker.of(url)));
                }
            } finally {
                brokersLock.unlock();
            }
        }

        void stop() {
            activations.values().forEach(Activation::stop);
            executor.close();
            closeBrokers();
        }

        private void closeBrokers() {
            brokersLock.lock();
            try {
                ended = true;
                brokers.values().forEach(KeptBroker::closeAndUnload);
            } finally {
                brokersLock.unlock();
            }
        }
    }
}
