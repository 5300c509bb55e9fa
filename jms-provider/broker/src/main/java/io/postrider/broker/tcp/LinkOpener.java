package io.postrider.broker.tcp;

import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkEvents;
import java.util.concurrent.CompletionStage;

/**
 * Opens a link to the broker for whoever logged in: all that an acceptor knows of it. Called by the acceptor's login
 * threads, several at a time: it may take its time to check a password.
 */
@FunctionalInterface
public interface LinkOpener {

    /**
     * Opens a link.
     *
     * @param request whom the client says it is; its address is that of the client
     * @param certificateName the distinguished name (RFC 2253) of the client certificate that TLS has verified, or null
     * @param events told if the broker ends the link
     * @return fails as {@link io.postrider.protocol.link.LinkConnector#connect}
     */
    CompletionStage<BrokerLink> open(ConnectRequest request, String certificateName, LinkEvents events);
}
