package io.postrider.client.remote;

import io.postrider.client.remote.PendingCommands.PendingCommand;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.message.MalformedMessageException;
import io.postrider.protocol.wire.Frame;

/** A command whose caller has a {@link Completion}. */
class PendingCompletion implements PendingCommand {
    private final Completion completion;

    PendingCompletion(Completion completion) {
        this.completion = completion;
    }

    @Override
    public boolean answered(Frame.Answer answer) {
        if (!(answer instanceof Frame.Done)) {
            throw new MalformedMessageException("an answer of type " + answer.type() + " where DONE is due");
        }
        completion.done();
        return true;
    }

    @Override
    public boolean callerReads() {
        return completion.callerWaits();
    }

    @Override
    public void failed(BrokerException cause) {
        completion.failed(cause);
    }
}
