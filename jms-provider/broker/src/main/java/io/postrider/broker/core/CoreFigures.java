package io.postrider.broker.core;

import io.postrider.broker.core.queue.QueueFigures;
import io.postrider.broker.journal.JournalStatus;
import java.util.List;

/**
 * A broker's figures.
 *
 * @param connections how many are open
 * @param memoryUsedBytes what messages take in memory
 * @param memoryBudgetBytes what they may take before persistent ones stay in the journal alone
 * @param queues its queues and subscriptions
 * @param preparedBranches how many branches wait for their outcome
 * @param journal the journal's figures
 */
public record CoreFigures(
        int connections,
        long memoryUsedBytes,
        long memoryBudgetBytes,
        List<QueueFigures> queues,
        int preparedBranches,
        JournalStatus journal) {}
