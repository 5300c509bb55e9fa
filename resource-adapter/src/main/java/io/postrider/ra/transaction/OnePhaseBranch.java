package io.postrider.ra.transaction;

import java.nio.ByteBuffer;
import java.util.UUID;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * A transaction of one session alone: a branch that is committed in one phase, so that it needs no session of its own. It is never
 * prepared, so recovery never sees it. For one thread at a time.
 */
public final class OnePhaseBranch {
    private final BrokerXaResource resource;
    private final Xid xid;

    private OnePhaseBranch(BrokerXaResource resource, Xid xid) {
        this.resource = resource;
        this.xid = xid;
    }

    /**
     * What the resource's session does from now on belongs to it.
     *
     * @throws XAException with {@code XAER_PROTO} if it belongs to another branch
     */
    public static OnePhaseBranch begin(BrokerXaResource resource) throws XAException {
        Xid xid = new RandomXid(UUID.randomUUID());
        resource.start(xid, XAResource.TMNOFLAGS);
        return new OnePhaseBranch(resource, xid);
    }

    /** Ends it: all takes effect. */
    public void commit() throws XAException {
        resource.end(xid, XAResource.TMSUCCESS);
        resource.commit(xid, true);
    }

    /** Ends it: nothing has happened. */
    public void rollback() throws XAException {
        resource.end(xid, XAResource.TMFAIL);
        resource.rollback(xid);
    }

    private record RandomXid(UUID id) implements Xid {
        private static final int FORMAT_ID = 0x50524C54;

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
