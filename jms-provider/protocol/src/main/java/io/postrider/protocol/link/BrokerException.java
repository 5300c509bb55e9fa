package io.postrider.protocol.link;

import java.util.Objects;

/** A command's failure: one of the {@link BrokerError}s, and a sentence for people with names and figures. */
public class BrokerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final BrokerError error;

    /** With a sentence. */
    public BrokerException(BrokerError error, String message) {
        this(error, message, null);
    }

    /** With a sentence and what caused the failure, or null. */
    public BrokerException(BrokerError error, String message, Throwable cause) {
        super(message, cause);
        this.error = Objects.requireNonNull(error, "error");
    }

    /** Which failure this is. */
    public BrokerError error() {
        return error;
    }
}
