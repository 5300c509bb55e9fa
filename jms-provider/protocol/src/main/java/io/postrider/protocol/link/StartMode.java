package io.postrider.protocol.link;

/** How work begins on an XA branch; the flags of {@code XAResource.start}. */
public enum StartMode {
    /** A new branch ({@code TMNOFLAGS}). */
    NEW(0),
    /** Beside the work of others on a known branch ({@code TMJOIN}). */
    JOIN(1),
    /** Where it was suspended ({@code TMRESUME}). */
    RESUME(2);

    private final int code;

    StartMode(int code) {
        this.code = code;
    }

    /** The permanent code, as sent over the wire. */
    public int code() {
        return code;
    }

    /**
     * The mode with this code.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static StartMode ofCode(int code) {
        for (StartMode mode : values()) {
            if (mode.code == code) {
                return mode;
            }
        }
        throw new IllegalArgumentException("unknown start mode " + code);
    }
}
