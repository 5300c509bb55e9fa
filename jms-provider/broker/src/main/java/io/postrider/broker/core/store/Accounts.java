package io.postrider.broker.core.store;

import io.postrider.broker.core.step.Timers;
import io.postrider.broker.core.store.ByteLimit.Scope;
import io.postrider.broker.policy.BrokerLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The accounts of all users that have been connected. Safe for all threads. */
public final class Accounts {
    private final BrokerLimits limits;
    private final MessageStore store;
    private final Timers timers;
    private final Executor workers;
    private final List<ByteLimit> ofBroker = new ArrayList<>(2);
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();

    /** None yet. */
    public Accounts(String brokerName, BrokerLimits limits, MessageStore store, Timers timers, Executor workers) {
        this.limits = limits;
        this.store = store;
        this.timers = timers;
        this.workers = workers;
        String whose = "broker " + brokerName;
        MemoryBudget budget = store.budget();
        ByteLimit memory = new ByteLimit(
                whose,
                Scope.MEMORY_OF_BROKER,
                limits.memory(budget.budgetBytes()),
                budget::usedBytes,
                budget::usedBytesAtMost,
                line());
        budget.whenFreed(memory::freed);
        ofBroker.add(memory);
        if (limits.journal().any()) {
            ByteLimit journal = new ByteLimit(whose, Scope.JOURNAL, limits.journal(), store::journalBytes, line());
            store.whenReleased(journal::freed);
            ofBroker.add(journal);
        }
    }

    private WaitingLine line() {
        return new WaitingLine(timers, workers, store.budget());
    }

    /** The account of a user. */
    public Account of(String user) {
        return accounts.computeIfAbsent(
                user, name -> new Account(name, limits.users().of(name), ofBroker, this::line));
    }

    /** All there are, by name. */
    public List<Account> all() {
        return accounts.values().stream()
                .sorted(Comparator.comparing(Account::user))
                .toList();
    }
}
