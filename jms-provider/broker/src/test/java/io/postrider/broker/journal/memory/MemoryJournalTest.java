package io.postrider.broker.journal.memory;

import io.postrider.broker.journal.JournalContract;
import io.postrider.broker.journal.JournalProvider;

class MemoryJournalTest extends JournalContract {
    @Override
    protected JournalProvider provider() {
        return new MemoryJournalProvider();
    }

    @Override
    protected boolean isDurable() {
        return false;
    }
}
