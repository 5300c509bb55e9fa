package io.postrider.journal.derby;

import io.postrider.broker.journal.DirectoryLock;
import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalProvider;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.journal.derby.store.DerbyDatabase;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens journals in embedded Apache Derby, by the name {@code derby}. The options are in docs/JOURNAL.md. */
public final class DerbyJournalProvider implements JournalProvider {
    private static final Logger LOG = LoggerFactory.getLogger(DerbyJournalProvider.class);

    /** For {@link java.util.ServiceLoader}. */
    public DerbyJournalProvider() {
        // stateless
    }

    @Override
    public String name() {
        return "derby";
    }

    /** Locks the directory, and boots or makes the database in it. Blocks for a second or so; interrupts are held back. */
    @Override
    public Journal open(JournalSettings settings) throws JournalException {
        DerbyOptions options = DerbyOptions.of(settings);
        settings.threads().newThread(DerbyJournalProvider::loadAside).start();
        return CallersThread.lent(() -> open(settings, options));
    }

    /** Derby asks for the VM's MBeans when it has begun to boot its engine, and they take a tenth of a second to make. */
    private static void loadAside() {
        try {
            ManagementFactory.getPlatformMBeanServer();
        } catch (RuntimeException | LinkageError e) {
            LOG.debug("there are no MBeans; Derby does without them, too", e);
        }
    }

    @Override
    public void loadAhead() throws JournalException {
        CallersThread.lent(() -> {
            DerbyDatabase.loadEngine();
            return null;
        });
    }

    private static Journal open(JournalSettings settings, DerbyOptions options) throws JournalException {
        DirectoryLock lock = DirectoryLock.acquire(
                settings.directory(), "broker '" + settings.brokerName() + "'", Clock.systemUTC());
        DerbyJournal journal = null;
        try {
            DerbyDatabase database = DerbyDatabase.open(settings.directory(), options.segmentTables());
            journal = new DerbyJournal(settings, options, lock, database, database::connect);
            return journal;
        } finally {
            if (journal == null) {
                giveUp(lock);
            }
        }
    }

    @Override
    public void unload() {
        CallersThread.lent(() -> {
            DerbyDatabase.unload();
            return null;
        });
    }

    private static void giveUp(DirectoryLock lock) throws JournalException {
        try {
            lock.close();
        } catch (IOException e) {
            throw new JournalException("The lock of the data directory could not be given up: " + e, e);
        }
    }
}
