package io.postrider.crash;

import java.nio.charset.StandardCharsets;
import javax.transaction.xa.Xid;

/**
 * A branch's identifier made of a transaction's name, so that one found in doubt can be told.
 *
 * @param transaction the name, in ASCII, at most 64 characters
 */
record LoadXid(String transaction) implements Xid {
    private static final int FORMAT = 0x4352;

    static LoadXid of(Xid found) {
        return new LoadXid(new String(found.getGlobalTransactionId(), StandardCharsets.US_ASCII));
    }

    /** The same at each call, in whichever process: a transaction manager's decision is in its own log. */
    boolean isToCommit() {
        return Math.floorMod(transaction.hashCode(), 5) != 0;
    }

    @Override
    public int getFormatId() {
        return FORMAT;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return transaction.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {1};
    }
}
