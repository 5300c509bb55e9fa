package io.postrider.server.run;

import io.postrider.Postrider;
import io.postrider.broker.Broker;
import io.postrider.broker.BrokerBuilder;
import io.postrider.broker.policy.Limits;
import io.postrider.broker.security.JaasRealm;
import io.postrider.broker.security.UserFile;
import io.postrider.protocol.link.BrokerException;
import io.postrider.server.config.ChangingPermissions;
import io.postrider.server.config.ConfigurationException;
import io.postrider.server.config.ServerOption;
import io.postrider.server.config.ServerSettings;
import io.postrider.server.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker that listens: started from settings, closed in order. For one thread, but {@link #close}. */
public final class Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private final ServerSettings settings;
    private final Optional<UserFile.FirstAdministrator> firstAdministrator;
    private final Broker broker;
    private final Listeners listeners;

    private Server(
            ServerSettings settings,
            Optional<UserFile.FirstAdministrator> firstAdministrator,
            Broker broker,
            Listeners listeners) {
        this.settings = settings;
        this.firstAdministrator = firstAdministrator;
        this.broker = broker;
        this.listeners = listeners;
    }

    /**
     * Starts a server. Blocks until it has recovered what its journal holds, and listens.
     *
     * @param version for the note in the data directory
     * @param logFile likewise
     * @throws ConfigurationException if the settings contradict each other or name files of no use
     * @throws ServerException if the data directory is held by another process, a port is taken, or the like; nothing runs then
     */
    public static Server start(ServerSettings settings, String version, Path logFile)
            throws ConfigurationException, ServerException {
        Listeners listeners = new Listeners(settings);
        BrokerBuilder builder = Postrider.broker()
                .name(settings.text(ServerOption.BROKER_NAME))
                .dataDirectory(settings.journalDirectory())
                .maxDeliveryAttempts(settings.count(ServerOption.MAX_DELIVERY_ATTEMPTS))
                .deadLetterQueue(settings.text(ServerOption.DEAD_LETTER_QUEUE))
                .minFreeDiskBytes(settings.number(ServerOption.MIN_FREE_DISK))
                .whenMemoryFull(Limits.WhenFull.named(settings.text(ServerOption.WHEN_MEMORY_FULL)))
                .journalLimit(
                        settings.number(ServerOption.MAX_JOURNAL),
                        Limits.WhenFull.named(settings.text(ServerOption.WHEN_JOURNAL_FULL)))
                .blockTimeoutMillis(settings.number(ServerOption.BLOCK_TIMEOUT))
                .closedAtExit(false)
                .guests(settings.truth(ServerOption.GUESTS))
                .permissions(new ChangingPermissions(settings));
        if (!settings.text(ServerOption.MEMORY_BUDGET).isEmpty()) {
            builder.memoryBudgetBytes(settings.number(ServerOption.MEMORY_BUDGET));
        }
        add(builder::policies, settings.setting(ServerOption.POLICIES));
        add(builder::userLimits, settings.setting(ServerOption.USER_LIMITS));
        Broker broker = null;
        boolean started = false;
        try {
            Files.createDirectories(settings.dataDirectory());
            UserFile users = openUsers(settings);
            if (users != null) {
                users.expectFirstAdministrator(work -> LoadAhead.onOwnThread("postrider-first-administrator", work));
            }
            builder.realm(users == null ? jaas(settings) : users);
            broker = builder.start();
            listeners.start(broker);
            // last, so that a password is made only where somebody will see it
            Optional<UserFile.FirstAdministrator> administrator =
                    users == null ? Optional.empty() : users.createFirstAdministrator();
            listeners.note(broker.name(), version, logFile).write(settings.dataDirectory());
            started = true;
            return new Server(settings, administrator, broker, listeners);
        } catch (BrokerException | IOException e) {
            throw new ServerException(e.getMessage(), e);
        } finally {
            if (!started) {
                listeners.close();
                if (broker != null) {
                    broker.close();
                }
            }
        }
    }

    private static void add(Consumer<String> rules, Setting setting) throws ConfigurationException {
        try {
            rules.accept(setting.value());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(setting.source() + ": " + e.getMessage(), e);
        }
    }

    private static UserFile openUsers(ServerSettings settings) throws IOException {
        return settings.text(ServerOption.REALM).equals("jaas") ? null : UserFile.open(settings.usersFile());
    }

    private static JaasRealm jaas(ServerSettings settings) {
        long recheckMillis = TimeUnit.SECONDS.toMillis(settings.number(ServerOption.JAAS_RECHECK));
        return new JaasRealm(settings.text(ServerOption.JAAS_ENTRY), null, recheckMillis, Clock.systemUTC());
    }

    /** The administrator that the first start has made, with a password to be shown once. */
    public Optional<UserFile.FirstAdministrator> firstAdministrator() {
        return firstAdministrator;
    }

    /** The broker's name. */
    public String brokerName() {
        return broker.name();
    }

    /** Where it listens. */
    public Listeners listeners() {
        return listeners;
    }

    /** Lets commands under way be answered, tells clients, and closes the journal. Blocks until that is done. */
    @Override
    public void close() {
        LOG.info("PR005002 Broker {} stops", broker.name());
        listeners.close();
        broker.close();
        try {
            ProcessNote.remove(settings.dataDirectory());
        } catch (IOException e) {
            LOG.warn("PR005003 Broker {}: the note of this process could not be removed", broker.name(), e);
        }
        LOG.info("PR005004 Broker {} has stopped", broker.name());
    }
}
