package io.postrider.protocol.link;

/** How work ends on an XA branch; the flags of {@code XAResource.end}. */
public enum EndMode {
    /** The work is complete ({@code TMSUCCESS}). */
    SUCCESS(0),
    /** The work failed: the branch can only be rolled back ({@code TMFAIL}). */
    FAIL(1),
    /** The work pauses, and goes on later ({@code TMSUSPEND}). */
    SUSPEND(2);

    private final int code;

    EndMode(int code) {
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
    public static EndMode ofCode(int code) {
        for (EndMode mode : values()) {
            if (mode.code == code) {
                return mode;
            }
        }
        throw new IllegalArgumentException("unknown end mode " + code);
    }
}
