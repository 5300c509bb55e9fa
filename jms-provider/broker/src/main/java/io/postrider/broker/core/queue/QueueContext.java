package io.postrider.broker.core.queue;

import io.postrider.broker.core.step.Timers;
import io.postrider.broker.core.store.MessageStore;
import java.util.concurrent.Executor;

/**
 * What the queues of a broker share.
 *
 * @param brokerName for logs
 * @param store where messages are kept
 * @param timers the broker's clock
 * @param relief takes over from threads that have served others long enough
 * @param deadLetters where messages go that were tried too often
 * @param maxDeliveryAttempts after so many failed attempts; 0 for no cap
 */
public record QueueContext(
        String brokerName,
        MessageStore store,
        Timers timers,
        Executor relief,
        DeadLetters deadLetters,
        int maxDeliveryAttempts) {}
