package io.postrider.client.asf;

import io.postrider.client.consumer.DeliveryBuffer;
import io.postrider.client.dispatch.Strand;
import io.postrider.client.error.JmsErrors;
import io.postrider.client.link.Replies;
import io.postrider.client.session.AssignedDeliveries;
import io.postrider.client.session.PostriderSession;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Delivery;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Spreads a destination's messages over the sessions of an application server's pool; section 11.2 of the specification.
 * It takes a server session for as many messages as have arrived, up to its limit, loads its session with them, and starts
 * it. A strand of the connection does so, and may be kept waiting by the pool.
 */
public final class PostriderConnectionConsumer implements ConnectionConsumer {
    private static final long RETRY_SECONDS = 1;

    private final ConsumerConnection connection;
    private final ConsumerRequest request;
    private final ServerSessionPool pool;
    private final int maxMessages;
    private final DeliveryBuffer buffer;
    private final Strand strand;
    private final Executor later;

    /**
     * One that the broker has yet to be asked for, with {@link #open}.
     *
     * @param maxMessages the most messages that a session is loaded with at once
     * @param maxPrefetch the most messages that wait here
     */
    public PostriderConnectionConsumer(
            ConsumerConnection connection,
            ConsumerRequest request,
            ServerSessionPool pool,
            int maxMessages,
            int maxPrefetch) {
        this.connection = connection;
        this.request = request;
        this.pool = pool;
        this.maxMessages = maxMessages;
        this.strand = new Strand(connection.pool(), this::loadNext);
        this.buffer = new DeliveryBuffer(
                connection.link(),
                request.consumer(),
                maxPrefetch,
                strand::wake,
                cause -> connection.report(JmsErrors.checked(cause)));
        this.later = CompletableFuture.delayedExecutor(RETRY_SECONDS, TimeUnit.SECONDS, connection.pool());
    }

    /**
     * Opens it at the broker; blocks until that has answered.
     *
     * @throws JMSException as the broker refuses
     */
    public void open() throws JMSException {
        Replies.await(connection.link().openConsumer(request, buffer));
        buffer.setAsynchronous(true);
    }

    /** Where its deliveries wait. */
    public DeliveryBuffer buffer() {
        return buffer;
    }

    private boolean loadNext() {
        if (!buffer.hasWaiting()) {
            if (buffer.failure() == null) {
                buffer.request();
            }
            return false;
        }
        try {
            ServerSession serverSession = pool.getServerSession();
            load(serverSession);
            serverSession.start();
            return true;
        } catch (JMSException | RuntimeException e) {
            connection.report(
                    e instanceof JMSException problem
                            ? problem
                            : JmsErrors.withCause(new JMSException("the server session pool failed: " + e), e));
            later.execute(strand::wake);
            return false;
        }
    }

    private void load(ServerSession serverSession) throws JMSException {
        Session session = serverSession.getSession();
        if (!(session instanceof PostriderSession own)) {
            throw new IllegalStateException("the server session's session is not one of this provider: " + session);
        }
        AssignedDeliveries assigned = own.core().assigned();
        Delivery next;
        for (int loaded = 0; loaded < maxMessages && (next = buffer.poll()) != null; loaded++) {
            assigned.load(request.consumer(), next);
        }
    }

    @Override
    public ServerSessionPool getServerSessionPool() throws JMSException {
        if (buffer.isClosed()) {
            throw new IllegalStateException("the connection consumer is closed");
        }
        return pool;
    }

    /** {@inheritDoc} Sessions that are loaded keep what they have. Idempotent. */
    @Override
    public void close() throws JMSException {
        if (!buffer.close()) {
            return;
        }
        connection.closed(this);
        try {
            Replies.awaitBroker(buffer.closeConsumer());
        } catch (BrokerException e) {
            if (e.error().linkSurvives()) {
                throw JmsErrors.checked(e);
            }
        }
    }
}
