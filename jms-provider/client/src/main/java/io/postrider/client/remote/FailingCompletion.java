package io.postrider.client.remote;

import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;

/** Turns the success of what is done instead of a commit into the commit's failure. */
final class FailingCompletion implements Completion {
    private final Completion commit;
    private final BrokerException failure;

    /**
     * @param commit told of the failure, or null
     */
    FailingCompletion(Completion commit, BrokerException failure) {
        this.commit = commit;
        this.failure = failure;
    }

    @Override
    public void done() {
        if (commit != null) {
            commit.failed(failure);
        }
    }

    @Override
    public void failed(BrokerException cause) {
        if (commit != null) {
            commit.failed(cause);
        }
    }
}
