package io.postrider.protocol.message;

/** Thrown when bytes that should hold a message, or a part of one, do not: truncated, oversized or unknown codes. */
public class MalformedMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With a sentence that says what was expected and what was found. */
    public MalformedMessageException(String message) {
        super(message);
    }
}
