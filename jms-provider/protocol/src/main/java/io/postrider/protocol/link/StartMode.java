package io.postrider.protocol.link;

/** How work begins on an XA branch; the flags of {@code XAResource.start}. */
public enum StartMode {
    /** A new branch ({@code TMNOFLAGS}). */
    NEW,
    /** Beside the work of others on a known branch ({@code TMJOIN}). */
    JOIN,
    /** Where it was suspended ({@code TMRESUME}). */
    RESUME
}
