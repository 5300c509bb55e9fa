package io.postrider.client.remote;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.DestinationName;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How much each destination may owe an answer for: a broker that blocks one destination leaves its sends unanswered, and so makes
 * those wait who send there, and nobody else.
 */
final class SendRoom {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<DestinationName, Long> unansweredBytes = new HashMap<>();
    private final int maxUnansweredBytes;
    private boolean waiting = true;

    SendRoom(int maxUnansweredBytes) {
        this.maxUnansweredBytes = maxUnansweredBytes;
    }

    /**
     * Takes room, and waits for it. A message larger than all room is let through alone.
     *
     * @throws BrokerException {@link BrokerError#RESOURCE_LIMIT} if there was none in time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    void take(DestinationName destination, int bytes, int timeoutMillis) throws BrokerException, InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            while (waiting && isFull(destination, bytes)) {
                if (left <= 0) {
                    throw new BrokerException(
                            BrokerError.RESOURCE_LIMIT,
                            "the broker has not answered for " + unansweredBytes.get(destination)
                                    + " bytes sent to " + destination + ", and did not within " + timeoutMillis
                                    + " ms ("
                                    + TransportOption.SEND_TIMEOUT_MILLIS.optionName() + ")");
                }
                left = changed.awaitNanos(left);
            }
            unansweredBytes.merge(destination, (long) bytes, Long::sum);
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull(DestinationName destination, int bytes) {
        Long owed = unansweredBytes.get(destination);
        return owed != null && owed + bytes > maxUnansweredBytes;
    }

    /** Gives room back. */
    void giveBack(DestinationName destination, int bytes) {
        lock.lock();
        try {
            unansweredBytes.computeIfPresent(destination, (name, owed) -> owed == bytes ? null : owed - bytes);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The link is over: nobody waits any more. */
    void stopWaiting() {
        lock.lock();
        try {
            waiting = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
