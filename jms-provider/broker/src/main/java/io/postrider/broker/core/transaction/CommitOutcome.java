package io.postrider.broker.core.transaction;

import io.postrider.broker.core.dedup.Once;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import java.util.concurrent.Executor;

/** Tells of a commit's outcome those who ask again as well as the one who asked first. */
record CommitOutcome(Once once, Completion first) implements Completion {
    @Override
    public void done() {
        once.committed();
        first.done();
    }

    @Override
    public void failed(BrokerException cause) {
        once.failed(cause);
        first.failed(cause);
    }

    @Override
    public boolean callerWaits() {
        return first.callerWaits();
    }

    @Override
    public Executor endOfRound() {
        return first.endOfRound();
    }
}
