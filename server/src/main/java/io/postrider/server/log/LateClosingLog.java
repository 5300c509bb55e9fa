package io.postrider.server.log;

import java.util.logging.LogManager;

/**
 * The JDK's log manager, but for one thing: it does not close the log when the process is told to end, as the server has
 * something to say while it stops. {@link ServerLog#close} closes it.
 */
public final class LateClosingLog extends LogManager {

    /** Made by the JDK, by the name in the system property {@code java.util.logging.manager}. */
    public LateClosingLog() {
        // nothing to prepare
    }

    /** Does nothing: called by the JDK at the exit of the process, beside our own exit hook and not after it. */
    @Override
    public void reset() {
        // see the class
    }

    /** What {@link #reset} would have done. */
    void resetNow() {
        super.reset();
    }
}
