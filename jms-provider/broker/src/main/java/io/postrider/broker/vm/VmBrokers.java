package io.postrider.broker.vm;

import io.postrider.broker.core.BrokerCore;
import io.postrider.broker.core.BrokerSettings;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.LinkConnector;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The brokers of this VM by their names. Safe for all threads.
 *
 * <p>The one static of the broker with state, and a necessary one: {@code vm://orders} must lead two connection factories
 * that know nothing of each other to the same broker, as the second could not open the store that the first one holds.
 * Brokers live as long as this class's loader, or until they are closed.
 */
public final class VmBrokers {
    private static final VmBrokers OF_THIS_VM = new VmBrokers();

    /** Each name that is taken, with its broker as soon as that runs. */
    private final Map<String, CompletableFuture<BrokerCore>> byName = new ConcurrentHashMap<>();

    /** The names of brokers that are not closed when the VM exits. */
    private final Set<String> closedByTheirOwners = ConcurrentHashMap.newKeySet();

    private final CompletableFuture<Void> exitHook = new CompletableFuture<>();

    /** Guards the map of holds, and is held while one of them starts or stops its broker. */
    private final ReentrantLock holdsLock = new ReentrantLock();

    private final Map<String, HeldBroker> held = new HashMap<>();

    private VmBrokers() {}

    /** The brokers of this VM. */
    public static VmBrokers ofThisVm() {
        return OF_THIS_VM;
    }

    /** The settings a broker has for which nothing else is said. */
    public static BrokerSettings defaults(String name) {
        return BrokerSettings.defaults(name, Clock.systemUTC(), new BrokerThreads(name));
    }

    /** See {@link BrokerCore#loadAhead}; of the default kind of journal. */
    public static void loadAhead() {
        BrokerCore.loadAhead(BrokerSettings.DEFAULT_JOURNAL);
    }

    /**
     * Starts a broker. Blocks until it runs.
     *
     * @param closedAtExit whether it is closed when the VM exits in order
     * @throws BrokerException with {@link BrokerError#ILLEGAL_STATE} if the name is taken; or why it could not start
     */
    public BrokerCore start(BrokerSettings settings, boolean closedAtExit) throws BrokerException {
        CompletableFuture<BrokerCore> place = new CompletableFuture<>();
        if (byName.putIfAbsent(settings.name(), place) != null) {
            throw new BrokerException(
                    BrokerError.ILLEGAL_STATE,
                    "a broker named \"" + settings.name()
                            + "\" runs in this VM already; close it or take another name");
        }
        if (!closedAtExit) {
            closedByTheirOwners.add(settings.name());
        }
        return startInPlace(settings, place);
    }

    /**
     * The broker of a name; started with these settings if there is none. Blocks until it runs.
     *
     * @throws BrokerException why it could not start
     */
    BrokerCore findOrStart(BrokerSettings settings) throws BrokerException {
        CompletableFuture<BrokerCore> place = new CompletableFuture<>();
        CompletableFuture<BrokerCore> known = byName.putIfAbsent(settings.name(), place);
        return known == null ? startInPlace(settings, place) : await(known);
    }

    private BrokerCore startInPlace(BrokerSettings settings, CompletableFuture<BrokerCore> place)
            throws BrokerException {
        try {
            BrokerCore started = BrokerCore.start(settings);
            if (!closedByTheirOwners.contains(settings.name())) {
                closeAtExit();
            }
            place.complete(started);
            return started;
        } catch (BrokerException | RuntimeException | Error e) {
            closedByTheirOwners.remove(settings.name());
            byName.remove(settings.name(), place);
            place.completeExceptionally(e);
            throw e;
        }
    }

    private static BrokerCore await(CompletableFuture<BrokerCore> place) throws BrokerException {
        try {
            return place.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof BrokerException failure) {
                throw new BrokerException(failure.error(), failure.getMessage(), failure);
            }
            throw e;
        }
    }

    /** The running broker of a name; one that is being started is waited for. */
    public Optional<BrokerCore> find(String name) {
        CompletableFuture<BrokerCore> known = byName.get(name);
        if (known == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(await(known));
        } catch (BrokerException notStarted) {
            return Optional.empty();
        }
    }

    /** Stops a broker and gives its name free. Blocks until it has stopped. Idempotent. */
    public void stop(BrokerCore broker) {
        broker.stop();
        CompletableFuture<BrokerCore> place = byName.get(broker.name());
        if (place != null && place.getNow(null) == broker) {
            closedByTheirOwners.remove(broker.name());
            byName.remove(broker.name(), place);
        }
    }

    // Holds -----------------------------------------------------------------------------------------------------------

    /**
     * Keeps the broker of a name running, and starts it if need be: one that is started so is stopped with the last hold, and
     * not when the VM exits. Blocks until it runs.
     *
     * @throws BrokerException why it could not start
     */
    LinkConnector.Hold hold(BrokerSettings settings) throws BrokerException {
        holdsLock.lock();
        try {
            HeldBroker broker = held.get(settings.name());
            if (broker == null) {
                broker = new HeldBroker(find(settings.name()).isPresent() ? null : start(settings, false));
                held.put(settings.name(), broker);
            }
            broker.holds++;
        } finally {
            holdsLock.unlock();
        }
        return new VmHold(settings.name());
    }

    /** Gives up what the kinds of journals hold in the VM, if no broker is left. */
    void unload() {
        holdsLock.lock();
        try {
            if (byName.isEmpty()) {
                BrokerCore.unloadJournals();
            }
        } finally {
            holdsLock.unlock();
        }
    }

    private void release(String name) {
        holdsLock.lock();
        try {
            HeldBroker broker = held.get(name);
            if (--broker.holds == 0) {
                held.remove(name);
                if (broker.startedByHold != null) {
                    stop(broker.startedByHold);
                }
            }
        } finally {
            holdsLock.unlock();
        }
    }

    private final class VmHold implements LinkConnector.Hold {
        private final String name;
        private final AtomicBoolean open = new AtomicBoolean(true);

        VmHold(String name) {
            this.name = name;
        }

        @Override
        public void close() {
            if (open.compareAndSet(true, false)) {
                release(name);
            }
        }
    }

    private static final class HeldBroker {
        /** Null where the broker ran already: then it is somebody else's to stop. */
        private final BrokerCore startedByHold;

        private int holds;

        HeldBroker(BrokerCore startedByHold) {
            this.startedByHold = startedByHold;
        }
    }

    // At exit ---------------------------------------------------------------------------------------------------------

    private void closeAtExit() {
        if (exitHook.complete(null)) {
            try {
                Runtime.getRuntime().addShutdownHook(new Thread(this::stopAll, "postrider-exit"));
            } catch (IllegalStateException exiting) {
                // this VM exits already: what runs now is recovered at the next start
                return;
            }
        }
    }

    private void stopAll() {
        for (CompletableFuture<BrokerCore> place : byName.values()) {
            BrokerCore broker = place.isCompletedExceptionally() ? null : place.getNow(null);
            if (broker != null && !closedByTheirOwners.contains(broker.name())) {
                broker.stop();
            }
        }
    }
}
