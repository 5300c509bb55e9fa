package io.postrider.examples.xa;

import java.io.Serializable;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Ends the process after all have prepared, when the first is told to commit. Of use to see recovery at work. */
final class CrashAtCommit implements XAResource, Serializable {
    private static final int CRASHED = 137;
    private static final long serialVersionUID = 1L;

    /** Not in the copy that the transaction log makes of it: recovery shall not crash. */
    private final transient boolean armed;

    CrashAtCommit() {
        armed = true;
    }

    @Override
    public void commit(Xid branch, boolean onePhase) {
        if (armed) {
            Runtime.getRuntime().halt(CRASHED);
        }
    }

    @Override
    public int prepare(Xid branch) {
        return XA_OK;
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public Xid[] recover(int flags) {
        return new Xid[0];
    }

    @Override
    public void start(Xid branch, int flags) {
        // does nothing but crash
    }

    @Override
    public void end(Xid branch, int flags) {
        // does nothing but crash
    }

    @Override
    public void rollback(Xid branch) {
        // does nothing but crash
    }

    @Override
    public void forget(Xid branch) {
        // does nothing but crash
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }
}
