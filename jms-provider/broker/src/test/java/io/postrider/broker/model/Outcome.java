package io.postrider.broker.model;

import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** How a command ended: known as soon as the command returns, as nothing here runs on another thread. */
final class Outcome implements Completion {
    private boolean done;
    private BrokerException failure;

    @Override
    public void done() {
        require(!done && failure == null, "completed twice");
        done = true;
    }

    @Override
    public void failed(BrokerException cause) {
        require(!done && failure == null, "completed twice");
        failure = cause;
    }

    boolean isDone() {
        return done;
    }

    /** Why it failed, or null. */
    BrokerException failure() {
        return failure;
    }

    /** It must have succeeded. */
    void requireDone() {
        if (failure != null) {
            throw new AssertionError("the command failed", failure);
        }
        require(done, "the command has not ended");
    }

    /** What a stage came to, which must have succeeded. */
    static <T> T of(CompletionStage<T> stage) {
        require(stage.toCompletableFuture().isDone(), "the command has not ended");
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new AssertionError("the command failed", e.getCause());
        }
    }

    /** Why a stage failed, or null where it did not. */
    static BrokerException failureOf(CompletionStage<?> stage) {
        require(stage.toCompletableFuture().isDone(), "the command has not ended");
        try {
            stage.toCompletableFuture().join();
            return null;
        } catch (CompletionException e) {
            if (e.getCause() instanceof BrokerException failure) {
                return failure;
            }
            throw new AssertionError("the command failed in no good order", e.getCause());
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new AssertionError(otherwise);
        }
    }
}
