package io.postrider.ra.inbound;

import io.postrider.client.connection.PostriderConnection;
import io.postrider.ra.settings.Adapter;
import jakarta.jms.JMSException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.ArrayList;
import java.util.List;
import javax.naming.NamingException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers a destination's messages to one message-driven bean, by a connection of its own with a session for each message that may
 * be delivered at the same time.
 *
 * <p>States: connecting -> delivering -> (the connection is lost) -> waiting -> connecting ..., until it is stopped or has tried as often
 * as it may. Safe for any thread.
 */
public final class Activation {
    private static final Logger LOG = LoggerFactory.getLogger(Activation.class);
    private static final long MAX_INTERVAL_MILLIS = 30_000;

    private final Adapter adapter;
    private final WorkExecutor executor;
    private final MessageEndpointFactory endpoints;
    private final PostriderActivationSpec spec;

    private PostriderConnection connection;
    private List<DeliverySession> sessions = List.of();
    private int failedTries;
    private boolean stopped;

    /** Not started. */
    public Activation(
            Adapter adapter, WorkExecutor executor, MessageEndpointFactory endpoints, PostriderActivationSpec spec) {
        this.adapter = adapter;
        this.executor = executor;
        this.endpoints = endpoints;
        this.spec = spec;
    }

    /** Returns at once: a broker that is away holds up no deployment. */
    public void start() {
        executor.execute(this::connect);
    }

    /** Lets deliveries that run come to their end, and closes the connection; blocks until that is done. Idempotent. */
    public void stop() {
        PostriderConnection open;
        synchronized (this) {
            stopped = true;
            open = connection;
        }
        if (open != null) {
            close(open);
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    // Connecting ------------------------------------------------------------------------------------------------------

    private void connect() {
        if (isStopped()) {
            return;
        }
        try {
            ActivationTarget target = ActivationTarget.of(spec, adapter);
            adapter.keepBroker(target.access().url());
            boolean transacted = DeliverySession.isTransacted(endpoints);
            PostriderConnection opened = transacted
                    ? target.access().openDistributed(executor)
                    : target.access().open(executor);
            if (take(opened)) {
                deliver(opened, target);
            } else {
                opened.close();
            }
        } catch (JMSException | NamingException | RuntimeException e) {
            failed(null, e);
        }
    }

    private synchronized boolean take(PostriderConnection opened) {
        if (!stopped) {
            connection = opened;
        }
        return !stopped;
    }

    private void deliver(PostriderConnection opened, ActivationTarget target) {
        try {
            opened.setExceptionListener(problem -> executor.execute(() -> failed(opened, problem)));
            List<DeliverySession> made = openSessions(opened, target);
            opened.start();
            LOG.info(
                    "PR007010 {}: delivers from {} of {} by {} sessions",
                    spec,
                    target.destination(),
                    target.access(),
                    made.size());
            synchronized (this) {
                failedTries = 0;
                sessions = made;
            }
        } catch (JMSException | ResourceException | RuntimeException e) {
            failed(opened, e);
        }
    }

    private List<DeliverySession> openSessions(PostriderConnection opened, ActivationTarget target)
            throws JMSException, ResourceException {
        int wanted = target.isTopic() && !spec.getShareSubscriptions() ? 1 : spec.getMaxSessions();
        List<DeliverySession> made = new ArrayList<>();
        while (made.size() < wanted) {
            try {
                made.add(DeliverySession.open(spec, endpoints, opened, target));
            } catch (UnavailableException e) {
                if (made.isEmpty()) {
                    throw e;
                }
                LOG.info(
                        "PR007011 {}: the server has {} of {} endpoints: {}",
                        spec,
                        made.size(),
                        wanted,
                        e.getMessage());
                break;
            }
        }
        return made;
    }

    // Failing ---------------------------------------------------------------------------------------------------------

    /** Once for each connection. */
    private void failed(PostriderConnection lost, Exception cause) {
        long delayMillis;
        int tries;
        synchronized (this) {
            if (stopped || lost != connection) {
                return;
            }
            connection = null;
            tries = ++failedTries;
            delayMillis =
                    Math.min(MAX_INTERVAL_MILLIS, spec.getReconnectIntervalMillis() << Math.min(tries - 1, Short.SIZE));
        }
        if (lost != null) {
            close(lost);
        }
        if (spec.getReconnectAttempts() != PostriderActivationSpec.FOR_EVER && tries > spec.getReconnectAttempts()) {
            LOG.error("PR007013 {}: gives up after {} tries: {}", spec, tries, cause.getMessage());
            return;
        }
        LOG.warn(
                "PR007012 {}: does not deliver, tries again in {} ms (try {}): {}",
                spec,
                delayMillis,
                tries,
                cause.getMessage());
        executor.executeLater(this::connect, delayMillis);
    }

    private void close(PostriderConnection open) {
        try {
            open.close();
        } catch (JMSException e) {
            LOG.debug("the connection of {} did not close in order", spec, e);
        }
        List<DeliverySession> ended;
        synchronized (this) {
            ended = sessions;
            sessions = List.of();
        }
        ended.forEach(DeliverySession::release);
    }
}
