package io.postrider.client.connection;

import io.postrider.client.asf.ConsumerConnection;
import io.postrider.client.asf.PostriderConnectionConsumer;
import io.postrider.client.dispatch.DispatchPool;
import io.postrider.client.error.JmsErrors;
import io.postrider.client.link.Connectors;
import io.postrider.client.link.Replies;
import io.postrider.client.message.MessageFactory;
import io.postrider.client.message.ObjectTrust;
import io.postrider.client.session.SessionConnection;
import io.postrider.client.session.SessionCore;
import io.postrider.client.settings.ClientOption;
import io.postrider.client.settings.ConnectionSettings;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.LinkEvents;
import io.postrider.protocol.link.PacedLink;
import io.postrider.protocol.message.DestinationName;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection's state and rules: its link, its sessions, and how they are started, stopped and closed together. Safe for
 * any thread.
 *
 * <p>States: stopped &lt;-&gt; started -> closing (no listener begins any more, those that run still have all of the
 * connection) -> closed.
 */
public final class ConnectionCore implements SessionConnection, ConsumerConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionCore.class);

    private final ConnectionSettings settings;
    private final DispatchPool pool;
    private final MessageFactory messages;
    private final ProblemReports problems;
    private final AtomicLong numbers = new AtomicLong();
    private final CopyOnWriteArrayList<SessionCore> sessions = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<PostriderConnectionConsumer> consumers = new CopyOnWriteArrayList<>();

    /** Held while all sessions are started, stopped or joined by a new one; never while waiting for a listener. */
    private final ReentrantLock startLock = new ReentrantLock();

    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final BrokerLink link;
    private volatile String clientId;
    private volatile boolean used;
    private volatile boolean started;
    private volatile boolean closed;
    private volatile BrokerException failure;

    /**
     * Opens a link; blocks until it is open.
     *
     * @param listenerExecutor whose threads run listeners, or null for threads of the connection's own
     * @throws JMSException if there is no connector for the address, or the broker refuses
     */
    public ConnectionCore(ConnectionSettings settings, Executor listenerExecutor) throws JMSException {
        this.settings = settings;
        this.pool = listenerExecutor == null
                ? DispatchPool.ofOwnThreads("postrider-" + settings.address().target())
                : DispatchPool.over(listenerExecutor);
        this.messages = new MessageFactory(ObjectTrust.parse(settings.text(ClientOption.TRUSTED_PACKAGES)));
        this.problems = new ProblemReports(pool, settings.toString());
        this.clientId = settings.text(ClientOption.CLIENT_ID);
        this.link = Connectors.connect(settings.connectRequest(), new Events());
    }

    // What sessions and consumers need --------------------------------------------------------------------------------

    @Override
    public BrokerLink link() {
        return link;
    }

    @Override
    public DispatchPool pool() {
        return pool;
    }

    @Override
    public long nextNumber() {
        return numbers.incrementAndGet();
    }

    @Override
    public MessageFactory messages() {
        return messages;
    }

    @Override
    public int maxPrefetch() {
        return settings.count(ClientOption.PREFETCH);
    }

    @Override
    public boolean awaitsNonPersistent() {
        return !(link instanceof PacedLink) || settings.truth(ClientOption.AWAIT_NON_PERSISTENT);
    }

    @Override
    public String stampedUserId() {
        return settings.truth(ClientOption.POPULATE_USER_ID) ? settings.text(ClientOption.USER_NAME) : null;
    }

    @Override
    public String currentClientId() {
        return clientId;
    }

    @Override
    public boolean isStarted() {
        return started;
    }

    @Override
    public BrokerException failure() {
        return failure;
    }

    @Override
    public void deleteTemporary(DestinationName destination) throws JMSException {
        checkOpen();
        Replies.await(link.deleteTemporary(destination));
    }

    @Override
    public void report(JMSException problem) {
        problems.report(problem);
    }

    /** Who is told of problems. */
    ProblemReports problems() {
        return problems;
    }

    // Using it --------------------------------------------------------------------------------------------------------

    /**
     * Before anything is asked of the connection.
     *
     * @throws IllegalStateException if it is closed
     */
    public void checkOpen() throws JMSException {
        if (closed) {
            throw new IllegalStateException("the connection to " + settings + " is closed");
        }
    }

    /** As {@link #checkOpen}, for all that ends the time in which the client identifier may be set; section 6.1.2. */
    public void use() throws JMSException {
        checkOpen();
        used = true;
    }

    /**
     * Sets the client identifier; section 6.1.2 of the specification.
     *
     * @throws IllegalStateException if there is one already, or the connection has been used
     * @throws InvalidClientIDException if it is empty, or another connection has it
     */
    public void setClientId(String value) throws JMSException {
        checkOpen();
        if (clientId != null) {
            throw new IllegalStateException("the connection has its client identifier already: " + clientId);
        }
        if (used) {
            throw new IllegalStateException(
                    "a client identifier is set before anything else is done with a connection");
        }
        if (value == null || value.isEmpty()) {
            throw new InvalidClientIDException("a client identifier is not empty");
        }
        Replies.await(link.identify(value));
        clientId = value;
    }

    /** Takes a session in. */
    public void open(SessionCore session) throws JMSException {
        checkOpen();
        sessions.add(session);
        if (closed) {
            session.close();
        }
    }

    @Override
    public void closed(SessionCore session) {
        sessions.remove(session);
    }

    /** Opens a connection consumer; blocks until the broker has answered. */
    void open(PostriderConnectionConsumer consumer) throws JMSException {
        consumer.open();
        startLock.lock();
        try {
            consumers.add(consumer);
            if (started) {
                consumer.buffer().resume();
            }
        } finally {
            startLock.unlock();
        }
    }

    @Override
    public void closed(PostriderConnectionConsumer consumer) {
        consumers.remove(consumer);
    }

    // Starting, stopping, closing -------------------------------------------------------------------------------------

    /** Starts delivery; section 6.1.4. */
    public void start() throws JMSException {
        use();
        startLock.lock();
        try {
            if (!started && !closing.get()) {
                started = true;
                sessions.forEach(SessionCore::start);
                consumers.forEach(consumer -> consumer.buffer().resume());
            }
        } finally {
            startLock.unlock();
        }
    }

    /**
     * Pauses delivery; section 6.1.5. Blocks until the message listeners that run have returned.
     *
     * @throws IllegalStateException if called by a listener of this connection
     */
    public void stop() throws JMSException {
        use();
        checkOutsideOfListeners("stopped");
        pause();
    }

    private void pause() {
        startLock.lock();
        try {
            started = false;
            consumers.forEach(consumer -> consumer.buffer().pause());
            sessions.forEach(SessionCore::pause);
        } finally {
            startLock.unlock();
        }
        sessions.forEach(SessionCore::awaitListeners);
    }

    /** Before the connection is stopped or closed. */
    private void checkOutsideOfListeners(String what) throws IllegalStateException {
        if (isInsideListener()) {
            throw new IllegalStateException("a connection cannot be " + what + " by a listener of its own sessions");
        }
    }

    private boolean isInsideListener() {
        return sessions.stream().anyMatch(session -> session.turn().isMine());
    }

    /**
     * Closes the connection and all that was made from it; section 6.1.8. Blocks until listeners and receives have returned
     * and asynchronous sends are complete. Idempotent.
     *
     * @throws IllegalStateException if called by a listener of this connection
     */
    public void close() throws JMSException {
        if (closed) {
            return;
        }
        checkOutsideOfListeners("closed");
        if (!closing.compareAndSet(false, true)) {
            awaitEnd();
            return;
        }
        try {
            pause();
            closeAll();
        } finally {
            closed = true;
            problems.close();
            endLink();
        }
    }

    private void closeAll() throws JMSException {
        JMSException first = null;
        for (PostriderConnectionConsumer consumer : consumers) {
            first = attempt(consumer::close, first);
        }
        for (SessionCore session : sessions) {
            first = attempt(session::close, first);
        }
        if (first != null) {
            throw first;
        }
    }

    private interface Closing {
        void close() throws JMSException;
    }

    /** One that cannot be closed does not keep the others open. */
    private static JMSException attempt(Closing closing, JMSException first) {
        try {
            closing.close();
            return first;
        } catch (JMSException e) {
            if (first == null) {
                return e;
            }
            first.addSuppressed(e);
            return first;
        }
    }

    private void endLink() throws JMSException {
        try {
            Replies.awaitBroker(link.close());
        } catch (BrokerException e) {
            if (e.error().linkSurvives()) {
                throw JmsErrors.checked(e);
            }
        } finally {
            pool.close();
            ended.countDown();
        }
    }

    private void awaitEnd() {
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "connection to " + settings;
    }

    /** What the link tells; on the broker's or transport's thread. */
    private final class Events implements LinkEvents {
        @Override
        public void lost(BrokerException cause) {
            failure = cause;
            List.copyOf(sessions).forEach(session -> session.fail(cause));
            List.copyOf(consumers).forEach(consumer -> consumer.buffer().fail(cause));
            problems.report(
                    JmsErrors.checked("the connection to " + settings + " is lost: " + cause.getMessage(), cause));
        }

        @Override
        public void interrupted(BrokerException cause) {
            LOG.warn(
                    "PR003003 the connection to {} is interrupted, and being restored: {}",
                    settings,
                    cause.getMessage());
        }

        @Override
        public void restored() {
            LOG.info("PR003004 the connection to {} is restored", settings);
        }
    }
}
