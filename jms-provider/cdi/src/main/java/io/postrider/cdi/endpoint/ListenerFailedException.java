package io.postrider.cdi.endpoint;

/** A listener method has thrown something, or the message does not fit it. */
final class ListenerFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ListenerFailedException(String label, Throwable cause) {
        super("listener method " + label + " failed: " + cause, cause);
    }
}
