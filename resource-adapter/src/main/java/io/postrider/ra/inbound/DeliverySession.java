package io.postrider.ra.inbound;

import io.postrider.client.connection.PostriderConnection;
import io.postrider.client.connection.PostriderXAConnection;
import io.postrider.client.session.NotDeliveredException;
import io.postrider.client.session.PostriderSession;
import io.postrider.client.session.PostriderXASession;
import io.postrider.ra.transaction.BrokerXaResource;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import java.util.concurrent.locks.ReentrantLock;
import javax.transaction.xa.XAException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers one message at a time to one endpoint. In a transaction of the server's the message's acknowledgement belongs to that;
 * otherwise it is acknowledged when the endpoint returns, and delivered again when it throws.
 *
 * <p>A server that has no endpoint now, or begins no delivery, is asked again after a while; until then nothing is taken from the
 * destination. The listener and the taking of an endpoint exclude each other, and {@link #release} comes last.
 */
final class DeliverySession implements MessageListener {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverySession.class);
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final Delivering delivering;
    private final BrokerXaResource resource;
    private final DeadLetters deadLetters;
    private final ReentrantLock lock = new ReentrantLock();
    private final MessageConsumer consumer;
    private MessageEndpoint endpoint;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private boolean released;

    private DeliverySession(Delivering delivering, PostriderSession session, BrokerXaResource resource, Opening opening)
            throws JMSException {
        this.delivering = delivering;
        this.resource = resource;
        this.deadLetters = session instanceof PostriderXASession distributed
                ? new DeadLetters(delivering.spec(), distributed, resource)
                : null;
        this.consumer = opening.consumer(session);
    }

    private interface Opening {
        MessageConsumer consumer(PostriderSession session) throws JMSException;
    }

    /** Opens a session with a consumer that takes nothing before {@link #begin}. */
    static DeliverySession open(Delivering delivering, PostriderConnection connection, ActivationTarget target)
            throws JMSException {
        PostriderActivationSpec spec = delivering.spec();
        Opening opening = session -> consumer(spec, session, target);
        if (connection instanceof PostriderXAConnection distributed) {
            PostriderXASession session = distributed.createXASession();
            return new DeliverySession(
                    delivering, session, BrokerXaResource.of(target.access(), distributed, session), opening);
        }
        boolean lazily = ActivationRules.DUPS_OK.equalsIgnoreCase(spec.getAcknowledgeMode());
        return new DeliverySession(
                delivering,
                connection.createSession(lazily ? Session.DUPS_OK_ACKNOWLEDGE : Session.AUTO_ACKNOWLEDGE),
                null,
                opening);
    }

    private static MessageConsumer consumer(
            PostriderActivationSpec spec, PostriderSession session, ActivationTarget target) throws JMSException {
        String selector = spec.getMessageSelector();
        if (!target.isTopic()) {
            return session.createConsumer(target.destination(), selector);
        }
        Topic topic = (Topic) target.destination();
        String name = spec.getSubscriptionName();
        boolean durable = ActivationRules.DURABLE.equalsIgnoreCase(spec.getSubscriptionDurability());
        if (spec.getShareSubscriptions()) {
            return durable
                    ? session.createSharedDurableConsumer(topic, name, selector)
                    : session.createSharedConsumer(topic, name, selector);
        }
        return durable
                ? session.createDurableConsumer(topic, name, selector, false)
                : session.createConsumer(topic, selector);
    }

    // Endpoints -------------------------------------------------------------------------------------------------------

    /** Takes an endpoint of the server and begins to deliver to it; where there is none, tries again after a while. */
    void begin() {
        lock.lock();
        try {
            if (released) {
                return;
            }
            endpoint = delivering.endpoints().createEndpoint(delivering.isTransacted() ? resource : null);
            consumer.setMessageListener(this);
        } catch (UnavailableException | RuntimeException e) {
            pause("the server has no endpoint", e);
        } catch (JMSException e) {
            LOG.debug("{}: the consumer is gone, and with it the connection", delivering.spec(), e);
        } finally {
            lock.unlock();
        }
    }

    private void pause(String what, Exception cause) {
        if (pauseMillis == FIRST_PAUSE_MILLIS) {
            LOG.warn(
                    "PR007015 {}: {}, which is tried again until it has: {}",
                    delivering.spec(),
                    what,
                    cause.getMessage());
        }
        delivering.executor().executeLater(this::begin, pauseMillis);
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
    }

    /** Gives the endpoint back, once no delivery runs. */
    void release() {
        lock.lock();
        try {
            released = true;
            if (resource != null) {
                resource.sessionIsGone();
            }
            releaseEndpoint();
        } finally {
            lock.unlock();
        }
    }

    private void releaseEndpoint() {
        MessageEndpoint known = endpoint;
        endpoint = null;
        if (known != null) {
            known.release();
        }
    }

    // Delivering ------------------------------------------------------------------------------------------------------

    @Override
    public void onMessage(Message message) {
        lock.lock();
        try {
            if (endpoint == null) {
                throw new NotDeliveredException("there is no endpoint any more", null);
            }
            if (deadLetters != null && deadLetters.claims(message)) {
                deadLetters.bury(message);
            } else {
                deliver(message);
            }
            pauseMillis = FIRST_PAUSE_MILLIS;
        } catch (JMSException | XAException e) {
            throw new NotDeliveredException("the message could not be moved away: " + e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    private void deliver(Message message) throws JMSException {
        if (!delivering.isTransacted()) {
            ((MessageListener) endpoint).onMessage(message);
            return;
        }
        try {
            endpoint.beforeDelivery(Delivering.ON_MESSAGE);
        } catch (ResourceException | NoSuchMethodException | RuntimeException e) {
            consumer.setMessageListener(null);
            releaseEndpoint();
            pause("the server begins no delivery", e);
            throw new NotDeliveredException("the server begins no delivery: " + e.getMessage(), e);
        }
        RuntimeException failure = null;
        boolean inBranch = resource.isInBranch();
        try {
            ((MessageListener) endpoint).onMessage(message);
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            endDelivery(message);
        }
        if (failure != null && !inBranch) {
            throw failure;
        }
    }

    /** The transaction has the message and decides about it, so what goes wrong here needs no more than to be told. */
    private void endDelivery(Message message) {
        try {
            endpoint.afterDelivery();
        } catch (ResourceException | RuntimeException e) {
            LOG.warn(
                    "PR007014 {}: the delivery of {} did not end in order: {}",
                    delivering.spec(),
                    message,
                    e.getMessage());
        }
    }
}
