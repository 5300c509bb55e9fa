package io.postrider.protocol.link;

/** How work ends on an XA branch; the flags of {@code XAResource.end}. */
public enum EndMode {
    /** The work is complete ({@code TMSUCCESS}). */
    SUCCESS,
    /** The work failed: the branch can only be rolled back ({@code TMFAIL}). */
    FAIL,
    /** The work pauses, and goes on later ({@code TMSUSPEND}). */
    SUSPEND
}
