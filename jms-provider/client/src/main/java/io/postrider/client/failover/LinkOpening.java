package io.postrider.client.failover;

import io.postrider.client.remote.RecoverableLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkEvents;
import java.util.concurrent.CompletionStage;

/** Opens one link, at one address. */
@FunctionalInterface
interface LinkOpening {

    /**
     * Opens it.
     *
     * @param former the link whose place it takes, or null
     * @return fails as {@link io.postrider.protocol.link.LinkConnector#connect}
     */
    CompletionStage<RecoverableLink> open(RecoverableLink former, ConnectRequest request, LinkEvents events);
}
