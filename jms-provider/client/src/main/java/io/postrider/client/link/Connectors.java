package io.postrider.client.link;

import io.postrider.client.error.JmsErrors;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkAddress;
import io.postrider.protocol.link.LinkConnector;
import io.postrider.protocol.link.LinkEvents;
import jakarta.jms.JMSException;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the connector for an address among those that the application, or whoever deployed the client, brought along. */
public final class Connectors {
    private static final Logger LOG = LoggerFactory.getLogger(Connectors.class);
    private static final Map<String, String> ARTIFACTS = Map.of("vm", "io.postrider:postrider");

    private Connectors() {}

    /**
     * Opens a link; blocks until it is open.
     *
     * @throws JMSException if no connector serves the address's scheme, naming what is missing, or the link cannot be
     *     opened
     */
    public static BrokerLink connect(ConnectRequest request, LinkEvents events) throws JMSException {
        return Replies.await(connector(request.address().scheme()).connect(request, events));
    }

    /**
     * Keeps the broker of an address running; blocks while it is started.
     *
     * @return null where the broker lives by itself
     * @throws JMSException if no connector serves the address's scheme, or the broker cannot be started
     */
    public static LinkConnector.Hold hold(LinkAddress address) throws JMSException {
        try {
            return connector(address.scheme()).hold(address);
        } catch (BrokerException e) {
            throw JmsErrors.checked(e);
        }
    }

    /** Gives up what the stores' engines of this class loader hold in the VM, if none of its brokers is left. */
    public static void unload() {
        for (LinkConnector connector : ServiceLoader.load(LinkConnector.class, Connectors.class.getClassLoader())) {
            connector.unload();
        }
    }

    private static LinkConnector connector(String scheme) throws JMSException {
        Set<String> known = new TreeSet<>();
        LinkConnector connector = find(scheme, Thread.currentThread().getContextClassLoader(), known);
        if (connector == null) {
            connector = find(scheme, Connectors.class.getClassLoader(), known);
        }
        if (connector == null) {
            throw new JMSException(nothingServes(scheme, known), "NO_CONNECTOR");
        }
        return connector;
    }

    private static LinkConnector find(String scheme, ClassLoader loader, Set<String> known) {
        if (loader == null) {
            return null;
        }
        try {
            for (LinkConnector connector : ServiceLoader.load(LinkConnector.class, loader)) {
                known.addAll(connector.schemes());
                if (connector.schemes().contains(scheme)) {
                    return connector;
                }
            }
        } catch (ServiceConfigurationError e) {
            // A container may show the application another copy of this provider than its own; ours is looked for next.
            LOG.warn("PR003007 the connectors that {} shows cannot be used: {}", loader, e.getMessage());
        }
        return null;
    }

    private static String nothingServes(String scheme, Set<String> known) {
        String artifact = ARTIFACTS.get(scheme);
        return "no connector for " + scheme + ":// is on the class path; "
                + (artifact == null ? "" : "the artifact " + artifact + " brings it; ")
                + (known.isEmpty() ? "there is no connector at all" : "there are connectors for " + known);
    }
}
