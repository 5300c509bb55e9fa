package io.postrider.broker.journal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A completion that can be waited for. */
public final class Outcome implements UnitCompletion {
    private final CompletableFuture<JournalException> ended = new CompletableFuture<>();

    @Override
    public void committed() {
        ended.complete(null);
    }

    @Override
    public void failed(JournalException cause) {
        ended.complete(cause);
    }

    public boolean isDone() {
        return ended.isDone();
    }

    /** Waits for the end; returns the failure, or null. */
    public JournalException await() {
        boolean interrupted = false;
        while (true) {
            try {
                JournalException failure = ended.get(60, TimeUnit.SECONDS);
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return failure;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException | TimeoutException e) {
                throw new AssertionError("the unit's end was not told", e);
            }
        }
    }
}
