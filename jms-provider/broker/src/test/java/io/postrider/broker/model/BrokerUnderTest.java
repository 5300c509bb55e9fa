package io.postrider.broker.model;

import io.postrider.protocol.link.BrokerLink;

/** A real broker on a {@link LogStore} and a {@link VirtualTime}, which does all it does on the calling thread. */
public interface BrokerUnderTest {

    /** Opens a link, with a client identifier or null. */
    BrokerLink connect(String clientId);

    /** Stops it in order. */
    void stop();

    /** Gives back what it holds of this VM, after a crash has taken its store away. */
    void abandon();
}
