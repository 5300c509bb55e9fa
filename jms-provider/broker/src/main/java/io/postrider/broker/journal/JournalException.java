package io.postrider.broker.journal;

/** The store could not be opened, written or read. The message names the store, what failed and what to do. */
public class JournalException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With a sentence. */
    public JournalException(String message) {
        super(message);
    }

    /** With a sentence and the cause. */
    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
