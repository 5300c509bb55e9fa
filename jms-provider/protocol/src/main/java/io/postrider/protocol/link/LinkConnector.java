package io.postrider.protocol.link;

import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Opens links for some address schemes. Found by {@link java.util.ServiceLoader}; stateless and safe for all threads. */
public interface LinkConnector {

    /** The schemes this connector serves, in lower case. */
    Set<String> schemes();

    /**
     * Opens a link.
     *
     * @param events told of what befalls the link later on
     * @return fails with a {@link BrokerException}: {@link BrokerError#NOT_AUTHENTICATED},
     *     {@link BrokerError#INVALID_CLIENT_ID}, {@link BrokerError#BROKER_UNAVAILABLE}, {@link BrokerError#INVALID_ADDRESS}
     */
    CompletionStage<BrokerLink> connect(ConnectRequest request, LinkEvents events);

    /**
     * Keeps the broker of an address running, and starts it where links would start it. Blocks while it is started.
     *
     * @return closing it ends the hold; a broker that a hold has started is stopped with the last one, which blocks until it
     *     has stopped. Null where the broker of such an address lives by itself: that is all there is by default
     * @throws BrokerException why it could not be started, or with {@link BrokerError#INVALID_ADDRESS}
     */
    default Hold hold(LinkAddress address) throws BrokerException {
        return null;
    }

    /**
     * If no broker of this class loader is left, gives up what the engines of stores hold in the VM (threads, drivers), whoever has booted them, so that
     * the class loader can be collected. For containers whose class loader has nobody else's engine.
     */
    default void unload() {
        // Most brokers live elsewhere, and so do their stores.
    }

    /** A broker that is kept running. */
    interface Hold extends AutoCloseable {
        /** Ends it; idempotent. */
        @Override
        void close();
    }
}
