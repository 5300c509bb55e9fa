package io.postrider.client.failover;

import io.postrider.client.remote.RecoverableLink;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;

/** A command whose caller has a stage. What it changes, and what becomes of it on the next link, is said by those who make it. */
final class Asked<T> extends Carried {
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final LinkSwitch links;
    private final Function<RecoverableLink, CompletionStage<T>> command;
    private Function<RecoverableLink, CompletionStage<T>> again;
    private Function<RecoverableLink, CompletionStage<T>> elsewhere;
    private boolean endsWithTheLink;
    private Runnable beginning = () -> {};
    private Consumer<T> success = value -> {};
    private Consumer<BrokerException> failure = cause -> {};

    Asked(LinkSwitch links, Function<RecoverableLink, CompletionStage<T>> command) {
        super(links);
        this.links = links;
        this.command = command;
        this.again = command;
    }

    /** What it changes as it begins, with the switch's lock held. */
    Asked<T> beginning(Runnable change) {
        beginning = change;
        return this;
    }

    /** What is asked of the next link instead. */
    Asked<T> again(Function<RecoverableLink, CompletionStage<T>> other) {
        again = other;
        return this;
    }

    /** On the next link it is done already: what it was to undo ended with the former. */
    Asked<T> endingWithTheLink() {
        endsWithTheLink = true;
        return again(link -> CompletableFuture.completedStage(null));
    }

    @Override
    Carried withoutWaiting() {
        return endsWithTheLink
                ? new CarriedCommand(links, null, (link, none) -> command.apply(link)).beginning(beginning)
                : null;
    }

    @Override
    void overWithTheLink() {
        success.accept(null);
        result.complete(null);
    }

    /** On the next link this failure means that it had taken effect before. */
    Asked<T> doneIf(BrokerError error) {
        return again(link -> doneIf(command.apply(link), error));
    }

    /** A stage that fails so is done. */
    static <T> CompletionStage<T> doneIf(CompletionStage<T> stage, BrokerError error) {
        return stage.handle((value, thrown) -> {
            BrokerException cause = thrown == null ? null : cause(thrown);
            if (cause != null && cause.error() != error) {
                throw new CompletionException(cause);
            }
            return value;
        });
    }

    /** Nobody but the same store can say what became of it. */
    Asked<T> ofOneStore() {
        elsewhere = link -> outcomeUnknown();
        return this;
    }

    static <T> CompletionStage<T> outcomeUnknown() {
        return CompletableFuture.failedStage(new BrokerException(
                BrokerError.LINK_LOST, "the link was lost before the broker answered: the outcome is not known"));
    }

    Asked<T> onSuccess(Consumer<T> told) {
        success = told;
        return this;
    }

    Asked<T> onFailure(Consumer<BrokerException> told) {
        failure = told;
        return this;
    }

    CompletionStage<T> result() {
        return result;
    }

    @Override
    void begin() {
        beginning.run();
    }

    @Override
    void issue(RecoverableLink link) {
        command.apply(link).whenComplete((value, thrown) -> answered(link, value, thrown));
    }

    @Override
    void issueAgain(RecoverableLink link) {
        again.apply(link).whenComplete((value, thrown) -> answered(link, value, thrown));
    }

    @Override
    void issueElsewhere(RecoverableLink link) {
        if (elsewhere == null) {
            issueAgain(link);
        } else {
            elsewhere.apply(link).whenComplete((value, thrown) -> answered(link, value, thrown));
        }
    }

    private void answered(RecoverableLink link, T value, Throwable thrown) {
        if (thrown != null && link.hasEnded() || !finish()) {
            return;
        }
        if (thrown == null) {
            success.accept(value);
            result.complete(value);
        } else {
            abandon(cause(thrown));
        }
    }

    @Override
    void abandon(BrokerException cause) {
        failure.accept(cause);
        result.completeExceptionally(cause);
    }

    static BrokerException cause(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return cause instanceof BrokerException known
                ? known
                : new BrokerException(BrokerError.INTERNAL, "the command failed: " + cause, cause);
    }
}
