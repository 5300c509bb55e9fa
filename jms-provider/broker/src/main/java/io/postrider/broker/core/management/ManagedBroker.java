package io.postrider.broker.core.management;

import io.postrider.broker.core.queue.MessageFilter;
import io.postrider.broker.core.step.Timers;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.topic.Subscriptions;
import io.postrider.broker.core.transaction.Branches;
import io.postrider.broker.policy.PolicyRules;
import io.postrider.protocol.link.BrokerException;
import java.util.List;
import java.util.Map;

/** What of a broker its operators reach. Safe for all threads. */
public interface ManagedBroker {

    /** Its figures, in the order for people. */
    Map<String, Object> status();

    /** The figures of the open connections. */
    List<Map<String, Object>> connections();

    /** What its users have and may have. */
    List<Map<String, Object>> accounts();

    /** Its queues and topics. */
    ManagedDestinations destinations();

    /** Its subscriptions. */
    Subscriptions subscriptions();

    /** Its branches of distributed transactions. */
    Branches branches();

    /** What its configuration says of destinations. */
    PolicyRules policies();

    /** Its clock. */
    Timers timers();

    /** Its messages. */
    MessageStore store();

    /**
     * A selector's filter, or null where there is none.
     *
     * @throws BrokerException with {@link io.postrider.protocol.link.BrokerError#INVALID_SELECTOR}
     */
    MessageFilter compile(String selector) throws BrokerException;
}
