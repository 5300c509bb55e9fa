package io.postrider.journal.derby;

import io.postrider.broker.journal.JournalContract;
import io.postrider.broker.journal.JournalProvider;

class DerbyJournalTest extends JournalContract {
    @Override
    protected JournalProvider provider() {
        return new DerbyJournalProvider();
    }

    @Override
    protected boolean isDurable() {
        return true;
    }
}
