package io.postrider.broker.core.queue;

/** Where acknowledgements in a transaction go, until it has its outcome. */
public interface TransactedAcknowledgements {

    /** An entry was acknowledged; called within a step of its queue. */
    void acknowledged(MessageQueue queue, Entry entry);

    /** A step announced before is done, and no further entry comes of it. */
    void stepDone();
}
