package io.postrider.broker.vm;

import io.postrider.broker.core.BrokerCore;
import io.postrider.broker.core.BrokerSettings;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkAddress;
import io.postrider.protocol.link.LinkConnector;
import io.postrider.protocol.link.LinkEvents;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Opens links to brokers of this VM: {@code vm://name}. The broker is created on first use, unless {@code create=false};
 * {@code dataDirectory} and {@code journal} say with what. On a broker that runs already these two must agree with it.
 */
public final class VmConnector implements LinkConnector {
    private static final String DATA_DIRECTORY = "dataDirectory";
    private static final String JOURNAL = "journal";
    private static final String CREATE = "create";
    private static final Set<String> OPTIONS = Set.of(DATA_DIRECTORY, JOURNAL, CREATE);

    private final VmBrokers brokers;

    /** To the brokers of this VM; for {@link java.util.ServiceLoader}. */
    public VmConnector() {
        this(VmBrokers.ofThisVm());
    }

    VmConnector(VmBrokers brokers) {
        this.brokers = brokers;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("vm");
    }

    /** Blocks while the broker is started, if it is. */
    @Override
    public CompletionStage<BrokerLink> connect(ConnectRequest request, LinkEvents events) {
        try {
            return CompletableFuture.completedStage(broker(request.address()).connect(request, events));
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public Hold hold(LinkAddress address) throws BrokerException {
        if (!checkOptions(address)) {
            return null;
        }
        Hold hold = brokers.hold(settings(address));
        try {
            broker(address);
            return hold;
        } catch (BrokerException contradiction) {
            hold.close();
            throw contradiction;
        }
    }

    @Override
    public void unload() {
        brokers.unload();
    }

    private BrokerCore broker(LinkAddress address) throws BrokerException {
        boolean create = checkOptions(address);
        if (!create) {
            BrokerCore known = brokers.find(address.target())
                    .orElseThrow(() -> new BrokerException(
                            BrokerError.BROKER_UNAVAILABLE,
                            "no broker named \"" + address.target() + "\" runs in this VM, and the address says "
                                    + "create=false"));
            requireAgreement(address, known.settings());
            return known;
        }
        BrokerCore broker = brokers.findOrStart(settings(address));
        requireAgreement(address, broker.settings());
        return broker;
    }

    private static boolean checkOptions(LinkAddress address) throws BrokerException {
        try {
            address.requireKnownOptions(OPTIONS);
        } catch (IllegalArgumentException e) {
            throw new BrokerException(BrokerError.INVALID_ADDRESS, e.getMessage(), e);
        }
        String create = address.options().getOrDefault(CREATE, "true");
        if (!create.equals("true") && !create.equals("false")) {
            throw new BrokerException(
                    BrokerError.INVALID_ADDRESS, "the address option create is true or false, not \"" + create + "\"");
        }
        return create.equals("true");
    }

    private static BrokerSettings settings(LinkAddress address) throws BrokerException {
        try {
            BrokerSettings settings = VmBrokers.defaults(address.target());
            Map<String, String> options = address.options();
            if (options.containsKey(DATA_DIRECTORY)) {
                settings = settings.withDataDirectory(Path.of(options.get(DATA_DIRECTORY)));
            }
            return options.containsKey(JOURNAL) ? settings.withJournal(options.get(JOURNAL)) : settings;
        } catch (IllegalArgumentException e) {
            throw new BrokerException(BrokerError.INVALID_ADDRESS, address + ": " + e.getMessage(), e);
        }
    }

    /** What an address says of a broker must be so: silence about it would leave an application on the wrong store. */
    private static void requireAgreement(LinkAddress address, BrokerSettings running) throws BrokerException {
        String directory = address.options().get(DATA_DIRECTORY);
        if (directory != null && !absolute(Path.of(directory)).equals(absolute(running.dataDirectory()))) {
            throw contradiction(address, DATA_DIRECTORY, directory, running.dataDirectory());
        }
        String journal = address.options().get(JOURNAL);
        if (journal != null && !journal.equals(running.journal())) {
            throw contradiction(address, JOURNAL, journal, running.journal());
        }
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static BrokerException contradiction(LinkAddress address, String option, Object wanted, Object actual) {
        return new BrokerException(
                BrokerError.INVALID_ADDRESS,
                address + " asks for " + option + "=" + wanted + ", but the broker of that name runs with " + actual);
    }
}
