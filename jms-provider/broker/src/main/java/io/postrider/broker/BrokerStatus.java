package io.postrider.broker;

import io.postrider.broker.core.CoreFigures;
import io.postrider.broker.core.queue.QueueFigures;
import io.postrider.broker.journal.JournalStatus;
import java.util.List;

/**
 * A broker's figures at one moment.
 *
 * @param name the broker's name
 * @param brokerId names its store
 * @param connections how many are open
 * @param memoryUsedBytes what messages take in memory, about
 * @param memoryBudgetBytes what they may take before persistent ones stay in the journal alone
 * @param preparedBranches how many distributed transactions wait for their outcome
 * @param queues its queues and subscriptions, in no order
 * @param journalStatus the journal's figures
 */
public record BrokerStatus(
        String name,
        String brokerId,
        int connections,
        long memoryUsedBytes,
        long memoryBudgetBytes,
        int preparedBranches,
        List<Queue> queues,
        JournalStatus journalStatus) {
    private static final String QUEUE_PREFIX = "queue://";

    /**
     * Figures of a queue or a subscription.
     *
     * @param name such as {@code queue://orders}; a subscription's begins with its topic's
     * @param depth how many messages it holds
     * @param delayed how many of them wait for their delivery time
     * @param inFlight how many of them are delivered and not yet acknowledged for good
     * @param consumers how many are open
     */
    public record Queue(String name, long depth, long delayed, long inFlight, int consumers) {}

    static BrokerStatus of(String name, String brokerId, CoreFigures figures) {
        return new BrokerStatus(
                name,
                brokerId,
                figures.connections(),
                figures.memoryUsedBytes(),
                figures.memoryBudgetBytes(),
                figures.preparedBranches(),
                figures.queues().stream().map(BrokerStatus::of).toList(),
                figures.journal());
    }

    private static Queue of(QueueFigures figures) {
        return new Queue(figures.label(), figures.depth(), figures.delayed(), figures.inFlight(), figures.consumers());
    }

    /**
     * The figures of a queue or a subscription.
     *
     * @param queueName a queue's name, such as {@code orders}, or what {@link Queue#name} says, such as {@code queue://orders}
     * @return null if there is none
     */
    public Queue queue(String queueName) {
        return queues.stream()
                .filter(queue -> queue.name().equals(queueName) || queue.name().equals(QUEUE_PREFIX + queueName))
                .findFirst()
                .orElse(null);
    }
}
