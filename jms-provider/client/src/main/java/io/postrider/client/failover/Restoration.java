package io.postrider.client.failover;

import io.postrider.client.failover.LinkSwitch.Opening;
import io.postrider.client.remote.RecoverableLink;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.DestinationName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/**
 * Opens on a link what was open on the one before, and says again what that did not answer: temporary destinations, consumers and their
 * credit, browsers, the sends of open transactions, then all commands under way, in their order, and those that have waited. For one thread
 * at a time.
 */
final class Restoration {
    private final LinkSwitch links;
    private final CarriedState state;

    Restoration(LinkSwitch links, CarriedState state) {
        this.links = links;
        this.state = state;
    }

    /** Returns whether the link is open now; otherwise it is lost again, or all is over. */
    boolean restore(RecoverableLink next) {
        RecoverableLink former = links.link();
        boolean sameStore = former == null || former.brokerId().equals(next.brokerId());
        if (!links.replace(next)) {
            return false;
        }
        if (former != null) {
            state.lost().forEach(TransactedSend::drop);
            boolean reopened = temporaries(next) && consumers(next) && browsers(next);
            if (!reopened) {
                return false;
            }
            state.transactions.toSayAgain().forEach(send -> send.sayAgain(next));
            for (Carried command : links.unanswered()) {
                if (sameStore) {
                    command.issueAgain(next);
                } else {
                    command.issueElsewhere(next);
                }
            }
        }
        Opening opening = Opening.BUSY;
        while (opening == Opening.BUSY) {
            opening = links.openIfIdle();
        }
        return opening == Opening.OPEN;
    }

    private boolean temporaries(RecoverableLink next) {
        for (TemporaryRequest temporary : state.temporaries()) {
            DestinationName name = new DestinationName(temporary.kind(), temporary.chosenName());
            BrokerException failure = failure(next.createTemporary(temporary));
            if (next.hasEnded()) {
                return false;
            }
            if (failure != null) {
                Log.LOG.warn("PR006006 {} could not be made again: {}", name, failure.getMessage());
                state.locked(() -> state.temporaries.remove(name));
            }
        }
        return true;
    }

    private boolean consumers(RecoverableLink next) {
        Map<CarriedConsumer, CompletionStage<Void>> opening = new LinkedHashMap<>();
        List<CarriedConsumer> all = state.openConsumers();
        all.forEach(consumer -> consumer.sink().reopened());
        all.forEach(consumer -> opening.put(consumer, next.openConsumer(consumer.request(), consumer.on(next))));
        for (Map.Entry<CarriedConsumer, CompletionStage<Void>> entry : opening.entrySet()) {
            CarriedConsumer consumer = entry.getKey();
            BrokerException failure = failure(entry.getValue());
            if (next.hasEnded()) {
                return false;
            }
            if (failure == null) {
                next.credit(consumer.request().consumer(), consumer.credit(), null);
            } else {
                notOpenedAgain(consumer, failure);
            }
        }
        return true;
    }

    private void notOpenedAgain(CarriedConsumer consumer, BrokerException failure) {
        Log.LOG.warn(
                "PR006007 A consumer of {} could not be opened again: {}",
                consumer.request().destination(),
                failure.getMessage());
        state.locked(() -> state.consumers.remove(consumer.request().consumer()));
        consumer.sink().closed(failure);
    }

    /** A browser that cannot be opened again fails when it is asked for more. */
    private boolean browsers(RecoverableLink next) {
        for (CarriedBrowser browser : state.openBrowsers()) {
            BrokerException failure = failure(browser.open(next));
            if (next.hasEnded()) {
                return false;
            }
            if (failure != null) {
                Log.LOG.warn("PR006008 A browser could not be opened again: {}", failure.getMessage());
            }
        }
        return true;
    }

    /** How a stage fails, or null. Blocks until it is over; it is, at the latest, when the link ends. */
    private static BrokerException failure(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().get();
            return null;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof CompletionException nested ? nested.getCause() : e.getCause();
            return cause instanceof BrokerException known
                    ? known
                    : new BrokerException(BrokerError.INTERNAL, "a failure in the client: " + cause, cause);
        } catch (InterruptedException e) {
            return new BrokerException(BrokerError.INTERNAL, "interrupted", e);
        }
    }
}
