package io.postrider.client.remote;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Transactions of which a send failed on this side while nobody asked about it: they must not be committed without it.
 */
final class FailedTransactions {
    private final Map<Long, BrokerException> causes = new ConcurrentHashMap<>();

    /** A send failed. The first failure of a transaction is kept; outside of one, nobody asks. */
    void add(long transaction, BrokerException cause) {
        if (transaction != BrokerLink.NO_TRANSACTION) {
            causes.putIfAbsent(transaction, cause);
        }
    }

    /** Why a transaction must not be committed, or null. Forgets it. */
    BrokerException remove(long transaction) {
        return causes.isEmpty() ? null : causes.remove(transaction);
    }

    /** What the commit fails with instead. */
    static BrokerException rolledBack(BrokerException cause) {
        return new BrokerException(
                BrokerError.TRANSACTION_ROLLED_BACK,
                "the transaction was rolled back, as a message could not be sent: " + cause.getMessage(),
                cause);
    }
}
