package io.postrider.ra.inbound;

import io.postrider.client.PostriderConnectionFactory;
import io.postrider.client.destination.PostriderDestination;
import io.postrider.client.destination.PostriderQueue;
import io.postrider.client.destination.PostriderTopic;
import io.postrider.ra.settings.Adapter;
import io.postrider.ra.settings.BrokerAccess;
import io.postrider.ra.settings.ConfiguredAccess;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Topic;
import java.util.Objects;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Where an activation connects and what it consumes, once the names in the server's directory are resolved.
 *
 * @param access the broker, and as whom
 * @param destination the queue or topic
 */
record ActivationTarget(BrokerAccess access, PostriderDestination destination) {

    /**
     * Resolves what an activation names.
     *
     * @throws NamingException naming the property, if a name is not in the directory
     * @throws JMSException naming the property, if something else is there
     */
    static ActivationTarget of(PostriderActivationSpec spec, Adapter adapter) throws NamingException, JMSException {
        return new ActivationTarget(access(spec, adapter), destination(spec));
    }

    boolean isTopic() {
        return destination instanceof Topic;
    }

    /** As {@link #of}, the broker alone. */
    static BrokerAccess access(PostriderActivationSpec spec, Adapter adapter) throws NamingException, JMSException {
        BrokerAccess defaults = adapter.defaultAccess();
        BrokerAccess access = spec.getConnectionFactoryLookup() == null
                ? spec.accessOver(defaults)
                : accessOf(spec.getConnectionFactoryLookup())
                        .overriddenBy(
                                own(spec.getUrl(), defaults.url()),
                                own(spec.getUser(), defaults.user()),
                                own(spec.getPassword(), defaults.password()),
                                own(spec.getTrustedPackages(), defaults.trustedPackages()));
        return access.withClientId(spec.getClientId());
    }

    /** Some servers give an activation the adapter's settings of the same names: these must not hide the factory's. */
    private static String own(String said, String adapterSays) {
        return Objects.equals(said, adapterSays) ? null : said;
    }

    private static BrokerAccess accessOf(String name) throws NamingException, JMSException {
        Object found = lookUp("connectionFactoryLookup", name);
        if (found instanceof ConfiguredAccess pooled) {
            return pooled.brokerAccess();
        }
        if (found instanceof PostriderConnectionFactory factory) {
            return new BrokerAccess(
                    factory.getUrl(), factory.getUserName(), null, factory.getClientId(), factory.getTrustedPackages());
        }
        throw new JMSException(
                "connectionFactoryLookup: \"" + name + "\" is no connection factory of Postrider's, but a "
                        + found.getClass().getName());
    }

    private static PostriderDestination destination(PostriderActivationSpec spec) throws NamingException, JMSException {
        String name = spec.getDestinationLookup();
        if (name == null || name.isBlank()) {
            return ActivationRules.TOPIC.equals(spec.getDestinationType())
                    ? new PostriderTopic(spec.getDestination())
                    : new PostriderQueue(spec.getDestination());
        }
        Object found = lookUp("destinationLookup", name);
        if (!(found instanceof Destination destination)) {
            throw new InvalidDestinationException(
                    "destinationLookup: \"" + name + "\" is neither a queue nor a topic, but a "
                            + found.getClass().getName());
        }
        PostriderDestination own = PostriderDestination.of(destination);
        if (spec.getDestinationType() != null
                && ActivationRules.TOPIC.equals(spec.getDestinationType()) != own instanceof Topic) {
            throw new InvalidDestinationException(
                    "destinationType is " + spec.getDestinationType() + ", but destinationLookup leads to " + own);
        }
        return own;
    }

    private static Object lookUp(String property, String name) throws NamingException {
        InitialContext directory = new InitialContext();
        try {
            Object found = directory.lookup(name);
            if (found == null) {
                throw new NamingException("nothing is bound there");
            }
            return found;
        } catch (NamingException e) {
            NamingException named = new NamingException(
                    property + ": \"" + name + "\" is not in the server's directory: " + e.getMessage());
            named.initCause(e);
            throw named;
        } finally {
            directory.close();
        }
    }
}
