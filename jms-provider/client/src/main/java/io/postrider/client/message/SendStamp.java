package io.postrider.client.message;

import io.postrider.client.destination.PostriderDestination;
import io.postrider.protocol.message.MessageId;

/**
 * The header fields that the provider, not the application, decides at each send; section 3.4 of the specification.
 *
 * @param destination where the message goes, never null
 * @param id its identity, never null
 * @param idDisabled whether {@code JMSMessageID} stays null, as the producer asked
 * @param persistent the delivery mode
 * @param priority from 0 to 9
 * @param timestampMillis when it was sent, or 0 as the producer asked
 * @param expirationMillis after which instant it is not delivered, or 0 for never
 * @param deliveryTimeMillis before which instant it is not delivered, or 0 where no delay was asked for
 * @param userId for {@code JMSXUserID}, or null for none
 */
public record SendStamp(
        PostriderDestination destination,
        MessageId id,
        boolean idDisabled,
        boolean persistent,
        int priority,
        long timestampMillis,
        long expirationMillis,
        long deliveryTimeMillis,
        String userId) {}
