package io.postrider.client.consumer;

import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;

/**
 * The end of giving back: what comes from now on is accepted, whether or not it succeeded, and then who asked for it is told.
 *
 * @param accept lets a buffer accept deliveries again
 * @param then told afterwards
 */
record AcceptingAgain(Runnable accept, Completion then) implements Completion {
    @Override
    public void done() {
        accept.run();
        then.done();
    }

    @Override
    public void failed(BrokerException cause) {
        accept.run();
        then.failed(cause);
    }

    @Override
    public boolean callerWaits() {
        return then.callerWaits();
    }
}
