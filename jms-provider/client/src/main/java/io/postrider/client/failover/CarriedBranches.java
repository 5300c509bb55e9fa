package io.postrider.client.failover;

import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import java.util.HashSet;
import java.util.Set;

/**
 * Which branches have work on the link that is not prepared: if the link is lost they are rolled back, and whoever asks for them is told so.
 * Takes the switch's lock itself, which may be held already.
 */
final class CarriedBranches {
    private final LinkSwitch links;
    private final Set<BranchId> atWork = new HashSet<>();
    private final Set<BranchId> rolledBack = new HashSet<>();

    CarriedBranches(LinkSwitch links) {
        this.links = links;
    }

    private interface Change {
        boolean make();
    }

    private boolean locked(Change change) {
        links.lock.lock();
        try {
            return change.make();
        } finally {
            links.lock.unlock();
        }
    }

    void begin(BranchId branch) {
        locked(() -> atWork.add(branch));
    }

    /** It is prepared, or has its outcome. */
    void settled(BranchId branch) {
        locked(() -> atWork.remove(branch) | rolledBack.remove(branch));
    }

    /** The link is lost. */
    void lost() {
        locked(() -> rolledBack.addAll(atWork));
        atWork.clear();
    }

    boolean isRolledBack(BranchId branch) {
        return locked(() -> rolledBack.contains(branch));
    }

    static BrokerException rolledBack(BranchId branch) {
        return new BrokerException(
                BrokerError.TRANSACTION_ROLLED_BACK,
                "branch " + branch + " was rolled back, as the link was lost before it was prepared");
    }
}
