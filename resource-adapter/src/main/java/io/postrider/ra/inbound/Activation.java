package io.postrider.ra.inbound;

import io.postrider.client.connection.PostriderConnection;
import io.postrider.client.error.JmsErrors;
import io.postrider.ra.settings.Adapter;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.JMSException;
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
    private static final int MAX_DOUBLINGS = 16;

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
        List<DeliverySession> ended;
        synchronized (this) {
            stopped = true;
            open = connection;
            connection = null;
            ended = sessions;
            sessions = List.of();
        }
        close(open, ended);
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    // Connecting ------------------------------------------------------------------------------------------------------

    private void connect() {
        if (isStopped()) {
            return;
        }
        PostriderConnection opened = null;
        List<DeliverySession> made = new ArrayList<>();
        try {
            Delivering delivering = Delivering.of(spec, endpoints, executor);
            ActivationTarget target = ActivationTarget.of(spec, adapter);
            adapter.keepBroker(target.access().url());
            opened = delivering.needsBranches()
                    ? target.access().openDistributed(executor)
                    : target.access().open(executor);
            openSessions(delivering, target, opened, made);
            deliver(opened, target, made);
        } catch (JMSException | NamingException | RuntimeException e) {
            close(opened, made);
            failed(e);
        }
    }

    private void openSessions(
            Delivering delivering, ActivationTarget target, PostriderConnection opened, List<DeliverySession> made)
            throws JMSException {
        // a subscription that is not shared has one consumer
        int wanted = target.isTopic() && !spec.getShareSubscriptions() ? 1 : spec.getMaxSessions();
        while (made.size() < wanted) {
            made.add(DeliverySession.open(delivering, opened, target));
        }
    }

    private void deliver(PostriderConnection opened, ActivationTarget target, List<DeliverySession> made)
            throws JMSException {
        opened.setExceptionListener(problem -> executor.execute(() -> lost(opened, problem)));
        opened.start();
        synchronized (this) {
            if (!stopped) {
                connection = opened;
                sessions = List.copyOf(made);
                failedTries = 0;
            }
        }
        if (isStopped()) {
            close(opened, made);
            return;
        }
        LOG.info(
                "PR007010 {}: delivers from {} of {} by {} sessions",
                spec,
                target.destination(),
                target.access(),
                made.size());
        made.forEach(DeliverySession::begin);
        if (opened.core().failure() != null) {
            lost(opened, JmsErrors.checked(opened.core().failure()));
        }
    }

    // Failing ---------------------------------------------------------------------------------------------------------

    /** Once for each connection. */
    private void lost(PostriderConnection lost, JMSException cause) {
        List<DeliverySession> ended;
        synchronized (this) {
            if (stopped || lost != connection) {
                return;
            }
            connection = null;
            ended = sessions;
            sessions = List.of();
        }
        close(lost, ended);
        failed(cause);
    }

    private void failed(Exception cause) {
        int tries;
        synchronized (this) {
            if (stopped) {
                return;
            }
            tries = ++failedTries;
        }
        if (cause instanceof InvalidSelectorException) {
            LOG.error("PR007013 {}: gives up, as no other try can help: messageSelector: {}", spec, cause.getMessage());
            return;
        }
        if (spec.getReconnectAttempts() != PostriderActivationSpec.FOR_EVER && tries > spec.getReconnectAttempts()) {
            LOG.error("PR007013 {}: gives up after {} tries: {}", spec, tries, cause.getMessage());
            return;
        }
        long delayMillis = delayMillis(tries);
        LOG.warn(
                "PR007012 {}: does not deliver, tries again in {} ms (try {}): {}",
                spec,
                delayMillis,
                tries,
                cause.getMessage());
        executor.executeLater(this::connect, delayMillis);
    }

    private long delayMillis(int tries) {
        long longest = Math.max(MAX_INTERVAL_MILLIS, spec.getReconnectIntervalMillis());
        return Math.min(longest, spec.getReconnectIntervalMillis() << Math.min(tries - 1, MAX_DOUBLINGS));
    }

    private void close(PostriderConnection open, List<DeliverySession> ended) {
        if (open != null) {
            try {
                open.close();
            } catch (JMSException e) {
                LOG.debug("the connection of {} did not close in order", spec, e);
            }
        }
        ended.forEach(DeliverySession::release);
    }
}
