package io.postrider.server.run;

/** The server could not start. The message says why, and what to do. */
public final class ServerException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a sentence and the cause. */
    public ServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
