package io.postrider.broker.core;

import io.postrider.broker.core.dedup.Recognition;
import io.postrider.broker.core.management.Management;
import io.postrider.broker.core.queue.MessageFilter;
import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.queue.QueueContext;
import io.postrider.broker.core.queue.QueueFigures;
import io.postrider.broker.core.queue.SelectorFilter;
import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.recovery.Rebuilding;
import io.postrider.broker.core.recovery.Recovery;
import io.postrider.broker.core.step.Timers;
import io.postrider.broker.core.store.Account;
import io.postrider.broker.core.store.Accounts;
import io.postrider.broker.core.store.DiskSpace;
import io.postrider.broker.core.store.MemoryBudget;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.topic.LastMessages;
import io.postrider.broker.core.topic.Subscription;
import io.postrider.broker.core.topic.SubscriptionName;
import io.postrider.broker.core.topic.Subscriptions;
import io.postrider.broker.core.transaction.Branches;
import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalProvider;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.UnitCompletion;
import io.postrider.broker.policy.BrokerLimits;
import io.postrider.broker.security.Access;
import io.postrider.broker.security.BrokerSecurity;
import io.postrider.broker.security.Credentials;
import io.postrider.broker.selector.Selector;
import io.postrider.broker.selector.SelectorCache;
import io.postrider.broker.selector.SelectorSyntaxException;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkEvents;
import io.postrider.protocol.link.ManagementReply;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker: the entry to the core. {@link #start} recovers what its journal holds; {@link #connect} gives connections;
 * {@link #stop} ends it in order. Safe for all threads.
 */
public final class BrokerCore {
    private static final Logger LOG = LoggerFactory.getLogger(BrokerCore.class);
    private static final int CACHED_SELECTORS = 1_024;
    private static final long STOP_PATIENCE_SECONDS = 10;

    private final BrokerSettings settings;
    private final String runId = Long.toHexString(UUID.randomUUID().getMostSignificantBits());
    private final Journal journal;
    private final Drive drive;
    private final MessageStore store;
    private final Destinations destinations;
    private final Subscriptions subscriptions;
    private final Branches branches;
    private final Recognition recognition;
    private final SlowConsumerNews slowConsumers;
    private final Accounts accounts;
    private final BrokerSecurity security;
    private final Management management;
    private final SelectorCache selectors = new SelectorCache(CACHED_SELECTORS);
    private final Set<BrokerConnection> connections = ConcurrentHashMap.newKeySet();
    private final Map<String, BrokerConnection> clientIds = new ConcurrentHashMap<>();
    private final AtomicLong connectionsMade = new AtomicLong();
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private volatile CoreRecord.Store identity;
    private KeptRecord identityRecord;

    private BrokerCore(BrokerSettings settings, Journal journal, Drive drive) {
        this.settings = settings;
        this.journal = journal;
        this.drive = drive;
        Timers timers = drive.timers();
        Executor workers = drive.workers();
        DiskSpace disk = new DiskSpace(
                settings.name(),
                settings.minFreeDiskBytes(),
                () -> journal.status().freeBytes(),
                journal::spaceIsLow,
                settings.clock());
        MemoryBudget memory = new MemoryBudget(settings.memoryBudgetBytes());
        store = new MessageStore(settings.name(), journal, memory, disk, workers);
        DeadLetterMove deadLetters = new DeadLetterMove(settings.name(), store, timers, this::madeQueue);
        accounts = new Accounts(settings.name(), settings.limits(), store, timers, workers);
        slowConsumers = new SlowConsumerNews(settings.name(), store, workers);
        QueueContext context = new QueueContext(
                settings.name(), store, timers, workers, deadLetters, slowConsumers, settings.policies());
        LastMessages lastMessages = new LastMessages(context);
        subscriptions = new Subscriptions(context, lastMessages);
        destinations = new Destinations(context, subscriptions, lastMessages);
        slowConsumers.sendBy(destinations);
        branches = new Branches(destinations, store, timers);
        recognition = new Recognition(store);
        security = new BrokerSecurity(settings.name(), settings.security(), settings.clock());
        management = new Management(new ManagedCore(this));
        new UserWatch(security, drive, connections).begin();
    }

    private MessageQueue madeQueue(DestinationName name) {
        return destinations.made(name);
    }

    /**
     * Starts a broker on the kind of journal its settings name. Blocks until all is recovered.
     *
     * @throws BrokerException with {@link BrokerError#INVALID_ADDRESS} for an unknown kind of journal,
     *     {@link BrokerError#JOURNAL_FAILED} if the journal cannot be opened or read
     */
    public static BrokerCore start(BrokerSettings settings) throws BrokerException {
        JournalProvider provider = JournalProviders.named(settings.journal());
        return start(provider.onDisk() ? settings : settings.withLimits(withinMemory(settings)), provider);
    }

    /** Loads what a start on this kind of journal needs; what fails is told at the start. */
    public static void loadAhead(String journalKind) {
        try {
            JournalProviders.named(journalKind).loadAhead();
        } catch (BrokerException | JournalException e) {
            LOG.debug("the journal \"{}\" could not be loaded ahead", journalKind, e);
        }
    }

    /** A journal that lies in memory itself would take all there is. */
    private static BrokerLimits withinMemory(BrokerSettings settings) {
        return settings.limits().orJournalOf(2 * Math.min(settings.memoryBudgetBytes(), Long.MAX_VALUE / 2));
    }

    /**
     * Starts a broker on a given kind of journal. Blocks until all is recovered.
     *
     * @throws BrokerException with {@link BrokerError#JOURNAL_FAILED} if the journal cannot be opened or read
     */
    public static BrokerCore start(BrokerSettings settings, JournalProvider provider) throws BrokerException {
        return start(settings, provider, new ThreadDrive(settings.clock(), settings.threads()));
    }

    /** Starts a broker that something else than threads of its own drives. */
    static BrokerCore start(BrokerSettings settings, JournalProvider provider, Drive drive) throws BrokerException {
        Journal journal = null;
        try {
            journal = provider.open(
                    new JournalSettings(settings.name(), settings.dataDirectory(), settings.threads(), Map.of()));
            BrokerCore broker = new BrokerCore(settings, journal, drive);
            broker.recover();
            return broker;
        } catch (JournalException e) {
            closeQuietly(journal, e);
            throw new BrokerException(
                    BrokerError.JOURNAL_FAILED, "broker " + settings.name() + " cannot start: " + e.getMessage(), e);
        }
    }

    private static void closeQuietly(Journal journal, JournalException failure) {
        try {
            if (journal != null) {
                journal.close();
            }
        } catch (JournalException e) {
            failure.addSuppressed(e);
        }
    }

    private void recover() throws JournalException {
        Recovery recovery = new Recovery(store, recognition, accounts);
        journal.recover(recovery);
        CoreRecord.Store before = recovery.storeContent();
        Rebuilding rebuilding = new Rebuilding(recovery, store);
        long messages = rebuilding.rebuild(this::make, branches);
        destinations.recoveredNames(recovery.names());
        destinations.lastMessages().dropNeedless();
        identity = before == null
                ? new CoreRecord.Store(1, UUID.randomUUID().toString(), false, 0, store.firstFreeQueue())
                : new CoreRecord.Store(
                        before.generation() + 1, before.brokerId(), false, before.cleanUpTo(), store.firstFreeQueue());
        // exposures journaled from now on must lie above what the last shutdown declared void
        store.inUse(store.lastKey() + 1, 0, 0);
        identityRecord = new KeptRecord();
        write(identity, identityRecord, recovery.storeRecord());
        store.servedNote().startedAs(identity.generation());
        rebuilding.awakenings().begin(drive.timers());
        if (before != null) {
            LOG.info(
                    "PR001002 broker {} has recovered {} messages{}",
                    settings.name(),
                    messages,
                    before.clean() ? "" : "; it was not shut down in order before");
        }
        if (recovery.unknownRecords() > 0) {
            LOG.warn(
                    "PR001003 broker {} does not know {} records: its store was written by a later version",
                    settings.name(),
                    recovery.unknownRecords());
        }
    }

    private MessageQueue make(CoreRecord found, KeptRecord record) {
        if (found instanceof CoreRecord.QueueKnown known) {
            return destinations.recovered(known.name(), known.queue(), record);
        }
        CoreRecord.SubscriptionMade made = (CoreRecord.SubscriptionMade) found;
        Subscription.Terms terms = new Subscription.Terms(
                new SubscriptionName(made.clientId(), made.name(), true),
                made.shared(),
                made.selector(),
                recoveredFilter(made),
                made.noLocal());
        return subscriptions
                .recovered(destinations.recoveredTopic(made.topic()), terms, made.queue(), record)
                .queue();
    }

    private MessageFilter recoveredFilter(CoreRecord.SubscriptionMade made) {
        try {
            return compile(made.selector());
        } catch (BrokerException e) {
            LOG.error(
                    "PR001004 broker {}: the selector of {} is refused now; it gets nothing", settings.name(), made, e);
            return (message, deliveryCount) -> false;
        }
    }

    /** Writes the store's record, and waits for it; the former one is given up. */
    private void write(CoreRecord.Store content, KeptRecord record, KeptRecord former) throws JournalException {
        CompletableFuture<JournalException> outcome = new CompletableFuture<>();
        List<JournalRecord> records = List.of(MessageStore.record(content, record));
        store.append(records, Urgency.CALLER_WAITS, new UnitCompletion() {
            @Override
            public void committed() {
                store.releaseRecord(former);
                outcome.complete(null);
            }

            @Override
            public void failed(JournalException cause) {
                outcome.complete(cause);
            }
        });
        JournalException failure = outcome.join();
        if (failure != null) {
            throw failure;
        }
    }

    /**
     * Opens a connection from inside this VM. Blocks only to check a password.
     *
     * @throws BrokerException with {@link BrokerError#NOT_AUTHENTICATED}, {@link BrokerError#INVALID_CLIENT_ID},
     *     {@link BrokerError#BROKER_UNAVAILABLE}
     */
    public BrokerLink connect(ConnectRequest request, LinkEvents events) throws BrokerException {
        return connect(Credentials.local(request.userName(), request.password()), request, events);
    }

    /**
     * Opens a connection. Blocks only to check a password.
     *
     * @param request what the connection is to be; who connects is not taken from it
     * @throws BrokerException as {@link #connect(ConnectRequest, LinkEvents)}
     */
    public BrokerLink connect(Credentials credentials, ConnectRequest request, LinkEvents events)
            throws BrokerException {
        requireRunning();
        Access access = security.authenticate(credentials);
        Account account = accounts.of(access.user().name());
        BrokerConnection connection = new BrokerConnection(
                this, connectionsMade.incrementAndGet(), access, account, request.repeats(), events);
        account.connect();
        try {
            if (request.clientId() != null) {
                connection.takeClientId(request.clientId());
            }
        } catch (BrokerException e) {
            account.disconnect();
            throw e;
        }
        connections.add(connection);
        if (stopping.get()) {
            connection.close();
        }
        requireRunning();
        return connection;
    }

    private void requireRunning() throws BrokerException {
        if (stopping.get()) {
            throw unavailable();
        }
    }

    private BrokerException unavailable() {
        return new BrokerException(BrokerError.BROKER_UNAVAILABLE, "broker " + settings.name() + " is stopping");
    }

    /**
     * Stops the broker: connections are lost, what was written lazily is committed, and the journal is closed. Blocks until
     * that is done. Idempotent; a second caller waits for the first.
     */
    public void stop() {
        if (!stopping.compareAndSet(false, true)) {
            stopped.join();
            return;
        }
        try {
            boolean allBack = endConnections();
            drive.close();
            closeJournal(allBack);
        } catch (JournalException e) {
            LOG.error("PR001005 broker {} did not end in order: the next start recovers", settings.name(), e);
        } finally {
            stopped.complete(null);
        }
    }

    /** The journal gives its directory up, though its last record may fail. */
    private void closeJournal(boolean allBack) throws JournalException {
        try (journal) {
            if (allBack && store.journalStatus().failure() == null) {
                CoreRecord.Store clean = new CoreRecord.Store(
                        identity.generation() + 1, identity.brokerId(), true, store.lastKey(), store.firstFreeQueue());
                write(clean, new KeptRecord(), identityRecord);
            }
        }
    }

    private boolean endConnections() {
        BrokerException cause = unavailable();
        List<CompletableFuture<Void>> ending = new ArrayList<>();
        for (BrokerConnection connection : connections) {
            ending.add(connection.lose(cause).toCompletableFuture());
        }
        branches.brokerStops().forEach(rolledBack -> ending.add(rolledBack.toCompletableFuture()));
        try {
            CompletableFuture.allOf(ending.toArray(CompletableFuture[]::new))
                    .get(STOP_PATIENCE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            LOG.warn("PR001006 broker {}: connections did not end in {} s", settings.name(), STOP_PATIENCE_SECONDS);
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            LOG.warn("PR001007 broker {}: a connection did not end in order", settings.name(), e);
            return false;
        }
    }

    /** Gives up what all kinds of journals hold in the VM: after the last broker of this class loader has stopped. */
    public static void unloadJournals() {
        JournalProviders.all().forEach(JournalProvider::unload);
    }

    /** Whether it has stopped, or is about to. */
    public boolean isStopping() {
        return stopping.get();
    }

    /** The settings it was started with. */
    public BrokerSettings settings() {
        return settings;
    }

    /** Its name. */
    public String name() {
        return settings.name();
    }

    /** Names its store, for as long as the store exists. */
    public String brokerId() {
        return identity.brokerId();
    }

    /** What the program asks that the broker is part of; it needs no permission. */
    public CompletionStage<ManagementReply> manage(ManagementRequest request) {
        return management.manage(request, security.owner());
    }

    /** What operators ask for. */
    Management management() {
        return management;
    }

    Collection<BrokerConnection> connections() {
        return List.copyOf(connections);
    }

    /** The figures of this moment. */
    public CoreFigures figures() {
        List<QueueFigures> queues = new ArrayList<>();
        for (MessageQueue queue : destinations.all()) {
            queues.add(queue.figures().toCompletableFuture().join());
        }
        return new CoreFigures(
                connections.size(),
                store.budget().usedBytes(),
                store.budget().budgetBytes(),
                queues,
                branches.recoverable().size(),
                store.journalStatus());
    }

    String runId() {
        return runId;
    }

    Timers timers() {
        return drive.timers();
    }

    MessageStore store() {
        return store;
    }

    Destinations destinations() {
        return destinations;
    }

    Subscriptions subscriptions() {
        return subscriptions;
    }

    Branches branches() {
        return branches;
    }

    Accounts accounts() {
        return accounts;
    }

    SlowConsumerNews slowConsumers() {
        return slowConsumers;
    }

    Recognition recognition() {
        return recognition;
    }

    /** A selector's filter, or null for none. */
    MessageFilter compile(String selector) throws BrokerException {
        try {
            Selector compiled = selectors.compile(selector);
            return compiled == Selector.ALL ? null : new SelectorFilter(compiled);
        } catch (SelectorSyntaxException e) {
            throw new BrokerException(BrokerError.INVALID_SELECTOR, e.getMessage(), e);
        }
    }

    void takeClientId(String clientId, BrokerConnection connection) throws BrokerException {
        if (clientIds.putIfAbsent(clientId, connection) != null) {
            throw new BrokerException(
                    BrokerError.INVALID_CLIENT_ID,
                    "the client identifier \"" + clientId + "\" belongs to another connection to broker " + name());
        }
    }

    void ended(BrokerConnection connection) {
        connections.remove(connection);
        connection.account().disconnect();
        if (connection.clientId() != null) {
            clientIds.remove(connection.clientId(), connection);
        }
    }
}
