package io.postrider.broker.journal.memory;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalProvider;
import io.postrider.broker.journal.JournalSettings;

/** Opens journals in memory, by the name {@code memory}. It has no options, starts no threads and touches no directory. */
public final class MemoryJournalProvider implements JournalProvider {

    /** For {@link java.util.ServiceLoader}. */
    public MemoryJournalProvider() {
        // stateless
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public boolean onDisk() {
        return false;
    }

    /**
     * A new journal, with nothing in it.
     *
     * @throws JournalException if an option was given
     */
    @Override
    public Journal open(JournalSettings settings) throws JournalException {
        if (!settings.options().isEmpty()) {
            throw new JournalException("The journal 'memory' of broker '" + settings.brokerName()
                    + "' has no options, but was given " + settings.options().keySet());
        }
        return new MemoryJournal(settings.brokerName());
    }
}
