package io.postrider.ra.outbound;

import io.postrider.ra.transaction.BrokerXaResource;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.LocalTransactionException;
import java.nio.ByteBuffer;
import java.util.UUID;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * A transaction of this resource alone, begun and ended by the server: a branch that is committed in one phase, so that it needs no
 * session of its own. It is never prepared, so recovery never sees it.
 */
final class SessionTransaction implements LocalTransaction {
    private final BrokerXaResource resource;
    private Xid current;

    SessionTransaction(BrokerXaResource resource) {
        this.resource = resource;
    }

    @Override
    public synchronized void begin() throws ResourceException {
        if (current != null) {
            throw new LocalTransactionException("a local transaction has begun already");
        }
        Xid xid = LocalXid.next();
        call(() -> resource.start(xid, XAResource.TMNOFLAGS));
        current = xid;
    }

    @Override
    public synchronized void commit() throws ResourceException {
        Xid xid = ended();
        call(() -> {
            resource.end(xid, XAResource.TMSUCCESS);
            resource.commit(xid, true);
        });
    }

    @Override
    public synchronized void rollback() throws ResourceException {
        Xid xid = ended();
        call(() -> {
            resource.end(xid, XAResource.TMFAIL);
            resource.rollback(xid);
        });
    }

    private Xid ended() throws LocalTransactionException {
        Xid xid = current;
        if (xid == null) {
            throw new LocalTransactionException("no local transaction has begun");
        }
        current = null;
        return xid;
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

    private record LocalXid(UUID id) implements Xid {
        private static final int FORMAT_ID = 0x50524C54;

        static LocalXid next() {
            return new LocalXid(UUID.randomUUID());
        }

        @Override
        public int getFormatId() {
            return FORMAT_ID;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return ByteBuffer.allocate(Long.BYTES * 2)
                    .putLong(id.getMostSignificantBits())
                    .putLong(id.getLeastSignificantBits())
                    .array();
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[0];
        }
    }
}
