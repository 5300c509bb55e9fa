package io.postrider.protocol.link;

/**
 * Told once how a command ended: the cheap form of a stage, for the commands that every message takes.
 *
 * <p>Called by a thread of the broker or transport, or by the caller's own before the command returns. Must not block,
 * throw, or run the application's code.
 */
public interface Completion {

    /** The command took effect. */
    void done();

    /** The command failed, and had no effect. */
    void failed(BrokerException cause);

    /**
     * Whether the calling thread does nothing until this completes. A broker in the same VM may then do the work (a commit
     * of the journal) on the calling thread, which saves two changes of thread.
     */
    default boolean callerWaits() {
        return false;
    }
}
