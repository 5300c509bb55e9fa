package io.postrider.broker.core;

import io.postrider.broker.core.routing.Sender;
import io.postrider.broker.core.step.Timers;
import io.postrider.broker.core.store.Account;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.DestinationName;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Whose temporary destinations are. After a start, clients of the broker's former life come back and make theirs again; those who send replies
 * there may be faster. So for a while a temporary destination whose name has an owner is awaited: it is there for senders, and if its owner
 * has not come by the end, it is gone with what it got. Safe for all threads.
 */
final class TemporaryOwners {
    /** How long after the start owners are awaited: as long as most take to connect again. */
    static final int RETURN_MILLIS = 15_000;

    /** So that invented names do not fill the memory. */
    private static final int MAX_AWAITED = 10_000;

    private static final Sender NOBODY = new Sender() {
        @Override
        public String clientId() {
            return null;
        }

        @Override
        public Account account() {
            return null;
        }

        @Override
        public boolean mayConsume(DestinationName destination) {
            return false;
        }
    };

    private final Timers timers;
    private final long awaitedUntilMillis;
    private final Map<DestinationName, Sender> owners = new ConcurrentHashMap<>();
    /** Within the time after the start. */
    private final Set<DestinationName> deleted = ConcurrentHashMap.newKeySet();

    private final AtomicInteger awaited = new AtomicInteger();

    TemporaryOwners(Timers timers) {
        this.timers = timers;
        awaitedUntilMillis = timers.nowMillis() + RETURN_MILLIS;
    }

    /** Whether somebody may come for a destination that is not there. */
    boolean mayReturn(DestinationName name) {
        return timers.nowMillis() < awaitedUntilMillis
                && !deleted.contains(name)
                && awaited.get() < MAX_AWAITED
                && TemporaryRequest.hasOwner(name);
    }

    /** A destination was made that nobody has asked for yet. If nobody does, it is to be deleted. */
    void await(DestinationName name, Runnable delete) {
        awaited.incrementAndGet();
        timers.schedule(awaitedUntilMillis, () -> {
            awaited.decrementAndGet();
            if (owners.putIfAbsent(name, NOBODY) == null) {
                delete.run();
                owners.remove(name, NOBODY);
            }
        });
    }

    /** Somebody makes one. */
    void add(DestinationName name, Sender owner) throws BrokerException {
        if (owners.putIfAbsent(name, owner) != null) {
            throw new BrokerException(BrokerError.DESTINATION_IN_USE, name + " exists already");
        }
    }

    /**
     * One is gone.
     *
     * @param forGood whether its owner has deleted it, and not only left
     */
    void remove(DestinationName name, boolean forGood) {
        if (forGood && timers.nowMillis() < awaitedUntilMillis) {
            deleted.add(name);
        }
        owners.remove(name);
    }

    /**
     * Makes sure that a connection may consume from a temporary destination.
     *
     * @throws BrokerException if it is another connection's
     */
    void requireOwner(DestinationName name, Sender consumer) throws BrokerException {
        Sender owner = owners.get(name);
        if (owner == null) {
            throw unknown(name);
        }
        if (owner != consumer) {
            throw new BrokerException(
                    BrokerError.INVALID_DESTINATION, name + " belongs to another connection, which alone may consume");
        }
    }

    static BrokerException unknown(DestinationName name) {
        return new BrokerException(BrokerError.INVALID_DESTINATION, name + " does not exist, or exists no longer");
    }
}
