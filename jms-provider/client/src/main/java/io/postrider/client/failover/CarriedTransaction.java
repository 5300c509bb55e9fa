package io.postrider.client.failover;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import java.util.ArrayList;
import java.util.List;

/**
 * A transaction that is under way. If its link is lost, what it sent is sent again in its commit's stead; what it acknowledged is not to be had
 * again, so such a transaction is rolled back. Guarded by the switch's lock.
 */
final class CarriedTransaction {
    private final boolean ofBranch;
    private final int maxBytes;
    private List<TransactedSend> sends = new ArrayList<>();
    private long bytes;
    private boolean acknowledged;
    private boolean incomplete;
    private BrokerException doom;

    CarriedTransaction(boolean ofBranch, int maxBytes) {
        this.ofBranch = ofBranch;
        this.maxBytes = maxBytes;
    }

    void add(TransactedSend send) {
        bytes += send.bytes();
        if (ofBranch || bytes > maxBytes) {
            incomplete = true;
            sends = new ArrayList<>(0);
        } else if (!incomplete) {
            sends.add(send);
        }
    }

    void remove(TransactedSend send) {
        sends.remove(send);
    }

    void acknowledged() {
        acknowledged = true;
    }

    /** It can only be rolled back. The first reason is kept. */
    void doom(String reason) {
        if (doom == null) {
            doom = new BrokerException(
                    BrokerError.TRANSACTION_ROLLED_BACK, "the transaction was rolled back: " + reason);
        }
    }

    /** Why it can only be rolled back, or null. */
    BrokerException doom() {
        return doom;
    }

    /** Why what it did cannot be done again on another link; null if it can. */
    String obstacle() {
        if (acknowledged) {
            return "the link was lost, and what it had received went back to the broker";
        }
        return incomplete
                ? "the link was lost, and it had sent more than " + FailoverOption.MAX_TRANSACTION_BYTES.optionName()
                        + " permits to keep"
                : null;
    }

    /**
     * The link is lost.
     *
     * @return sends that nobody will answer any more
     */
    List<TransactedSend> lost() {
        String obstacle = ofBranch ? "the link was lost before its branch was prepared" : obstacle();
        if (obstacle == null || doom != null) {
            return List.of();
        }
        doom(obstacle);
        List<TransactedSend> dropped = sends;
        sends = new ArrayList<>(0);
        return dropped;
    }

    List<TransactedSend> sends() {
        return List.copyOf(sends);
    }
}
