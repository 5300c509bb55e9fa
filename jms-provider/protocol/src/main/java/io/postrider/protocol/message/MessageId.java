package io.postrider.protocol.message;

import java.util.HexFormat;

/**
 * What makes a message unique, and lets the broker recognise one that is sent again after a lost reply.
 *
 * @param producer a random number drawn once for each sending session
 * @param sequence counts that session's messages, from 1
 */
public record MessageId(long producer, long sequence) {

    /** The form of {@code JMSMessageID}: {@code ID:} by section 3.4.3 of the specification, then both numbers. */
    @Override
    public String toString() {
        return "ID:" + HexFormat.of().toHexDigits(producer) + "-" + sequence;
    }
}
