package io.postrider.protocol.link;

/**
 * Where one consumer's deliveries go. Called by whichever thread serves the destination, one at a time for each
 * consumer; must return at once and must not run the application's code. It may call the link.
 */
public interface DeliverySink {

    /** A message, in order of tags, within the credit given. */
    void deliver(Delivery delivery);

    /**
     * Another consumer has credit and nothing to do: please release what the application has not begun. Answered by
     * {@link BrokerLink#release} with the tags, and fresh credit later. A sink may ignore it.
     */
    void recall();

    /**
     * Whether somebody waits for what is delivered, or a listener is called with it. Where nobody does, a link may take its time to read it;
     * when that changes, {@link BrokerLink#deliveriesAwaited} is to be told.
     */
    default boolean isAwaited() {
        return true;
    }

    /**
     * The link was lost and another one opened in its place. What was delivered and not acknowledged has gone back to the broker:
     * what the application has not begun is to be dropped. Deliveries go on with higher tags.
     */
    default void reopened() {
        // only links that reconnect tell
    }

    /** The broker closed the consumer, as its destination or subscription is gone; nothing follows. */
    void closed(BrokerException cause);
}
