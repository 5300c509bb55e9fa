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
}
