package io.postrider.client.session;

import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import java.util.function.Consumer;

/**
 * The end of a send that nobody waits for. What fails while the message is being sent is for the sender; what the broker says later is not, as
 * the sender is gone on.
 */
final class UnawaitedSend implements Completion {
    private final Consumer<BrokerException> later;
    private BrokerException failure;
    private boolean sent;
    /** Of a broker in this VM it is known before the send returns: then there is nothing to agree upon. A thread that does not see it asks. */
    private boolean succeeded;

    /** Of a send whose failure is told, if it comes later, on a thread that must not wait. */
    UnawaitedSend(Consumer<BrokerException> later) {
        this.later = later;
    }

    @Override
    public void done() {
        succeeded = true;
    }

    @Override
    public void failed(BrokerException cause) {
        synchronized (this) {
            if (!sent) {
                failure = cause;
                return;
            }
        }
        later.accept(cause);
    }

    /**
     * The message is on its way.
     *
     * @throws BrokerException if it is not
     */
    void sent() throws BrokerException {
        if (!succeeded) {
            goOn();
        }
    }

    private synchronized void goOn() throws BrokerException {
        sent = true;
        if (failure != null) {
            throw failure;
        }
    }
}
