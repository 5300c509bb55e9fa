package io.postrider.broker.core.store;

import java.util.List;

/** Told when messages were read back from the journal. */
@FunctionalInterface
public interface ReadBack {

    /** All are in memory but those the journal could not read. */
    void done(List<StoredMessage> unreadable);
}
