package io.postrider.client.session;

import io.postrider.client.acknowledge.AcknowledgeMode;
import io.postrider.client.acknowledge.HandedDeliveries;
import io.postrider.client.acknowledge.HandedTags;
import io.postrider.client.consumer.ConsumerSession;
import io.postrider.client.consumer.PostriderMessageConsumer;
import io.postrider.client.dispatch.Strand;
import io.postrider.client.dispatch.Turn;
import io.postrider.client.error.JmsErrors;
import io.postrider.client.link.WaitingCompletion;
import io.postrider.client.message.Acknowledger;
import io.postrider.client.xa.BranchSession;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.Delivery;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.TransactionInProgressException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session's state and rules: its consumers, what they have handed out, its transaction, and whose turn it is to run the
 * application's code.
 *
 * <p>States: open -> closing (no listener begins any more, the running one still has all of the session) -> closed. Used by
 * one thread at a time, but for closing, stopping, and what the broker's thread calls.
 */
public final class SessionCore implements ConsumerSession, BranchSession {
    private static final Logger LOG = LoggerFactory.getLogger(SessionCore.class);

    /** In {@link AcknowledgeMode#DUPS_OK} so many messages are acknowledged at once, or fewer when no more are there. */
    private static final int LAZY_ACKNOWLEDGEMENTS = 32;

    private final SessionConnection connection;
    private final BrokerLink link;
    private final AcknowledgeMode mode;
    private final boolean distributed;
    private final Turn turn = new Turn();
    private final HandedDeliveries handed;
    private final CopyOnWriteArrayList<PostriderMessageConsumer> consumers = new CopyOnWriteArrayList<>();
    private final Strand listeners;
    private final AssignedDeliveries assigned;
    private final Acknowledger acknowledger = this::acknowledgeAll;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final SessionTransaction transaction;
    private final SessionSender sender;
    private int nextListener;
    /** The consumers that have a listener; the array is not changed, but replaced. */
    private volatile PostriderMessageConsumer[] listening = {};

    private volatile boolean closed;

    /**
     * An open session.
     *
     * @param mode outside of a branch, if a transaction manager controls it
     * @param distributed whether a transaction manager controls it, through an {@code XAResource}
     */
    public SessionCore(SessionConnection connection, AcknowledgeMode mode, boolean distributed) {
        this.connection = connection;
        this.link = connection.link();
        this.mode = mode;
        this.distributed = distributed;
        this.handed = new HandedDeliveries(link);
        this.transaction = new SessionTransaction(connection, mode == AcknowledgeMode.TRANSACTED);
        this.listeners = Strand.sharing(connection.pool(), this::dispatchNext);
        this.sender = new SessionSender(this, transaction);
        this.assigned = new AssignedDeliveries(this);
    }

    /** The connection it was made by. */
    public SessionConnection connection() {
        return connection;
    }

    AcknowledgeMode mode() {
        return mode;
    }

    boolean isDistributed() {
        return distributed;
    }

    HandedDeliveries handed() {
        return handed;
    }

    /** What a connection consumer has given this session; section 11.2. */
    public AssignedDeliveries assigned() {
        return assigned;
    }

    @Override
    public BrokerLink link() {
        return link;
    }

    @Override
    public Turn turn() {
        return turn;
    }

    SessionSender sender() {
        return sender;
    }

    @Override
    public long nextNumber() {
        return connection.nextNumber();
    }

    @Override
    public void checkOpen() throws JMSException {
        if (closed) {
            throw new IllegalStateException("the session is closed");
        }
    }

    // Receiving -------------------------------------------------------------------------------------------------------

    /** Opens a consumer; blocks until the broker has answered. */
    void open(PostriderMessageConsumer consumer) throws JMSException {
        try {
            consumer.open();
        } catch (JMSException e) {
            handed.retire(consumer.tags());
            throw e;
        }
        consumers.add(consumer);
        if (connection.isStarted()) {
            consumer.buffer().resume();
            if (!connection.isStarted()) {
                consumer.buffer().pause();
            }
        }
        if (connection.failure() != null) {
            consumer.buffer().fail(connection.failure());
        }
    }

    @Override
    public void checkReceive() throws JMSException {
        if (listening.length > 0 || assigned.listener() != null) {
            throw new IllegalStateException("a session with message listeners cannot receive synchronously");
        }
    }

    @Override
    public Message toMessage(Delivery delivery, HandedTags tags) {
        return connection.messages().received(delivery, acknowledger(delivery, tags));
    }

    private Acknowledger acknowledger(Delivery delivery, HandedTags tags) {
        return mode == AcknowledgeMode.INDIVIDUAL ? () -> acknowledgeOne(tags, delivery.tag()) : acknowledger;
    }

    @Override
    public Message toBrowsedMessage(Delivery delivery) {
        return connection.messages().received(delivery, null);
    }

    @Override
    public void received(PostriderMessageConsumer consumer, Delivery delivery) {
        if (mode == AcknowledgeMode.AUTO && !transaction.isActive()) {
            link.acknowledge(consumer.number(), delivery.tag(), delivery.tag(), BrokerLink.NO_TRANSACTION, null);
            return;
        }
        handed.add(consumer.tags(), delivery.tag());
        if (mode == AcknowledgeMode.DUPS_OK) {
            acknowledgeLazily(consumer);
        }
    }

    private void acknowledgeLazily(PostriderMessageConsumer consumer) {
        if (handed.count() >= LAZY_ACKNOWLEDGEMENTS || !consumer.buffer().hasWaiting()) {
            handed.acknowledge(BrokerLink.NO_TRANSACTION);
        }
    }

    @Override
    public boolean acknowledgesItself() {
        return mode.isAutomatic() && !transaction.isActive();
    }

    /** What a message's {@code acknowledge()} does; section 3.6.2. */
    void acknowledgeAll() throws JMSException {
        checkOpen();
        if (mode == AcknowledgeMode.CLIENT || mode == AcknowledgeMode.INDIVIDUAL) {
            try {
                handed.acknowledgeAndWait();
            } catch (BrokerException e) {
                throw JmsErrors.checked(e);
            }
        }
    }

    private void acknowledgeOne(HandedTags tags, long tag) throws JMSException {
        checkOpen();
        try {
            handed.acknowledgeAndWait(tags, tag);
        } catch (BrokerException e) {
            throw JmsErrors.checked(e);
        }
    }

    // Listeners -------------------------------------------------------------------------------------------------------

    @Override
    public void wakeListeners() {
        listeners.wake();
    }

    @Override
    public void listenersChanged() {
        listening = consumers.stream()
                .filter(PostriderMessageConsumer::hasListener)
                .toArray(PostriderMessageConsumer[]::new);
    }

    /** The consumers take turns, or a busy one would starve the others. */
    private boolean dispatchNext() {
        PostriderMessageConsumer[] all = listening;
        for (int i = 0; i < all.length; i++) {
            int at = (nextListener + i) % all.length;
            if (all[at].dispatchNext()) {
                turnTo(at + 1);
                return true;
            }
        }
        link.deliveriesAwaited();
        return false;
    }

    /** With one listener it stays where it is: then nothing is written on a cache line that the sender's thread reads, to wake this one. */
    private void turnTo(int next) {
        if (nextListener != next) {
            nextListener = next;
        }
    }

    @Override
    public void beforeListener(PostriderMessageConsumer consumer, Delivery delivery) {
        handed.add(consumer.tags(), delivery.tag());
    }

    @Override
    public void afterListener(PostriderMessageConsumer consumer, Delivery delivery, Throwable failure) {
        if (failure == null && mode == AcknowledgeMode.DUPS_OK) {
            acknowledgeLazily(consumer);
        } else if (afterListener(consumer.tags(), delivery, failure)
                && !consumer.buffer().isClosed()) {
            consumer.buffer().returnWaiting(Unheard.REPLY);
        }
    }

    /**
     * A listener has returned, or thrown.
     *
     * @return whether the message was given back, to be delivered again
     */
    boolean afterListener(HandedTags tags, Delivery delivery, Throwable failure) {
        boolean attempted = !(failure instanceof NotDeliveredException);
        if (failure != null && attempted) {
            warnOfListener(delivery, failure);
        }
        if (!acknowledgesItself()) {
            return false;
        }
        if (failure == null) {
            handed.acknowledge(BrokerLink.NO_TRANSACTION);
            return false;
        }
        boolean back = handed.remove(tags, delivery.tag());
        if (back) {
            link.release(tags.consumer(), delivery.tag(), delivery.tag(), attempted, null);
        }
        return back;
    }

    private void warnOfListener(Delivery delivery, Throwable failure) {
        LOG.warn(
                "PR003002 a message listener threw an exception for message {}, delivery {} of it; the listener may"
                        + " malfunction",
                delivery.message(),
                delivery.deliveryCount(),
                failure);
    }

    /** Lets no listener begin and no receive return a message. */
    public void pause() {
        consumers.forEach(consumer -> consumer.buffer().pause());
    }

    /** Waits for the message listener that runs, if there is one. */
    public void awaitListeners() {
        turn.awaitListener(null);
    }

    /** Lets listeners begin, and receives return messages. */
    public void start() {
        if (!closing.get()) {
            consumers.forEach(consumer -> consumer.buffer().resume());
        }
    }

    /** The link is lost: nothing will come any more. */
    public void fail(BrokerException cause) {
        consumers.forEach(consumer -> consumer.buffer().fail(cause));
    }

    @Override
    public void report(JMSException problem) {
        connection.report(problem);
    }

    @Override
    public void closed(PostriderMessageConsumer consumer) {
        consumers.remove(consumer);
        handed.retire(consumer.tags());
        listenersChanged();
    }

    // Transactions ----------------------------------------------------------------------------------------------------

    /** Commits what was received and sent since the last commit or rollback; section 6.2.7. */
    void commit() throws JMSException {
        checkLocalTransaction();
        sender.asyncSends().awaitAll();
        if (handed.count() > 0) {
            handed.acknowledge(transaction.join());
        }
        try {
            transaction.commit();
        } catch (BrokerException e) {
            returnUnhanded();
            throw JmsErrors.checked(e);
        }
    }

    /** Gives back what was received, forgets what was sent; section 6.2.7. */
    void rollback() throws JMSException {
        checkLocalTransaction();
        sender.asyncSends().awaitAll();
        handed.release();
        returnUnhanded();
        try {
            transaction.rollback();
        } catch (BrokerException e) {
            throw JmsErrors.checked(e);
        }
    }

    private void checkLocalTransaction() throws JMSException {
        checkOpen();
        if (distributed) {
            throw new TransactionInProgressException("a transaction manager decides about this session's work");
        }
        if (mode != AcknowledgeMode.TRANSACTED) {
            throw new IllegalStateException("the session is not transacted");
        }
        if (turn.isMine(Turn.Kind.COMPLETION)) {
            throw new IllegalStateException("a completion listener cannot commit or roll back its own session");
        }
    }

    /** Begins again with the first unacknowledged message; section 6.2.10. */
    void recover() throws JMSException {
        checkOpen();
        if (distributed || mode == AcknowledgeMode.TRANSACTED) {
            throw new IllegalStateException("the session is transacted: it is rolled back, not recovered");
        }
        handed.release();
        returnUnhanded();
    }

    @Override
    public void returnUnhanded() {
        for (PostriderMessageConsumer consumer : consumers) {
            WaitingCompletion reply = new WaitingCompletion(link).begin();
            consumer.buffer().returnWaiting(reply);
            try {
                reply.await();
            } catch (BrokerException e) {
                Unheard.REPLY.failed(e);
            }
        }
    }

    @Override
    public void enterBranch(long branchTransaction) {
        transaction.assign(branchTransaction);
    }

    @Override
    public void leaveBranch() {
        handed.acknowledge(transaction.join());
        transaction.assign(BrokerLink.NO_TRANSACTION);
    }

    // Closing ---------------------------------------------------------------------------------------------------------

    /** Whether it is closed, or about to be. */
    boolean isClosing() {
        return closing.get();
    }

    /**
     * Closes the session; section 6.2.15. Blocks until its listeners and receives have returned and its asynchronous sends
     * are complete. What is open in a local transaction is rolled back. Idempotent.
     *
     * @throws IllegalStateException if called by one of its own listeners
     */
    public void close() throws JMSException {
        if (closed) {
            return;
        }
        if (turn.isMine()) {
            throw new IllegalStateException("a session cannot be closed by one of its own listeners");
        }
        if (!closing.compareAndSet(false, true)) {
            turn.awaitWithin(() -> closed);
            return;
        }
        try {
            pause();
            awaitListeners();
            for (PostriderMessageConsumer consumer : consumers) {
                consumer.close();
            }
            sender.asyncSends().awaitAll();
            assigned.release();
            settle();
        } catch (BrokerException e) {
            if (e.error().linkSurvives()) {
                throw JmsErrors.checked(e);
            }
        } finally {
            closed = true;
            turn.changed();
            connection.closed(this);
        }
    }

    private void settle() throws BrokerException {
        if (distributed && transaction.isActive()) {
            handed.acknowledge(transaction.join());
            return;
        }
        // before anything is given back: a commit by another thread takes effect whole, or not at all
        long open = transaction.end();
        if (mode.isAutomatic()) {
            handed.acknowledge(BrokerLink.NO_TRANSACTION);
        } else {
            handed.release();
        }
        transaction.rollback(open);
    }

    /** For replies that nobody waits for. */
    private static final class Unheard implements Completion {
        private static final Unheard REPLY = new Unheard();

        @Override
        public void done() {
            // Who waits for messages sees them.
        }

        @Override
        public void failed(BrokerException cause) {
            LOG.debug("a consumer's messages could not be returned", cause);
        }
    }
}
