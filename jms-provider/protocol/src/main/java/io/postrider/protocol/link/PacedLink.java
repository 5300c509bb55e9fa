package io.postrider.protocol.link;

/**
 * A link whose {@link BrokerLink#send} itself waits where more is under way to a destination than the broker takes: a caller need not wait for
 * each completion in order not to run ahead of the broker.
 */
public interface PacedLink extends BrokerLink {}
