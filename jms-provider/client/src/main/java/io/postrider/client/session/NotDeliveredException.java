package io.postrider.client.session;

/**
 * Thrown by a container's message listener that could not give the message to the application: the message goes back uncounted, as the
 * application has not seen it. Applications have no use for it.
 */
public final class NotDeliveredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * With what the container knows of it.
     *
     * @param cause or null
     */
    public NotDeliveredException(String message, Throwable cause) {
        super(message, cause);
    }
}
