package io.postrider.client.xa;

import io.postrider.protocol.link.BranchId;
import javax.transaction.xa.Xid;

/** The identifier of a branch that {@code recover} found, compared by content. */
final class PostriderXid implements Xid {
    private final BranchId branch;

    PostriderXid(BranchId branch) {
        this.branch = branch;
    }

    @Override
    public int getFormatId() {
        return branch.formatId();
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return branch.globalTransactionId();
    }

    @Override
    public byte[] getBranchQualifier() {
        return branch.branchQualifier();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PostriderXid that && branch.equals(that.branch);
    }

    @Override
    public int hashCode() {
        return branch.hashCode();
    }

    @Override
    public String toString() {
        return branch.toString();
    }
}
