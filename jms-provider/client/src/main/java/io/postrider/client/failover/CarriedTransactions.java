package io.postrider.client.failover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The transactions that are under way on a link that may be lost. Guarded by the switch's lock, but for what says otherwise. */
final class CarriedTransactions {
    private final LinkSwitch links;
    private final int maxBytes;
    private final Map<Long, CarriedTransaction> open = new LinkedHashMap<>();

    CarriedTransactions(LinkSwitch links, int maxBytes) {
        this.links = links;
        this.maxBytes = maxBytes;
    }

    /** The transaction of a number; it begins with the first command that names it. */
    CarriedTransaction get(long number) {
        return open.computeIfAbsent(number, key -> new CarriedTransaction(false, maxBytes));
    }

    /** The number stands for a branch. */
    void beginBranch(long number) {
        open.put(number, new CarriedTransaction(true, 0));
    }

    /** It ends. Returns null if it never began. */
    CarriedTransaction end(long number) {
        return open.remove(number);
    }

    /** A transaction can only be rolled back. Takes the lock. */
    void doom(long number, String reason) {
        links.lock.lock();
        try {
            get(number).doom(reason);
        } finally {
            links.lock.unlock();
        }
    }

    /** A send had no effect. Takes the lock. */
    void remove(CarriedTransaction transaction, TransactedSend send) {
        links.lock.lock();
        try {
            transaction.remove(send);
        } finally {
            links.lock.unlock();
        }
    }

    /**
     * The link is lost.
     *
     * @return sends that nobody will answer any more
     */
    List<TransactedSend> lost() {
        List<TransactedSend> dropped = new ArrayList<>();
        open.values().forEach(transaction -> dropped.addAll(transaction.lost()));
        return dropped;
    }

    /** What is to be said again, in order. Takes the lock. */
    List<TransactedSend> toSayAgain() {
        links.lock.lock();
        try {
            List<TransactedSend> all = new ArrayList<>();
            open.values().forEach(transaction -> all.addAll(transaction.sends()));
            return all;
        } finally {
            links.lock.unlock();
        }
    }
}
