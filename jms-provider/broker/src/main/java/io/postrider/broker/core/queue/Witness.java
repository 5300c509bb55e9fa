package io.postrider.broker.core.queue;

import io.postrider.broker.core.store.StoredMessage;

/** Sees what a queue holds. Called within its steps. */
public interface Witness {

    /** A message can be delivered from now on: it has come, its delivery time has, or it has come back. */
    void ready(StoredMessage stored);

    /** A message has left for good. */
    void departed(StoredMessage stored);
}
