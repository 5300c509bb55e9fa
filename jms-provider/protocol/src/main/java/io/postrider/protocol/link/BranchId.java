package io.postrider.protocol.link;

import java.util.Arrays;
import java.util.HexFormat;

/** The identifier of an XA transaction branch (a {@code Xid}), compared by content. */
public final class BranchId {
    private final int formatId;
    private final byte[] globalTransactionId;
    private final byte[] branchQualifier;

    /**
     * Copies both arrays.
     *
     * @throws IllegalArgumentException if either is longer than 64 bytes (X/Open XA)
     */
    public BranchId(int formatId, byte[] globalTransactionId, byte[] branchQualifier) {
        if (globalTransactionId.length > 64 || branchQualifier.length > 64) {
            throw new IllegalArgumentException("an XA identifier's parts have at most 64 bytes each");
        }
        this.formatId = formatId;
        this.globalTransactionId = globalTransactionId.clone();
        this.branchQualifier = branchQualifier.clone();
    }

    /** The format, chosen by the transaction manager. */
    public int formatId() {
        return formatId;
    }

    /** A copy of the global part. */
    public byte[] globalTransactionId() {
        return globalTransactionId.clone();
    }

    /** A copy of the branch's part. */
    public byte[] branchQualifier() {
        return branchQualifier.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BranchId that
                && formatId == that.formatId
                && Arrays.equals(globalTransactionId, that.globalTransactionId)
                && Arrays.equals(branchQualifier, that.branchQualifier);
    }

    @Override
    public int hashCode() {
        return (31 * formatId + Arrays.hashCode(globalTransactionId)) * 31 + Arrays.hashCode(branchQualifier);
    }

    /** For people and logs: the three parts in hexadecimal. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return Integer.toHexString(formatId) + ":" + hex.formatHex(globalTransactionId) + ":"
                + hex.formatHex(branchQualifier);
    }
}
