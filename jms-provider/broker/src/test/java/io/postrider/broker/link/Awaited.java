package io.postrider.broker.link;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A completion that a test waits for. */
public final class Awaited implements Completion {
    private static final int PATIENCE_SECONDS = 20;

    private final CompletableFuture<Void> outcome = new CompletableFuture<>();

    @Override
    public void done() {
        outcome.complete(null);
    }

    @Override
    public void failed(BrokerException cause) {
        outcome.completeExceptionally(cause);
    }

    /** Whether it has been called. */
    public boolean isDone() {
        return outcome.isDone();
    }

    /** Waits until it is done. */
    public void await() {
        of(outcome);
    }

    /**
     * Waits until it fails.
     *
     * @return how
     */
    public BrokerException failure() {
        return failureOf(outcome);
    }

    /** What a stage comes to. */
    public static <T> T of(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("failed: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError("not done", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** How a stage fails. */
    public static BrokerException failureOf(CompletionStage<?> stage) {
        try {
            Object value = stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("did not fail, but came to " + value);
        } catch (ExecutionException e) {
            Throwable cause =
                    e.getCause() instanceof CompletionException ? e.getCause().getCause() : e.getCause();
            if (cause instanceof BrokerException failure) {
                return failure;
            }
            throw new AssertionError("failed otherwise", cause);
        } catch (TimeoutException e) {
            throw new AssertionError("not done", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** With which error a stage fails. */
    public static BrokerError errorOf(CompletionStage<?> stage) {
        return failureOf(stage).error();
    }
}
