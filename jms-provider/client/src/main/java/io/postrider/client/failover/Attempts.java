package io.postrider.client.failover;

import io.postrider.client.remote.RecoverableLink;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkAddress;
import io.postrider.protocol.link.LinkEvents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The attempts to open one link: address after address, with a pause after each round that doubles, until one succeeds or the time is over.
 * Each attempt is logged once. For one thread.
 */
final class Attempts {
    private final FailoverSettings settings;
    private final LinkOpening opening;
    private final LinkSwitch links;
    private final String purpose;
    private final long limitMillis;
    private final String limitOption;
    private final long begin = System.nanoTime();
    private int made;
    private int rounds;

    /**
     * @param purpose for people: to what end
     * @param limitMillis how long; {@link FailoverSettings#FOR_EVER} for as long as it takes
     * @param limitOption which option says so
     */
    Attempts(
            FailoverSettings settings,
            LinkOpening opening,
            LinkSwitch links,
            String purpose,
            long limitMillis,
            FailoverOption limitOption) {
        this.settings = settings;
        this.opening = opening;
        this.links = links;
        this.purpose = purpose;
        this.limitMillis = limitMillis;
        this.limitOption = limitOption.optionName();
    }

    /** How many were made. */
    int made() {
        return made;
    }

    /**
     * Opens a link. Blocks until it is open.
     *
     * @param request whom and as whom; its address is not looked at
     * @throws BrokerException the broker's refusal, where trying again makes no sense; {@link BrokerError#BROKER_UNAVAILABLE} if the time is
     *     over or the link was closed meanwhile
     */
    RecoverableLink open(RecoverableLink former, ConnectRequest request, LinkEvents events) throws BrokerException {
        while (true) {
            BrokerException failure = null;
            for (LinkAddress address : inOrder()) {
                made++;
                try {
                    return await(former, at(address, request), events);
                } catch (BrokerException e) {
                    failure = e;
                    Log.LOG.info("PR006001 Attempt {} to {} failed: {}", made, purpose, e.getMessage());
                }
                if (isFinal(failure) || links.hasEnded()) {
                    throw failure;
                }
            }
            pause(failure);
        }
    }

    private List<LinkAddress> inOrder() {
        List<LinkAddress> order = new ArrayList<>(settings.addresses());
        if (settings.randomize()) {
            Collections.shuffle(order, ThreadLocalRandom.current());
        }
        return order;
    }

    private static ConnectRequest at(LinkAddress address, ConnectRequest request) {
        return new ConnectRequest(address, request.userName(), request.password(), request.clientId(), true);
    }

    /** Whether no time helps. A client identifier may be free again once the broker has given up what has it. */
    private static boolean isFinal(BrokerException failure) {
        return switch (failure.error()) {
            case NOT_AUTHENTICATED, NOT_AUTHORIZED, INVALID_ADDRESS -> true;
            default -> false;
        };
    }

    private RecoverableLink await(RecoverableLink former, ConnectRequest request, LinkEvents events)
            throws BrokerException {
        try {
            return opening.open(former, request, events).toCompletableFuture().get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() instanceof CompletionException nested ? nested.getCause() : e.getCause();
            throw cause instanceof BrokerException known
                    ? known
                    : new BrokerException(BrokerError.INTERNAL, "connecting failed: " + cause, cause);
        } catch (InterruptedException e) {
            throw new BrokerException(BrokerError.BROKER_UNAVAILABLE, "interrupted while connecting", e);
        }
    }

    /** Between half and all of a pause that doubles each time: clients that broke together do not come back together. */
    private void pause(BrokerException failure) throws BrokerException {
        rounds++;
        long doubled = (long) settings.delayMillis() << Math.min(rounds - 1, 20);
        long whole = Math.min(doubled, settings.maxDelayMillis());
        long millis = whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1);
        long spentMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        if (limitMillis != FailoverSettings.FOR_EVER && spentMillis + millis > limitMillis) {
            throw new BrokerException(
                    BrokerError.BROKER_UNAVAILABLE,
                    "no broker could be reached to " + purpose + " at " + settings.addresses() + " within "
                            + limitMillis
                            + " ms (" + limitOption + "), in " + made + " attempts; the last failure: "
                            + failure.getMessage(),
                    failure);
        }
        if (links.awaitEnd(millis)) {
            throw failure;
        }
    }
}
