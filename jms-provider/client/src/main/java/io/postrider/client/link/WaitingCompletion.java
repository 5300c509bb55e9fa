package io.postrider.client.link;

import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.Wakes;
import java.util.concurrent.locks.LockSupport;

/**
 * A completion whose caller waits for it, to be used again and again by one thread at a time: {@link #begin}, the command,
 * {@link #await}. Where the broker completes it before the command returns, waiting costs nothing.
 */
public final class WaitingCompletion implements Completion {
    private final BrokerLink link;
    private Thread caller;
    private BrokerException failure;
    private volatile boolean complete;

    /** Of commands to this link. */
    public WaitingCompletion(BrokerLink link) {
        this.link = link;
    }

    /**
     * Before the command.
     *
     * @return this
     */
    public WaitingCompletion begin() {
        caller = Thread.currentThread();
        failure = null;
        complete = false;
        return this;
    }

    /**
     * Waits until the command has ended, however often the thread is interrupted; an interrupt is kept.
     *
     * @throws BrokerException if it failed
     */
    public void await() throws BrokerException {
        boolean interrupted = false;
        if (!complete) {
            link.serveUntil(() -> complete);
        }
        while (!complete) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        BrokerException cause = failure;
        if (cause != null) {
            throw cause;
        }
    }

    @Override
    public void done() {
        Thread waiting = caller;
        complete = true;
        if (waiting != Thread.currentThread()) {
            Wakes.wakeCaller(waiting);
        }
    }

    @Override
    public void failed(BrokerException cause) {
        failure = cause;
        done();
    }

    @Override
    public boolean callerWaits() {
        return true;
    }
}
