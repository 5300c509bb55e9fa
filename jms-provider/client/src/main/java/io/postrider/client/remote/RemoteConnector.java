package io.postrider.client.remote;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkAddress;
import io.postrider.protocol.link.LinkConnector;
import io.postrider.protocol.link.LinkEvents;
import io.postrider.protocol.wire.EncodedFrame;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Opens links to brokers elsewhere: {@code tcp://host:port} (port 4577 unless given) and {@code ssl://host:port} (4578). The
 * options, all of which begin with {@code transport.}, are in docs/PROTOCOL.md; unknown ones are refused.
 *
 * <p>Connecting fails with {@link BrokerError#BROKER_UNAVAILABLE} within a few seconds where nobody answers; it is not tried
 * again: {@code FailoverConnector} does. An open link whose connection breaks is resumed for a bounded time, after which it is lost.
 */
public final class RemoteConnector implements LinkConnector {

    private static final Set<String> SCHEMES = Set.of("tcp", "ssl");

    /** Stateless; made by {@link java.util.ServiceLoader}. */
    public RemoteConnector() {}

    @Override
    public Set<String> schemes() {
        return SCHEMES;
    }

    @Override
    public CompletionStage<BrokerLink> connect(ConnectRequest request, LinkEvents events) {
        return start(request, null, events).thenApply(link -> link);
    }

    /**
     * Opens a link that may take the place of another one: what that did not live to answer is said again on this one, and the broker
     * recognises it.
     *
     * @param former ended by the broker, if it knows it yet, before the new one is open; null where there is none
     * @return fails as {@link #connect}
     */
    public CompletionStage<RecoverableLink> connectInPlaceOf(
            RecoverableLink former, ConnectRequest request, LinkEvents events) {
        return start(request, former == null ? EncodedFrame.EMPTY : former.resumeToken(), events);
    }

    /**
     * Looks at an address without connecting.
     *
     * @throws IllegalArgumentException naming what is wrong with it
     */
    public static void check(LinkAddress address) {
        if (!SCHEMES.contains(address.scheme())) {
            throw new IllegalArgumentException(
                    "a link to " + address + " cannot be established again: only tcp:// and ssl:// can");
        }
        TransportSettings.of(address);
    }

    private static CompletionStage<RecoverableLink> start(
            ConnectRequest request, byte[] formerToken, LinkEvents events) {
        TransportSettings settings;
        try {
            settings = TransportSettings.of(request.address());
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedStage(new BrokerException(BrokerError.INVALID_ADDRESS, e.getMessage(), e));
        }
        return TransportLoop.start(request, settings, formerToken, events);
    }
}
