package io.postrider.client.remote;

import io.postrider.client.remote.PendingCommands.PendingCommand;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.MalformedMessageException;
import io.postrider.protocol.wire.Frame;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A command whose caller has a stage. */
final class PendingStage<A extends Frame.Answer> implements PendingCommand {
    private final CompletableFuture<A> future = new CompletableFuture<>();
    private final Class<A> expected;
    private final boolean callerReads;

    /** @param callerReads as {@link #callerReads()} */
    PendingStage(Class<A> expected, boolean callerReads) {
        this.expected = expected;
        this.callerReads = callerReads;
    }

    /** Done with the answer. */
    CompletionStage<A> stage() {
        return future;
    }

    @Override
    public boolean answered(Frame.Answer answer) {
        if (!expected.isInstance(answer)) {
            throw new MalformedMessageException(
                    "an answer of type " + answer.type() + " where " + expected.getSimpleName() + " is due");
        }
        future.complete(expected.cast(answer));
        return true;
    }

    @Override
    public boolean callerReads() {
        return callerReads;
    }

    @Override
    public void failed(BrokerException cause) {
        future.completeExceptionally(cause);
    }
}
