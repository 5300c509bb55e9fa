package io.postrider.tck.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** A transaction branch's identity, as a transaction monitor makes it. */
record Branch(int formatId, String global, String qualifier) implements Xid {

    static Branch fresh() {
        return new Branch(4711, "global-" + UUID.randomUUID(), "branch");
    }

    /** The branches a resource tells of in one whole scan. */
    static List<Xid> inDoubt(XAResource resource) throws XAException {
        List<Xid> branches = new ArrayList<>();
        Xid[] found = resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
        for (Xid xid : found) {
            branches.add(
                    new Branch(xid.getFormatId(), text(xid.getGlobalTransactionId()), text(xid.getBranchQualifier())));
        }
        return branches;
    }

    private static String text(byte[] bytes) {
        return new String(Arrays.copyOf(bytes, bytes.length), StandardCharsets.US_ASCII);
    }

    @Override
    public int getFormatId() {
        return formatId;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return global.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public byte[] getBranchQualifier() {
        return qualifier.getBytes(StandardCharsets.US_ASCII);
    }
}
