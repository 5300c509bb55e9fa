package io.postrider.examples.pipeline;

/** There is nothing to work on; the message says why, for people. */
final class UnusableInputException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableInputException(String message) {
        super(message);
    }
}
