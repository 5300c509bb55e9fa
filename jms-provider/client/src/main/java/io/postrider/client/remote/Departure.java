package io.postrider.client.remote;

/** When a frame goes on its way: the less haste, the more go in one write. Frames keep their order all the same. */
enum Departure {
    /** At once, by the thread that says it: somebody waits for the answer. */
    NOW,

    /** As soon as the writer's thread comes to it, with what others have said meanwhile: nobody waits, but others may profit. */
    SOON,

    /**
     * Within some milliseconds, with what is written meanwhile: nobody waits for it, and who says it says more of the kind, and hastens it once it has nothing
     * else to do, as a listener that acknowledges one message after another.
     */
    SHORTLY,

    /** With the next frame that is less patient, or when much has gathered: nothing comes of it before, as of a transaction's sends. */
    WITH_NEXT
}
