package io.postrider.ra.inbound;

import io.postrider.client.connection.PostriderConnection;
import io.postrider.client.connection.PostriderXAConnection;
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
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers one message at a time to one endpoint. In a transaction of the server's the message's acknowledgement belongs to that;
 * otherwise it is acknowledged when the endpoint returns, and delivered again when it throws.
 */
final class DeliverySession implements MessageListener {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverySession.class);

    private final PostriderActivationSpec spec;
    private final MessageEndpoint endpoint;
    private final BrokerXaResource resource;

    private DeliverySession(PostriderActivationSpec spec, MessageEndpoint endpoint, BrokerXaResource resource) {
        this.spec = spec;
        this.endpoint = endpoint;
        this.resource = resource;
    }

    private static Method onMessage() {
        try {
            return MessageListener.class.getMethod("onMessage", Message.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("MessageListener has no onMessage", e);
        }
    }

    /** Whether the server wants deliveries in transactions. */
    static boolean isTransacted(MessageEndpointFactory endpoints) {
        try {
            return endpoints.isDeliveryTransacted(onMessage());
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("the endpoint is no MessageListener", e);
        }
    }

    /**
     * Takes an endpoint of the server, and opens a session with a consumer.
     *
     * @throws jakarta.resource.spi.UnavailableException if the server has no endpoint now
     */
    static DeliverySession open(
            PostriderActivationSpec spec,
            MessageEndpointFactory endpoints,
            PostriderConnection connection,
            ActivationTarget target)
            throws JMSException, ResourceException {
        PostriderSession session;
        BrokerXaResource resource = null;
        if (connection instanceof PostriderXAConnection distributed) {
            PostriderXASession own = distributed.createXASession();
            resource = BrokerXaResource.of(target.access(), distributed, own);
            session = own;
        } else {
            session = connection.createSession(
                    ActivationRules.DUPS_OK.equalsIgnoreCase(spec.getAcknowledgeMode())
                            ? Session.DUPS_OK_ACKNOWLEDGE
                            : Session.AUTO_ACKNOWLEDGE);
        }
        DeliverySession made = new DeliverySession(spec, endpoints.createEndpoint(resource), resource);
        try {
            made.consume(session, target);
            return made;
        } catch (JMSException | RuntimeException e) {
            made.release();
            throw e;
        }
    }

    private void consume(PostriderSession session, ActivationTarget target) throws JMSException {
        String selector = spec.getMessageSelector();
        MessageConsumer consumer;
        if (!target.isTopic()) {
            consumer = session.createConsumer(target.destination(), selector);
        } else {
            consumer = subscriber(session, (Topic) target.destination(), selector);
        }
        consumer.setMessageListener(this);
    }

    private MessageConsumer subscriber(PostriderSession session, Topic topic, String selector) throws JMSException {
        boolean durable = ActivationRules.DURABLE.equalsIgnoreCase(spec.getSubscriptionDurability());
        String name = spec.getSubscriptionName();
        if (spec.getShareSubscriptions()) {
            return durable
                    ? session.createSharedDurableConsumer(topic, name, selector)
                    : session.createSharedConsumer(topic, name, selector);
        }
        return durable
                ? session.createDurableConsumer(topic, name, selector, false)
                : session.createConsumer(topic, selector);
    }

    // Delivering ------------------------------------------------------------------------------------------------------

    @Override
    public void onMessage(Message message) {
        if (resource == null) {
            ((MessageListener) endpoint).onMessage(message);
        } else {
            deliverInTransaction(message);
        }
    }

    private void deliverInTransaction(Message message) {
        try {
            endpoint.beforeDelivery(onMessage());
        } catch (ResourceException | NoSuchMethodException e) {
            throw new IllegalStateException("the server began no delivery: " + e.getMessage(), e);
        }
        try {
            ((MessageListener) endpoint).onMessage(message);
        } catch (RuntimeException e) {
            LOG.debug("the endpoint of {} threw; the server decides about the transaction", spec, e);
        } finally {
            endDelivery(message);
        }
    }

    private void endDelivery(Message message) {
        try {
            endpoint.afterDelivery();
        } catch (ResourceException e) {
            LOG.warn("PR007014 {}: the delivery of {} did not end in order: {}", spec, message, e.getMessage());
        }
    }

    /** Gives the endpoint back. */
    void release() {
        if (resource != null) {
            resource.sessionIsGone();
        }
        endpoint.release();
    }
}
