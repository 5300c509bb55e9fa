package io.postrider.client.xa;

import io.postrider.client.link.Replies;
import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.EndMode;
import io.postrider.protocol.link.StartMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * Puts a session's work into the branches of distributed transactions; section 11.3 of the specification. A branch that
 * is ended lives in the broker: any resource of the same broker may prepare, commit or roll it back, also when the session
 * is closed, as long as the connection is open. Safe for any thread; all methods but {@link #isSameRM},
 * {@link #getTransactionTimeout} and {@link #setTransactionTimeout} block until the broker has answered.
 *
 * <p>A failure has the XA code that its {@code BrokerError} names, a sentence, and the broker's failure as cause.
 */
public final class PostriderXAResource implements XAResource {
    private static final Xid[] NONE = new Xid[0];
    private static final int ANY_SCAN_FLAG = TMSTARTRSCAN | TMENDRSCAN;

    private final BranchSession session;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<BranchId, Long> suspended = new HashMap<>();
    private BranchId active;
    private long activeTransaction;
    private volatile int timeoutSeconds;

    /** In no branch. */
    public PostriderXAResource(BranchSession session) {
        this.session = session;
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        BranchId branch = branchId(xid);
        StartMode mode = startMode(flags);
        lock.lock();
        try {
            if (active != null) {
                throw failure(XAException.XAER_PROTO, "the session's work already belongs to branch " + active);
            }
            Long known = mode == StartMode.RESUME ? suspended.get(branch) : null;
            if (mode == StartMode.RESUME && known == null) {
                throw failure(XAException.XAER_PROTO, "this session has not suspended branch " + branch);
            }
            long transaction = known == null ? session.nextNumber() : known;
            await(session.link().startBranch(transaction, branch, mode, timeoutSeconds));
            suspended.remove(branch);
            active = branch;
            activeTransaction = transaction;
            session.enterBranch(transaction);
        } finally {
            lock.unlock();
        }
    }

    private static StartMode startMode(int flags) throws XAException {
        return switch (flags) {
            case TMNOFLAGS -> StartMode.NEW;
            case TMJOIN -> StartMode.JOIN;
            case TMRESUME -> StartMode.RESUME;
            default -> throw failure(XAException.XAER_INVAL, "start does not know the flags " + flags);
        };
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        BranchId branch = branchId(xid);
        EndMode mode = endMode(flags);
        lock.lock();
        try {
            if (branch.equals(active)) {
                endActive(branch, mode);
            } else if (mode != EndMode.SUSPEND && suspended.containsKey(branch)) {
                await(session.link().endBranch(suspended.remove(branch), branch, mode));
            } else {
                throw failure(XAException.XAER_PROTO, "this session is not at work on branch " + branch);
            }
        } finally {
            lock.unlock();
        }
    }

    private void endActive(BranchId branch, EndMode mode) throws XAException {
        session.leaveBranch();
        active = null;
        if (mode == EndMode.SUSPEND) {
            suspended.put(branch, activeTransaction);
        }
        await(session.link().endBranch(activeTransaction, branch, mode));
    }

    private static EndMode endMode(int flags) throws XAException {
        return switch (flags) {
            case TMSUCCESS -> EndMode.SUCCESS;
            case TMFAIL -> EndMode.FAIL;
            case TMSUSPEND -> EndMode.SUSPEND;
            default -> throw failure(XAException.XAER_INVAL, "end does not know the flags " + flags);
        };
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        return await(session.link().prepareBranch(branchId(xid))) ? XA_OK : XA_RDONLY;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        await(session.link().commitBranch(branchId(xid), onePhase, null));
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        BranchId branch = branchId(xid);
        await(session.link().rollbackBranch(branch));
        session.returnUnhanded();
        lock.lock();
        try {
            suspended.remove(branch);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void forget(Xid xid) throws XAException {
        await(session.link().forgetBranch(branchId(xid)));
    }

    /** {@inheritDoc} A scan gives all there is at its start; what follows until its end is empty. */
    @Override
    public Xid[] recover(int flags) throws XAException {
        if ((flags & ~ANY_SCAN_FLAG) != 0) {
            throw failure(XAException.XAER_INVAL, "recover does not know the flags " + flags);
        }
        if ((flags & TMSTARTRSCAN) == 0) {
            return NONE;
        }
        List<BranchId> branches = await(session.link().recoverBranches());
        return branches.stream().map(PostriderXid::new).toArray(Xid[]::new);
    }

    /** {@inheritDoc} That is, if both speak to the same broker's store, by whichever connection. */
    @Override
    public boolean isSameRM(XAResource other) {
        return other == this
                || other instanceof PostriderXAResource that
                        && session.link().brokerId().equals(that.session.link().brokerId());
    }

    @Override
    public int getTransactionTimeout() {
        return timeoutSeconds;
    }

    /** {@inheritDoc} It holds for the branches that this resource starts from now on. */
    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        if (seconds < 0) {
            throw failure(XAException.XAER_INVAL, "a time-out of " + seconds + " s is below 0");
        }
        timeoutSeconds = seconds;
        return true;
    }

    private static BranchId branchId(Xid xid) throws XAException {
        if (xid == null) {
            throw failure(XAException.XAER_INVAL, "there is no Xid: null was given");
        }
        return new BranchId(xid.getFormatId(), xid.getGlobalTransactionId(), xid.getBranchQualifier());
    }

    private <T> T await(CompletionStage<T> reply) throws XAException {
        try {
            return Replies.awaitBroker(session.link(), reply);
        } catch (BrokerException e) {
            XAException failure = failure(e.error().xaCode(), e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private static XAException failure(int code, String sentence) {
        XAException failure = new XAException(sentence);
        failure.errorCode = code;
        return failure;
    }
}
