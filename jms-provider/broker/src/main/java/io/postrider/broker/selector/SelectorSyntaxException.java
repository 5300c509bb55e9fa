package io.postrider.broker.selector;

/** A selector's text is no selector. The message says where, what was found, and what was expected. */
public class SelectorSyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int position;

    /**
     * With the place and a sentence.
     *
     * @param position counts the text's characters, from 1
     */
    SelectorSyntaxException(int position, String message) {
        super("invalid selector at position " + position + ": " + message);
        this.position = position;
    }

    /** Where the text is wrong: counts its characters ({@code char}s), from 1. */
    public int position() {
        return position;
    }
}
