package io.postrider.broker.core.queue;

import io.postrider.broker.core.step.Timers;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.policy.PolicyRules;
import java.util.concurrent.Executor;

/**
 * What the queues of a broker share.
 *
 * @param brokerName for logs
 * @param store where messages are kept
 * @param timers the broker's clock
 * @param relief takes over from threads that have served others long enough
 * @param deadLetters takes messages away that were tried too often, or whose time is over
 * @param slowConsumers is told of consumers that are slow
 * @param policies what holds for each of them
 */
public record QueueContext(
        String brokerName,
        MessageStore store,
        Timers timers,
        Executor relief,
        DeadLetters deadLetters,
        SlowConsumerReports slowConsumers,
        PolicyRules policies) {}
