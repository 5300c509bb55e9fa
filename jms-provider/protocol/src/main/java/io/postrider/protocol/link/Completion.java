package io.postrider.protocol.link;

import java.util.concurrent.Executor;

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

    /**
     * Runs what the calling thread may do at the end of its round, once it has taken in all else that has come; null if it is no thread that
     * works in rounds. A broker may have a commit of the journal done there, of what several have sent and without a change of thread, for as
     * long as commits are short.
     */
    default Executor endOfRound() {
        return null;
    }
}
