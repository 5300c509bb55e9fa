package io.postrider.junit5;

/** Where the broker of a test keeps its messages. */
public enum TestJournal {
    /** In memory alone: it starts in milliseconds. */
    MEMORY,
    /** On Derby in a temporary directory, which is deleted with the broker: what production has. */
    DERBY
}
