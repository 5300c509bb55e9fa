package io.postrider.broker.core.store;

import io.postrider.broker.journal.JournalException;
import java.util.Map;

/** Told when messages were read back from the journal. */
@FunctionalInterface
public interface ReadBack {

    /** All are in memory but those the journal could not read, for these reasons. */
    void done(Map<StoredMessage, JournalException> unreadable);
}
