package io.postrider.broker.core;

import io.postrider.broker.core.store.Gate;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;

/** A command that has waited for room is done, or has failed: the next one may come. Nobody's thread waits for it. */
record Admission(Gate gate, Completion then) implements Completion {

    @Override
    public void done() {
        gate.entered();
        Completions.done(then);
    }

    @Override
    public void failed(BrokerException cause) {
        gate.entered();
        Completions.fail(then, cause);
    }
}
