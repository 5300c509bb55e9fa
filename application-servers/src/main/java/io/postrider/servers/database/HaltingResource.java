package io.postrider.servers.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Another resource, but that its commit waits for the end of the process where that is asked for. */
record HaltingResource(XAResource real) implements XAResource {
    /** The system property with the file that tells of a commit that has begun and will not end. */
    static final String MARK = "bakery.halt";

    @Override
    public void commit(Xid branch, boolean onePhase) throws XAException {
        String mark = System.getProperty(MARK);
        if (mark != null) {
            waitForTheEnd(Path.of(mark), onePhase);
        }
        real.commit(branch, onePhase);
    }

    private static void waitForTheEnd(Path mark, boolean onePhase) {
        try {
            Files.writeString(mark, onePhase ? "one phase" : "two phases");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (true) {
            LockSupport.park();
        }
    }

    /** Behind both may be the same connection: asks the real ones. */
    @Override
    public boolean isSameRM(XAResource other) throws XAException {
        return real.isSameRM(other instanceof HaltingResource halting ? halting.real : other);
    }

    @Override
    public void start(Xid branch, int flags) throws XAException {
        real.start(branch, flags);
    }

    @Override
    public void end(Xid branch, int flags) throws XAException {
        real.end(branch, flags);
    }

    @Override
    public int prepare(Xid branch) throws XAException {
        return real.prepare(branch);
    }

    @Override
    public void rollback(Xid branch) throws XAException {
        real.rollback(branch);
    }

    @Override
    public void forget(Xid branch) throws XAException {
        real.forget(branch);
    }

    @Override
    public Xid[] recover(int flags) throws XAException {
        return real.recover(flags);
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return real.getTransactionTimeout();
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return real.setTransactionTimeout(seconds);
    }
}
