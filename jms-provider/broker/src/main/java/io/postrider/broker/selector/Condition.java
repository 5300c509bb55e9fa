package io.postrider.broker.selector;

import io.postrider.protocol.message.Message;

/** Something that is true, false or unknown for each message. */
@FunctionalInterface
interface Condition {

    /** How it is with this message. */
    Truth test(Message message, int deliveryCount);
}
