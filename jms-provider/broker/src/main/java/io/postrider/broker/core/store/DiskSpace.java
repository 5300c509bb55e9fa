package io.postrider.broker.core.store;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.Message;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the space that is left on the journal's disk, ahead of need: persistent messages are refused while less is free than is to
 * be kept free. What is kept free serves all that goes on meanwhile: acknowledgements, outcomes of transactions, and the journal's own
 * moving about, by which consumers free space. Safe for all threads.
 *
 * <p>It looks at the disk when time has passed since the last look, or when so much was sent that it may have run low; a sender
 * that is refused looks again, so senders resume by themselves; and the journal is told, which gives back what it keeps for itself.
 */
public final class DiskSpace {
    /** How long a look is good for. */
    static final long LOOK_MILLIS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);

    /** A message may take its size in the log and once more in a table. */
    private static final int COPIES = 2;

    private final String brokerName;
    private final long minFreeBytes;
    private final LongSupplier freeBytes;
    private final Runnable onLow;
    private final Clock clock;
    private final AtomicLong sentSinceLook = new AtomicLong();
    private volatile Look last = new Look(0, 0, false, true);

    /** What was seen: when, how many bytes were free, whether that is too few; {@code stale} if it must not be relied upon. */
    private record Look(long atMillis, long freeBytes, boolean low, boolean stale) {}

    /**
     * Looks at nothing yet.
     *
     * @param minFreeBytes how much is to be kept free; 0 to never refuse
     * @param freeBytes tells how much is free; {@link Long#MAX_VALUE} where nothing is kept on a disk
     * @param onLow has the journal give back what it can, and returns at once; called at each look that finds too little
     */
    public DiskSpace(String brokerName, long minFreeBytes, LongSupplier freeBytes, Runnable onLow, Clock clock) {
        this.brokerName = brokerName;
        this.minFreeBytes = minFreeBytes;
        this.freeBytes = freeBytes;
        this.onLow = onLow;
        this.clock = clock;
    }

    /**
     * Refuses a persistent message while the disk is low.
     *
     * @throws BrokerException with {@link BrokerError#RESOURCE_LIMIT}
     */
    public void requireFor(Message message) throws BrokerException {
        if (minFreeBytes == 0 || !message.persistent()) {
            return;
        }
        Look look = lookFor(message);
        if (look.low) {
            throw new BrokerException(
                    BrokerError.RESOURCE_LIMIT,
                    "the disk of broker " + brokerName + "'s journal has " + look.freeBytes
                            + " bytes free, and the setting minFreeDiskBytes keeps " + minFreeBytes
                            + " free: persistent messages are refused until there is more; consumers go on");
        }
    }

    /** Whether the disk has space for a message, persistent or not. */
    boolean hasSpaceFor(Message message) {
        return minFreeBytes == 0 || !lookFor(message).low;
    }

    private Look lookFor(Message message) {
        long sent = sentSinceLook.addAndGet(message.estimatedBytes());
        Look look = last;
        return look.stale || hasPassed(look) || mayHaveRunLow(look, sent) ? look() : look;
    }

    /** Whether the last look was too long ago, whichever way the clock was set meanwhile. */
    private boolean hasPassed(Look look) {
        return Math.abs(clock.millis() - look.atMillis) >= LOOK_MILLIS;
    }

    private boolean mayHaveRunLow(Look look, long sent) {
        return !look.low && (look.freeBytes - minFreeBytes) / (2 * COPIES) < sent;
    }

    private synchronized Look look() {
        Look before = last;
        if (!before.stale && !hasPassed(before) && !mayHaveRunLow(before, sentSinceLook.get())) {
            // another thread has looked meanwhile
            return before;
        }
        sentSinceLook.set(0);
        long free = freeBytes.getAsLong();
        boolean low = free < (before.low ? enoughToResume() : minFreeBytes);
        if (low && !before.low) {
            LOG.warn(
                    "PR001040 broker {}: the journal's disk has {} bytes free, less than minFreeDiskBytes = {}: persistent"
                            + " messages are refused",
                    brokerName,
                    free,
                    minFreeBytes);
        } else if (!low && before.low) {
            LOG.info(
                    "PR001041 broker {}: the journal's disk has {} bytes free again: persistent messages are accepted",
                    brokerName,
                    free);
        }
        if (low) {
            onLow.run();
        }
        last = new Look(clock.millis(), free, low, false);
        return last;
    }

    /** A tenth more than where it begins to refuse, so that it does not go to and fro with each message. */
    private long enoughToResume() {
        return minFreeBytes + minFreeBytes / 10;
    }
}
