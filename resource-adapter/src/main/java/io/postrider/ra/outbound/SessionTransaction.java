package io.postrider.ra.outbound;

import io.postrider.ra.transaction.BrokerXaResource;
import io.postrider.ra.transaction.OnePhaseBranch;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.LocalTransactionException;
import javax.transaction.xa.XAException;

/** A transaction of one connection alone, begun and ended by the server; one at a time. */
final class SessionTransaction implements LocalTransaction {
    private final BrokerXaResource resource;
    private volatile OnePhaseBranch current;

    SessionTransaction(BrokerXaResource resource) {
        this.resource = resource;
    }

    @Override
    public void begin() throws ResourceException {
        if (current != null) {
            throw new LocalTransactionException("a local transaction has begun already");
        }
        call(() -> current = OnePhaseBranch.begin(resource));
    }

    @Override
    public void commit() throws ResourceException {
        OnePhaseBranch branch = ended();
        call(branch::commit);
    }

    @Override
    public void rollback() throws ResourceException {
        OnePhaseBranch branch = ended();
        call(branch::rollback);
    }

    private OnePhaseBranch ended() throws LocalTransactionException {
        OnePhaseBranch branch = current;
        if (branch == null) {
            throw new LocalTransactionException("no local transaction has begun");
        }
        current = null;
        return branch;
    }

    private interface Call {
        void run() throws XAException;
    }

    private static void call(Call call) throws LocalTransactionException {
        try {
            call.run();
        } catch (XAException e) {
            throw new LocalTransactionException(e.getMessage(), e);
        }
    }
}
