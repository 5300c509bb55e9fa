package io.postrider.ra.inbound;

import io.postrider.client.session.PostriderXASession;
import io.postrider.ra.transaction.BrokerXaResource;
import io.postrider.ra.transaction.OnePhaseBranch;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.transaction.xa.XAException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves messages that one activation has failed to deal with too often, where that is less often than the broker's own limit. The
 * properties that say whence and why are those that the broker gives such messages.
 */
final class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final String DELIVERY_COUNT = "JMSXDeliveryCount";
    private static final String NOTES = "postrider_dlq_";

    private final PostriderActivationSpec spec;
    private final PostriderXASession session;
    private final BrokerXaResource resource;

    DeadLetters(PostriderActivationSpec spec, PostriderXASession session, BrokerXaResource resource) {
        this.spec = spec;
        this.session = session;
        this.resource = resource;
    }

    /** Whether a message that is delivered now has had all the deliveries it may have. */
    boolean claims(Message message) throws JMSException {
        return spec.getMaxDeliveries() > 0 && message.getIntProperty(DELIVERY_COUNT) > spec.getMaxDeliveries();
    }

    /** Sends the message on and acknowledges it, both or none; blocks until that is done. */
    void bury(Message message) throws JMSException, XAException {
        int attempts = message.getIntProperty(DELIVERY_COUNT) - 1;
        LOG.warn("PR007016 {}: {} failed {} times and moves to {}", spec, message, attempts, spec.getDeadLetterQueue());
        OnePhaseBranch branch = OnePhaseBranch.begin(resource);
        try (MessageProducer producer = session.createProducer(session.createQueue(spec.getDeadLetterQueue()))) {
            int deliveryMode = message.getJMSDeliveryMode();
            int priority = message.getJMSPriority();
            annotate(message, attempts);
            producer.send(message, deliveryMode, priority, Message.DEFAULT_TIME_TO_LIVE);
        } catch (JMSException | RuntimeException e) {
            branch.rollback();
            throw e;
        }
        branch.commit();
    }

    private static void annotate(Message message, int attempts) throws JMSException {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Object name : Collections.list((Enumeration<?>) message.getPropertyNames())) {
            if (!name.toString().startsWith("JMSX")) {
                properties.put(name.toString(), message.getObjectProperty(name.toString()));
            }
        }
        properties.put(NOTES + "origin", message.getJMSDestination().toString());
        properties.put(NOTES + "attempts", attempts);
        properties.put(NOTES + "reason", "delivered " + attempts + " times to a message-driven bean that failed");
        properties.put(NOTES + "time", System.currentTimeMillis());
        message.clearProperties();
        for (Map.Entry<String, Object> property : properties.entrySet()) {
            message.setObjectProperty(property.getKey(), property.getValue());
        }
    }
}
