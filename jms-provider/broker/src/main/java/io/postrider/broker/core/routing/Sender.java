package io.postrider.broker.core.routing;

import io.postrider.broker.core.store.Account;
import io.postrider.protocol.message.DestinationName;

/** Who sent a message: a connection, compared by identity. */
public interface Sender {

    /** Its client identifier, or null. */
    String clientId();

    /** Whose its messages are, and what they are held against. */
    Account account();

    /** Whether its user may consume from a destination. */
    boolean mayConsume(DestinationName destination);
}
