package io.postrider.protocol.link;

import io.postrider.protocol.message.Message;

/**
 * A message on its way to one consumer.
 *
 * @param tag counts this consumer's deliveries, from 1, without gaps
 * @param message what was sent
 * @param deliveryCount how often it has been delivered, with this time: {@code JMSXDeliveryCount}, from 1. Above 1 the
 *     message counts as redelivered (section 3.4.7)
 */
public record Delivery(long tag, Message message, int deliveryCount) {

    /** Whether the message was, or may have been, delivered before. */
    public boolean redelivered() {
        return deliveryCount > 1;
    }
}
