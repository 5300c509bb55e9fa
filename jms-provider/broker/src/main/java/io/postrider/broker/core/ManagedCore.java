package io.postrider.broker.core;

import io.postrider.broker.core.management.ManagedBroker;
import io.postrider.broker.core.management.ManagedDestinations;
import io.postrider.broker.core.management.Row;
import io.postrider.broker.core.queue.MessageFilter;
import io.postrider.broker.core.step.Timers;
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
