package io.postrider.broker.core.queue;

import io.postrider.protocol.message.DestinationName;

/**
 * Figures of a queue or subscription.
 *
 * @param label what it is
 * @param destination the queue, or the subscription's topic
 * @param ready how many messages wait for a consumer
 * @param delayed how many wait for their delivery time
 * @param inFlight how many are delivered and not yet acknowledged for good
 * @param consumers how many consumers are open
 * @param paused whether an operator has stopped deliveries
 * @param policy what of its policy is not as by default, for people
 * @param dropped how many messages were deleted to make room for others, since the broker's start
 * @param blockedSends how many sends wait for room
 * @param slowConsumers how many of its consumers were slow by its policy when they were looked at
 */
public record QueueFigures(
        String label,
        DestinationName destination,
        long ready,
        long delayed,
        long inFlight,
        int consumers,
        boolean paused,
        String policy,
        long dropped,
        int blockedSends,
        int slowConsumers) {

    /** All messages it holds. */
    public long depth() {
        return ready + delayed + inFlight;
    }
}
