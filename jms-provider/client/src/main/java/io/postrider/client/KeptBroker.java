package io.postrider.client;

import io.postrider.client.link.Connectors;
import io.postrider.client.settings.ConnectionSettings;
import io.postrider.protocol.link.LinkConnector;
import jakarta.jms.JMSException;
import java.util.Map;

/**
 * Keeps the broker of a URL running for as long as this is open: for containers, which begin and end something at known
 * moments, while the first use of a {@code vm://} URL starts a broker that runs until the VM exits. Brokers outside of this VM
 * live by themselves, and are not even connected to.
 *
 * <pre>{@code
 * try (KeptBroker broker = KeptBroker.of("vm://orders")) {
 *     ... // connections to vm://orders, made anywhere in this VM
 * }       // the last one stops the broker and gives up its store
 * }</pre>
 *
 * <p>Safe for any thread.
 */
public final class KeptBroker implements AutoCloseable {
    private final LinkConnector.Hold hold;

    private KeptBroker(LinkConnector.Hold hold) {
        this.hold = hold;
    }

    /**
     * Starts the URL's broker, if it is one of this VM that does not run. Blocks until it has recovered what its journal holds.
     *
     * @throws JMSException if it cannot be started, or nothing serves such URLs
     * @throws IllegalArgumentException if the URL is malformed, or has an option of the client's that is not known or wrong
     */
    public static KeptBroker of(String url) throws JMSException {
        return new KeptBroker(
                Connectors.hold(ConnectionSettings.of(url, Map.of()).address()));
    }

    /**
     * Stops the broker, if this is the last of those that keep it, and one of them has started it: connections are lost, and
     * the store is given up. Blocks until that is done. Idempotent.
     */
    @Override
    public void close() {
        if (hold != null) {
            hold.close();
        }
    }

    /**
     * As {@link #close}; and if no broker of this class loader is left, gives up what Derby holds in the VM (threads, drivers), so
     * that the class loader can be collected. That is also done where the broker is outside of this VM: a container may have booted Derby
     * because its driver was there. For containers that load Postrider with a class loader of its own: other databases of the same
     * Derby are shut down.
     */
    public void closeAndUnload() {
        close();
        Connectors.unload();
    }
}
