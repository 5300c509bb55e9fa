package io.postrider.broker.selector;

import io.postrider.protocol.message.Message;

/** Something with a value for each message. */
@FunctionalInterface
interface Operand {

    /** The value of arithmetic on what is no number: unlike every value, and itself, but not unknown. */
    Object UNLIKE = new Object() {
        @Override
        public String toString() {
            return "no value";
        }
    };

    /** A {@code Boolean}, {@code String} or {@code Number}, {@link #UNLIKE}, or null where it is unknown. */
    Object valueOf(Message message, int deliveryCount);
}
