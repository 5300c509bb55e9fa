package io.postrider.ra.transaction;

import io.postrider.client.connection.PostriderXAConnection;
import io.postrider.client.session.PostriderXASession;
import io.postrider.ra.settings.BrokerAccess;
import jakarta.jms.JMSException;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * The {@code XAResource} of a broker, as servers are given it. Work is done on the session it was made for; branches are also
 * completed when that session is gone: then each call opens a connection of its own, as servers keep a resource between the
 * passes of recovery while they close the managed connection it came from. Safe for any thread.
 */
public final class BrokerXaResource implements XAResource {
    private final BrokerAccess access;
    private final PostriderXAConnection connection;
    private final XAResource ofSession;
    private volatile boolean sessionGone;
    private volatile boolean inBranch;
    private volatile int timeoutSeconds;
    private volatile XAResource known;

    private BrokerXaResource(BrokerAccess access, PostriderXAConnection connection, XAResource ofSession) {
        this.access = access.withoutClientId();
        this.connection = connection;
        this.ofSession = ofSession;
        this.known = ofSession;
    }

    /** The resource of a session. */
    public static BrokerXaResource of(
            BrokerAccess access, PostriderXAConnection connection, PostriderXASession session) {
        return new BrokerXaResource(access, connection, session.getXAResource());
    }

    /** A resource for recovery alone: it opens a connection when it is asked for something. */
    public static BrokerXaResource forRecovery(BrokerAccess access) {
        return new BrokerXaResource(access, null, null);
    }

    /** Its session is closed; branches can still be completed. */
    public void sessionIsGone() {
        sessionGone = true;
    }

    /** Whether what the session does now belongs to a branch. */
    public boolean isInBranch() {
        return inBranch;
    }

    private boolean hasSession() {
        return ofSession != null && !sessionGone && connection.core().failure() == null;
    }

    private XAResource session() throws XAException {
        if (!hasSession()) {
            throw failure(XAException.XAER_RMFAIL, "the session of this resource is closed, or its connection is lost");
        }
        return ofSession;
    }

    // Work of the session ---------------------------------------------------------------------------------------------

    @Override
    public void start(Xid xid, int flags) throws XAException {
        session().start(xid, flags);
        inBranch = true;
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        inBranch = false;
        session().end(xid, flags);
    }

    // Outcomes, by any session of the same broker ---------------------------------------------------------------------

    private interface Call<T> {
        T on(XAResource resource) throws XAException;
    }

    private <T> T onBroker(Call<T> call) throws XAException {
        if (hasSession()) {
            return call.on(ofSession);
        }
        PostriderXAConnection own = open();
        try {
            XAResource resource = own.createXASession().getXAResource();
            known = resource;
            return call.on(resource);
        } catch (JMSException e) {
            throw unreachable(e);
        } finally {
            close(own);
        }
    }

    private PostriderXAConnection open() throws XAException {
        try {
            return access.openDistributed(null);
        } catch (JMSException e) {
            throw unreachable(e);
        }
    }

    private static void close(PostriderXAConnection connection) throws XAException {
        try {
            connection.close();
        } catch (JMSException e) {
            throw unreachable(e);
        }
    }

    private static XAException unreachable(JMSException cause) {
        XAException failure = failure(XAException.XAER_RMFAIL, cause.getMessage());
        failure.initCause(cause);
        return failure;
    }

    private static XAException failure(int code, String sentence) {
        XAException failure = new XAException(sentence);
        failure.errorCode = code;
        return failure;
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        return onBroker(resource -> resource.prepare(xid));
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        onBroker(resource -> {
            resource.commit(xid, onePhase);
            return null;
        });
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        onBroker(resource -> {
            resource.rollback(xid);
            return null;
        });
    }

    @Override
    public void forget(Xid xid) throws XAException {
        onBroker(resource -> {
            resource.forget(xid);
            return null;
        });
    }

    /** {@inheritDoc} A scan gives all there is at its start, so its later calls ask nobody. */
    @Override
    public Xid[] recover(int flags) throws XAException {
        if (flags == TMNOFLAGS || flags == TMENDRSCAN) {
            return new Xid[0];
        }
        return onBroker(resource -> resource.recover(flags));
    }

    // What it is ------------------------------------------------------------------------------------------------------

    /** {@inheritDoc} That is, if both are of the same broker's store, by whichever connection or user. */
    @Override
    public boolean isSameRM(XAResource other) throws XAException {
        if (other == this) {
            return true;
        }
        return other instanceof BrokerXaResource that && identity().isSameRM(that.identity());
    }

    private XAResource identity() throws XAException {
        if (known == null) {
            onBroker(resource -> null);
        }
        return known;
    }

    @Override
    public int getTransactionTimeout() {
        return timeoutSeconds;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        if (ofSession != null && !ofSession.setTransactionTimeout(seconds)) {
            return false;
        }
        timeoutSeconds = seconds;
        return true;
    }

    /** For people and logs: of which broker, as whom. */
    @Override
    public String toString() {
        return "XA resource of " + access;
    }
}
