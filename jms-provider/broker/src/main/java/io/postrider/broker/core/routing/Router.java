package io.postrider.broker.core.routing;

import io.postrider.broker.policy.DestinationPolicy;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;

/** Knows where messages go. */
public interface Router {

    /**
     * The queues that get a message by what is open now: a queue itself, or the subscriptions of a topic that want it.
     *
     * @throws BrokerException if the destination does not exist and cannot be made
     */
    Posting route(Message message, Sender sender) throws BrokerException;

    /**
     * Makes sure that a message can be sent to a destination.
     *
     * @return what holds for it
     * @throws BrokerException if it does not exist and cannot be made
     */
    DestinationPolicy requireDestination(DestinationName destination) throws BrokerException;
}
