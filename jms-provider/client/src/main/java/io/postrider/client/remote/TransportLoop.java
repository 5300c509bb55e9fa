package io.postrider.client.remote;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkEvents;
import io.postrider.protocol.message.MalformedMessageException;
import io.postrider.protocol.wire.Frame;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The reading thread of one link: connects, reads until the transport breaks, connects again.
 *
 * <pre>
 *   CONNECTING --logged in--&gt; READING --transport broke--&gt; RESUMING --resumed--&gt; READING
 *       |                        |                            |
 *     refused,           closed, GOODBYE,            refused, or out of time
 *    unreachable          broken protocol                     |
 *       v                        v                            v
 *   (no link)                  ENDED                      ENDED (lost)
 * </pre>
 */
final class TransportLoop implements Runnable {
    private final ConnectRequest request;
    private final byte[] formerToken;
    private final TransportSettings settings;
    private final SilenceWatch silence = new SilenceWatch();
    private final Dialer dialer;
    private final LinkEvents events;
    private final CompletableFuture<RecoverableLink> opened = new CompletableFuture<>();

    private Frame.LoggedIn loggedIn;
    private Reading reading;
    private Conversation conversation;
    private RemoteLink link;

    private TransportLoop(ConnectRequest request, TransportSettings settings, byte[] formerToken, LinkEvents events) {
        this.request = request;
        this.formerToken = formerToken;
        this.settings = settings;
        this.dialer = new Dialer(settings, silence);
        this.events = events;
    }

    /**
     * Opens a link on a thread of its own.
     *
     * @param formerToken of the link that this one takes the place of, empty for none; null where the client repeats nothing
     */
    static CompletionStage<RecoverableLink> start(
            ConnectRequest request, TransportSettings settings, byte[] formerToken, LinkEvents events) {
        TransportLoop loop = new TransportLoop(request, settings, formerToken, events);
        startDaemon(loop, "postrider-reader " + settings.hostAndPort());
        return loop.opened;
    }

    private static void startDaemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void run() {
        try {
            Transport transport = open();
            while (transport != null) {
                transport = next(transport);
            }
        } finally {
            silence.end();
        }
    }

    /** Whatever happens to this thread, even for want of memory, those who wait for the link are told. */
    private Transport next(Transport transport) {
        try {
            return readUntilEnded(transport);
        } catch (RuntimeException | Error e) {
            Log.LOG.error("PR003506 A sink or completion failed, which it must not; or the memory is used up", e);
            return lost(new BrokerException(BrokerError.INTERNAL, "a failure in the client: " + e, e));
        }
    }

    private Transport open() {
        try {
            startDaemon(silence, "postrider-watch " + settings.hostAndPort());
            Dialer.Opened result = dialer.open(request, formerToken);
            loggedIn = result.loggedIn();
            reading = new Reading(Thread.currentThread());
            conversation = new Conversation(reading, settings.maxUnconfirmedBytes(), loggedIn.heartbeatMillis());
            link = new RemoteLink(conversation, reading, settings, result.welcome(), loggedIn);
            reading.tell(conversation, link);
            conversation.attach(result.transport(), 0);
            startDaemon(conversation, "postrider-writer " + settings.hostAndPort());
            Log.LOG.debug("PR003501 Connected to broker {} at {}", loggedIn.brokerId(), settings.hostAndPort());
            opened.complete(link);
            return result.transport();
        } catch (BrokerException | RuntimeException | Error e) {
            opened.completeExceptionally(e);
            return null;
        }
    }

    /** Reads a transport to its end. Returns the next one, or null if the link has ended. */
    private Transport readUntilEnded(Transport transport) {
        try {
            Frame.Goodbye goodbye = reading.untilGoodbye(transport);
            return lost(new BrokerException(goodbye.error(), goodbye.message()));
        } catch (IOException e) {
            return resume(new BrokerException(
                    BrokerError.LINK_LOST,
                    "the connection to " + settings.hostAndPort() + " broke: " + e.getMessage(),
                    e));
        } catch (MalformedMessageException e) {
            return lost(new BrokerException(
                    BrokerError.LINK_LOST,
                    "the broker at " + settings.hostAndPort() + " does not keep to the protocol: " + e.getMessage(),
                    e));
        } finally {
            transport.abort();
        }
    }

    private Transport resume(BrokerException broken) {
        conversation.detach();
        int limitMillis = Math.min(loggedIn.resumeMillis(), settings.wantedResumeMillis());
        if (limitMillis == 0 || conversation.awaitEnd(0)) {
            return lost(broken);
        }
        Log.LOG.warn(
                "PR003502 {}; resuming the link to broker {} for up to {} ms",
                broken.getMessage(),
                loggedIn.brokerId(),
                limitMillis);
        events.interrupted(broken);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis);
        for (int attempt = 1; ; attempt++) {
            BrokerException failure;
            try {
                Transport next = reopen(attempt);
                if (next != null) {
                    events.restored();
                }
                return next;
            } catch (BrokerException e) {
                failure = e;
            }
            if (failure.error() != BrokerError.BROKER_UNAVAILABLE) {
                return lost(refused(failure));
            }
            long pauseMillis = pauseMillis(attempt);
            Log.LOG.info(
                    "PR003503 Attempt {} of {} to resume the link to broker {} failed: {}",
                    attempt,
                    settings.reconnectAttempts(),
                    loggedIn.brokerId(),
                    failure.getMessage());
            boolean last = attempt >= settings.reconnectAttempts()
                    || System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(pauseMillis) - deadline > 0;
            if (last || conversation.awaitEnd(pauseMillis)) {
                return lost(broken);
            }
        }
    }

    private Transport reopen(int attempt) throws BrokerException {
        Dialer.Reopened next = dialer.reopen(loggedIn, conversation.receivedFrames());
        boolean attached = false;
        try {
            attached = conversation.attach(next.transport(), next.receivedFrames());
        } catch (MalformedMessageException e) {
            throw new BrokerException(BrokerError.LINK_LOST, e.getMessage(), e);
        } finally {
            if (!attached) {
                next.transport().abort();
            }
        }
        if (attached) {
            Log.LOG.info("PR003504 Resumed the link to broker {} at attempt {}", loggedIn.brokerId(), attempt);
        }
        return attached ? next.transport() : null;
    }

    private static BrokerException refused(BrokerException refusal) {
        return new BrokerException(
                BrokerError.LINK_LOST, "the link could not be resumed: " + refusal.getMessage(), refusal);
    }

    /** Between half and all of a pause that doubles each time: clients that broke together do not come back together. */
    private long pauseMillis(int attempt) {
        long doubled = (long) settings.reconnectDelayMillis() << Math.min(attempt - 1, 20);
        long whole = Math.min(doubled, settings.reconnectMaxDelayMillis());
        return whole / 2 + ThreadLocalRandom.current().nextLong(whole / 2 + 1);
    }

    private Transport lost(BrokerException cause) {
        boolean closing = link.isClosing();
        boolean first = link.end(cause);
        conversation.end();
        if (first && !closing) {
            Log.LOG.warn("PR003505 The link to broker {} is lost: {}", loggedIn.brokerId(), cause.getMessage());
            events.lost(cause);
        }
        return null;
    }
}
