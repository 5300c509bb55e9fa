package io.postrider.server.config;

/** What was configured makes no sense. The message says where it stands, what is wrong, and what to do. */
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a sentence. */
    public ConfigurationException(String message) {
        super(message);
    }

    /** With a sentence and the cause. */
    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
