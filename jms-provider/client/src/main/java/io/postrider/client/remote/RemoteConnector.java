package io.postrider.client.remote;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkConnector;
import io.postrider.protocol.link.LinkEvents;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Opens links to brokers elsewhere: {@code tcp://host:port} (port 4577 unless given) and {@code ssl://host:port} (4578). The
 * options, all of which begin with {@code transport.}, are in docs/PROTOCOL.md; unknown ones are refused.
 *
 * <p>Connecting fails with {@link BrokerError#BROKER_UNAVAILABLE} within a few seconds where nobody answers; it is not tried
 * again. An open link whose connection breaks is resumed for a bounded time, after which it is lost.
 */
public final class RemoteConnector implements LinkConnector {

    /** Stateless; made by {@link java.util.ServiceLoader}. */
    public RemoteConnector() {}

    @Override
    public Set<String> schemes() {
        return Set.of("tcp", "ssl");
    }

    @Override
    public CompletionStage<BrokerLink> connect(ConnectRequest request, LinkEvents events) {
        TransportSettings settings;
        try {
            settings = TransportSettings.of(request.address());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedStage(new BrokerException(BrokerError.INVALID_ADDRESS, e.getMessage(), e));
        }
        return TransportLoop.start(request, settings, events);
    }
}
