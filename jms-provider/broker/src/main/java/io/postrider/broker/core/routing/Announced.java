package io.postrider.broker.core.routing;

import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.store.StoredMessage;
import java.util.List;

/** Is told of a message just before its queues get it. */
@FunctionalInterface
public interface Announced {

    /** These queues are about to get it. */
    void coming(StoredMessage stored, List<MessageQueue> queues);
}
