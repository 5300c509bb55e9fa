package io.postrider.client.session;

import io.postrider.client.dispatch.Turn;
import io.postrider.client.error.JmsErrors;
import io.postrider.client.link.WaitingCompletion;
import io.postrider.client.producer.AsyncSends;
import io.postrider.client.producer.ProducerSession;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import jakarta.jms.JMSException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** The sending side of a session: identities, the transaction that sends belong to, and how their callers wait. */
final class SessionSender implements ProducerSession {
    private final SessionCore session;
    private final BrokerLink link;
    private final SessionTransaction transaction;
    private final boolean awaitsNonPersistent;
    private final AsyncSends asyncSends;
    private final long producerId = UUID.randomUUID().getMostSignificantBits();
    private final AtomicLong messageSequence = new AtomicLong();
    private final WaitingCompletion reply;
    private final AtomicBoolean replyTaken = new AtomicBoolean();

    SessionSender(SessionCore session, SessionTransaction transaction) {
        this.session = session;
        this.link = session.link();
        this.reply = new WaitingCompletion(link);
        this.transaction = transaction;
        this.awaitsNonPersistent = session.connection().awaitsNonPersistent();
        this.asyncSends = new AsyncSends(session.connection().pool(), session.turn());
    }

    @Override
    public void checkOpen() throws JMSException {
        session.checkOpen();
    }

    @Override
    public Turn turn() {
        return session.turn();
    }

    @Override
    public AsyncSends asyncSends() {
        return asyncSends;
    }

    @Override
    public MessageId nextMessageId() {
        return new MessageId(producerId, messageSequence.incrementAndGet());
    }

    @Override
    public String userId() {
        return session.connection().stampedUserId();
    }

    @Override
    public void send(Message message) throws JMSException {
        long current = transaction.join();
        if (current != BrokerLink.NO_TRANSACTION) {
            link.send(message, current, null);
        } else if (message.persistent() || awaitsNonPersistent) {
            sendAndWait(message);
        } else {
            sendWithoutWaiting(message);
        }
    }

    private void sendAndWait(Message message) throws JMSException {
        // A second thread in the session is an error of the application's: it must not make the first one hang.
        boolean mine = replyTaken.compareAndSet(false, true);
        try {
            WaitingCompletion own = mine ? reply : new WaitingCompletion(link);
            link.send(message, BrokerLink.NO_TRANSACTION, own.begin());
            own.await();
        } catch (BrokerException e) {
            throw JmsErrors.checked(e);
        } finally {
            if (mine) {
                replyTaken.set(false);
            }
        }
    }

    private void sendWithoutWaiting(Message message) throws JMSException {
        UnawaitedSend end = new UnawaitedSend(cause -> refused(message, cause));
        link.send(message, BrokerLink.NO_TRANSACTION, end);
        try {
            end.sent();
        } catch (BrokerException e) {
            throw JmsErrors.checked(e);
        }
    }

    /** By a thread that must not wait. That the link is lost is told once, and not for each message that was on its way. */
    private void refused(Message message, BrokerException cause) {
        if (cause.error() != BrokerError.LINK_LOST && cause.error() != BrokerError.LINK_CLOSED) {
            session.report(JmsErrors.checked(new BrokerException(
                    cause.error(),
                    "the non-persistent message " + message.id() + " to " + message.destination() + " was refused: "
                            + cause.getMessage(),
                    cause)));
        }
    }

    @Override
    public void send(Message message, Completion completion) {
        link.send(message, transaction.join(), completion);
    }
}
