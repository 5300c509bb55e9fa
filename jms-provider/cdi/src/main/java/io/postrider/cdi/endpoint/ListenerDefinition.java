package io.postrider.cdi.endpoint;

import io.postrider.cdi.context.ContextRequest;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * What the annotations of a listener method say.
 *
 * @param label the method, for people
 * @param topic whether the destination is a topic rather than a queue
 * @param destination its own name, or one in JNDI beginning with {@code java:}
 * @param selector which messages, or null for all
 * @param subscription a durable or shared subscription's name, or null
 * @param durable whether the subscription goes on while nobody listens
 * @param shared whether others may use the subscription, too
 * @param clientId the connection's client identifier, or null
 * @param connection with which factory and as whom it connects
 * @param mode when a message counts as received
 * @param concurrency how many at the same time
 * @param retry when a failed message comes again
 */
record ListenerDefinition(
        String label,
        boolean topic,
        String destination,
        String selector,
        String subscription,
        boolean durable,
        boolean shared,
        String clientId,
        ContextRequest connection,
        ListenerMode mode,
        int concurrency,
        RetryPolicy retry) {

    /** Makes one of its consumers. */
    JMSConsumer consumer(JMSContext context) {
        Destination from = destination(context);
        if (shared) {
            return durable
                    ? context.createSharedDurableConsumer((Topic) from, subscription, selector)
                    : context.createSharedConsumer((Topic) from, subscription, selector);
        }
        return durable
                ? context.createDurableConsumer((Topic) from, subscription, selector, false)
                : context.createConsumer(from, selector);
    }

    private Destination destination(JMSContext context) {
        if (!destination.startsWith("java:")) {
            return topic ? context.createTopic(destination) : context.createQueue(destination);
        }
        try {
            Object bound = new InitialContext().lookup(destination);
            Class<?> expected = topic ? Topic.class : Queue.class;
            if (expected.isInstance(bound)) {
                return (Destination) bound;
            }
            throw new InvalidDestinationRuntimeException(
                    "what JNDI has as " + destination + " is no " + expected.getSimpleName());
        } catch (NamingException e) {
            throw new JMSRuntimeException("JNDI has no " + destination, null, e);
        }
    }

    @Override
    public String toString() {
        return label + " on " + (topic ? "topic " : "queue ") + destination;
    }
}
