package io.postrider.broker;

import io.postrider.broker.core.BrokerCore;
import io.postrider.broker.security.Credentials;
import io.postrider.broker.vm.VmBrokers;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkEvents;
import io.postrider.protocol.link.ManagementReply;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.link.ManagementVerb;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A running broker of this VM. Applications reach it by {@code vm://} and its name. Made by {@link #named}, or on first use
 * of such an address. Safe for all threads; its own threads are daemons, and it is closed when the VM exits in order.
 */
public final class Broker implements AutoCloseable {
    private final BrokerCore core;

    Broker(BrokerCore core) {
        this.core = core;
    }

    /** A builder for a broker of this name, which is not to be blank. */
    public static BrokerBuilder named(String name) {
        return new BrokerBuilder(name);
    }

    /** The running broker of this name in this VM, however it was started. */
    public static Optional<Broker> find(String name) {
        return VmBrokers.ofThisVm().find(name).map(Broker::new);
    }

    /**
     * Loads, on the calling thread, what the first broker of this VM will need to start on the journal that is the default: for a
     * program whose main thread has something else to do meanwhile. Never needed; what fails here fails at the start, too,
     * and is told there. Blocks for a tenth of a second or more.
     */
    public static void loadAhead() {
        VmBrokers.loadAhead();
    }

    /** Its name. */
    public String name() {
        return core.name();
    }

    /** Names its store, for as long as the store exists: another broker on the same store later has the same. */
    public String brokerId() {
        return core.brokerId();
    }

    /**
     * Opens a connection from inside this VM. Blocks only to check a password.
     *
     * @param request its address is not looked at
     * @throws BrokerException with {@link BrokerError#NOT_AUTHENTICATED}, {@link BrokerError#INVALID_CLIENT_ID},
     *     {@link BrokerError#BROKER_UNAVAILABLE}
     */
    public BrokerLink connect(ConnectRequest request, LinkEvents events) throws BrokerException {
        return core.connect(request, events);
    }

    /**
     * Opens a connection for a client outside this VM: what an acceptor is given, as {@code broker::accept}. Blocks only to check
     * a password. Without users, or without a user name, it is refused unless guests are welcome.
     *
     * @param request its address is the client's
     * @param certificateName the verified distinguished name of the client's certificate, or null
     * @return fails as {@link #connect} does
     */
    public CompletionStage<BrokerLink> accept(ConnectRequest request, String certificateName, LinkEvents events) {
        Credentials credentials = new Credentials(
                request.userName(), request.password(), request.address().target(), certificateName);
        try {
            return CompletableFuture.completedStage(core.connect(credentials, request, events));
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /**
     * Shows or changes something of the broker as an operator; {@link ManagementVerb} has a row for each request. Whoever holds
     * this object may do so, whatever users and permissions there are. Does not block.
     *
     * @return fails with a {@link BrokerException}, as {@link BrokerLink#manage} does
     */
    public CompletionStage<ManagementReply> manage(ManagementRequest request) {
        return core.manage(request);
    }

    /** The figures of this moment. May wait for a queue that is being served. */
    public BrokerStatus status() {
        return BrokerStatus.of(core.name(), core.brokerId(), core.figures());
    }

    /**
     * Stops it: connections are lost, what was written lazily is committed, and the store is given up. Blocks until that is
     * done; the name is free then. Idempotent.
     */
    @Override
    public void close() {
        VmBrokers.ofThisVm().stop(core);
    }

    /** For people: the settings, without passwords. */
    @Override
    public String toString() {
        return core.settings().toString();
    }
}
