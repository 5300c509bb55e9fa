package io.postrider.broker.core.routing;

/** Who sent a message: a connection, compared by identity. */
public interface Sender {

    /** Its client identifier, or null. */
    String clientId();
}
