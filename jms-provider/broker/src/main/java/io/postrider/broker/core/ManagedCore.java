package io.postrider.broker.core;

import io.postrider.broker.core.management.ManagedBroker;
import io.postrider.broker.core.management.ManagedDestinations;
import io.postrider.broker.core.management.Row;
import io.postrider.broker.core.queue.MessageFilter;
import io.postrider.broker.core.step.Timers;
import io.postrider.broker.core.store.Account;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.topic.Subscriptions;
import io.postrider.broker.core.transaction.Branches;
import io.postrider.broker.policy.PolicyRules;
import io.postrider.protocol.link.BrokerException;
import java.util.List;
import java.util.Map;

/** What of a broker its operators reach. */
record ManagedCore(BrokerCore broker) implements ManagedBroker {

    @Override
    public Map<String, Object> status() {
        return Row.of("name", broker.name())
                .and("broker-id", broker.brokerId())
                .and("connections", broker.connections().size())
                .and("queues", broker.destinations().queues().size())
                .and("topics", broker.destinations().topics().size())
                .and("prepared-branches", broker.branches().recoverable().size())
                .and("slow-consumers-found", broker.slowConsumers().count())
                .and("memory-used-bytes", broker.store().budget().usedBytes())
                .and("memory-budget-bytes", broker.store().budget().budgetBytes())
                .and("journal-used-bytes", broker.store().journalBytes())
                .and("journal-limit-bytes", broker.settings().limits().maxJournalBytes())
                .values();
    }

    @Override
    public List<Map<String, Object>> accounts() {
        return broker.accounts().all().stream().map(ManagedCore::row).toList();
    }

    private static Map<String, Object> row(Account account) {
        return Row.of("user", account.user())
                .and("connections", account.connections())
                .and("max-connections", account.limits().maxConnections())
                .and("memory-bytes", account.memoryBytes())
                .and("max-memory-bytes", account.limits().memory().maxBytes())
                .and("when-memory-full", account.limits().memory().whenFull().toString())
                .and("journal-bytes", account.journalBytes())
                .and("max-journal-bytes", account.limits().journal().maxBytes())
                .and("when-journal-full", account.limits().journal().whenFull().toString())
                .values();
    }

    @Override
    public List<Map<String, Object>> connections() {
        return broker.connections().stream().map(BrokerConnection::figures).toList();
    }

    @Override
    public ManagedDestinations destinations() {
        return broker.destinations();
    }

    @Override
    public Subscriptions subscriptions() {
        return broker.subscriptions();
    }

    @Override
    public Branches branches() {
        return broker.branches();
    }

    @Override
    public PolicyRules policies() {
        return broker.settings().policies();
    }

    @Override
    public Timers timers() {
        return broker.timers();
    }

    @Override
    public MessageStore store() {
        return broker.store();
    }

    @Override
    public MessageFilter compile(String selector) throws BrokerException {
        return broker.compile(selector);
    }
}
