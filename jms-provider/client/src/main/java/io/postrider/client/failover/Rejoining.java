package io.postrider.client.failover;

import io.postrider.client.remote.RecoverableLink;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkEvents;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Opens the first link, and another one each time one is lost, on a thread that lives as long as that takes.
 *
 * <pre>
 *   CONNECTING --opened--&gt; OPEN --lost--&gt; REJOINING --opened, restored--&gt; OPEN
 *       |                   |                 |
 *   out of time           closed     out of time, refused, closed
 *       v                   v                 v
 *   (no link)             ENDED             ENDED
 * </pre>
 */
final class Rejoining {
    private final FailoverSettings settings;
    private final LinkOpening opening;
    private final LinkEvents events;
    private final String where;
    private final LinkSwitch links = new LinkSwitch();
    private final CarriedState state;
    private final Restoration restoration;
    private final CompletableFuture<BrokerLink> opened = new CompletableFuture<>();
    private final AtomicReference<CompletableFuture<Void>> closing = new AtomicReference<>();
    private volatile ConnectRequest request;

    Rejoining(FailoverSettings settings, LinkOpening opening, ConnectRequest request, LinkEvents events) {
        this.settings = settings;
        this.opening = opening;
        this.request = request;
        this.events = events;
        this.where = request.address().toString();
        this.state = new CarriedState(links, settings.maxTransactionBytes());
        this.restoration = new Restoration(links, state);
    }

    /** Begins. Returns the link, once there is one. */
    CompletionStage<BrokerLink> start() {
        onThread(this::connect);
        return opened;
    }

    private void onThread(Runnable task) {
        Thread thread = new Thread(task, "postrider-failover " + where);
        thread.setDaemon(true);
        thread.start();
    }

    private void connect() {
        Attempts attempts = new Attempts(
                settings,
                opening,
                links,
                "connect",
                settings.firstConnectMillis(),
                FailoverOption.FIRST_CONNECT_MILLIS);
        try {
            Watch watch = new Watch();
            RecoverableLink first = attempts.open(null, request, watch);
            FailoverLink link = new FailoverLink(
                    links,
                    state,
                    this,
                    settings.sendTimeoutMillis(),
                    ThreadLocalRandom.current().nextLong());
            watch.on(first);
            if (restoration.restore(first)) {
                opened.complete(link);
            } else {
                opened.complete(link);
                rejoin(new BrokerException(BrokerError.LINK_LOST, "the link to " + where + " was lost at once"));
            }
        } catch (BrokerException | RuntimeException e) {
            opened.completeExceptionally(e);
        }
    }

    /** The client identifier that the connection has from now on. */
    void identifiedAs(String clientId) {
        ConnectRequest former = request;
        request = new ConnectRequest(former.address(), former.userName(), former.password(), clientId, true);
    }

    private void rejoin(BrokerException cause) {
        Log.LOG.warn("PR006002 The link to {} is lost, and being established again: {}", where, cause.getMessage());
        events.interrupted(cause);
        links.endWithTheLink();
        Attempts attempts = new Attempts(
                settings,
                opening,
                links,
                "establish the link again",
                settings.reconnectMillis(),
                FailoverOption.RECONNECT_MILLIS);
        try {
            boolean restored = false;
            while (!restored) {
                Watch watch = new Watch();
                RecoverableLink next = attempts.open(links.link(), request, watch);
                watch.on(next);
                restored = restoration.restore(next);
                if (!restored && links.hasEnded()) {
                    next.close();
                    return;
                }
            }
            Log.LOG.info(
                    "PR006003 The link to {} is established again at attempt {}, with broker {}",
                    where,
                    attempts.made(),
                    brokerId());
            events.restored();
        } catch (BrokerException e) {
            giveUp(new BrokerException(BrokerError.LINK_LOST, "the link is lost: " + e.getMessage(), e));
        } catch (RuntimeException e) {
            Log.LOG.error("PR006004 Establishing the link to {} again failed unexpectedly", where, e);
            giveUp(new BrokerException(BrokerError.INTERNAL, "a failure in the client: " + e, e));
        }
    }

    private String brokerId() {
        return links.link().brokerId();
    }

    private void giveUp(BrokerException cause) {
        if (links.end(cause)) {
            Log.LOG.warn("PR006005 The link to {} is lost for good: {}", where, cause.getMessage());
            events.lost(cause);
        }
    }

    /** Closes the link, or ends the attempts to have one. Idempotent. */
    CompletionStage<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        if (!closing.compareAndSet(null, closed)) {
            return closing.get().minimalCompletionStage();
        }
        BrokerException byThisSide = new BrokerException(BrokerError.LINK_CLOSED, "the connection is closed");
        if (!links.isOpen()) {
            links.end(byThisSide);
            closed.complete(null);
        } else {
            links.link().close().whenComplete((done, failure) -> {
                links.end(byThisSide);
                closed.complete(null);
            });
        }
        return closed.minimalCompletionStage();
    }

    /** What befalls one of the links. */
    private final class Watch implements LinkEvents {
        private volatile RecoverableLink link;

        /** Which one it is; what befell it before is found out when it is used. */
        void on(RecoverableLink watched) {
            link = watched;
        }

        @Override
        public void lost(BrokerException cause) {
            RecoverableLink gone = link;
            if (gone != null && links.lost(gone)) {
                // who was slow would be so again: the application has to know
                onThread(cause.error() == BrokerError.SLOW_CONSUMER ? () -> giveUp(cause) : () -> rejoin(cause));
            }
        }

        @Override
        public void interrupted(BrokerException cause) {
            events.interrupted(cause);
        }

        @Override
        public void restored() {
            events.restored();
        }
    }
}
