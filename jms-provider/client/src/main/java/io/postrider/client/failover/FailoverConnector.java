package io.postrider.client.failover;

import io.postrider.client.remote.RemoteConnector;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkAddress;
import io.postrider.protocol.link.LinkConnector;
import io.postrider.protocol.link.LinkEvents;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Opens links to brokers elsewhere: {@code tcp://host:port} and {@code ssl://host:port} as {@link RemoteConnector} does, and {@code
 * failover:(address,address,...)} or an address with {@code transport.reconnect=true} as links that are established again when they are
 * lost, with the broker at one of the addresses. The options, {@code failover.} and {@code transport.}, are in docs/PROTOCOL.md; unknown
 * ones are refused.
 *
 * <p>Connecting is tried for a bounded time, and fails with what the last attempt failed with.
 */
public final class FailoverConnector implements LinkConnector {
    private final RemoteConnector remote = new RemoteConnector();

    /** Stateless; made by {@link java.util.ServiceLoader}. */
    public FailoverConnector() {}

    @Override
    public Set<String> schemes() {
        return Set.of("tcp", "ssl", LinkAddress.FAILOVER);
    }

    @Override
    public CompletionStage<BrokerLink> connect(ConnectRequest request, LinkEvents events) {
        FailoverSettings settings;
        try {
            if (!FailoverSettings.isWanted(request.address())) {
                return remote.connect(at(FailoverSettings.plain(request.address()), request), events);
            }
            settings = FailoverSettings.of(request.address());
            for (LinkAddress address : settings.addresses()) {
                RemoteConnector.check(address);
            }
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedStage(new BrokerException(BrokerError.INVALID_ADDRESS, e.getMessage(), e));
        }
        return new Rejoining(settings, remote::connectInPlaceOf, request, events).start();
    }

    private static ConnectRequest at(LinkAddress address, ConnectRequest request) {
        return new ConnectRequest(address, request.userName(), request.password(), request.clientId());
    }
}
