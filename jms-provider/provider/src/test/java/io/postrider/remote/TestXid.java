package io.postrider.remote;

import java.nio.ByteBuffer;
import javax.transaction.xa.Xid;

/** The identifier of a branch by its number. */
record TestXid(int number) implements Xid {
    @Override
    public int getFormatId() {
        return 7;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {1};
    }
}
