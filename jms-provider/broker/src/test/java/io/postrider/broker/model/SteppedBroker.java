package io.postrider.broker.model;

import io.postrider.broker.core.BrokerCore;
import io.postrider.broker.core.BrokerSettings;
import io.postrider.broker.core.SteppedCore;
import io.postrider.broker.policy.PolicyRules;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkAddress;
import io.postrider.protocol.link.LinkEvents;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** The broker's core, on the thread of the test. */
public final class SteppedBroker implements BrokerUnderTest {
    private final BrokerCore core;

    SteppedBroker(LogStore store, VirtualTime time) {
        this(store, time, ModelPolicy.RULES);
    }

    /** A broker with these policies. */
    public SteppedBroker(LogStore store, VirtualTime time, PolicyRules policies) {
        this(store, time, policies, settings -> settings);
    }

    /** A broker with these policies, and settings changed. */
    public SteppedBroker(LogStore store, VirtualTime time, PolicyRules policies, UnaryOperator<BrokerSettings> change) {
        this(store, time, policies, change, Runnable::run);
    }

    /** A broker that leaves to somebody what it leaves to threads of its own else. */
    SteppedBroker(
            LogStore store,
            VirtualTime time,
            PolicyRules policies,
            UnaryOperator<BrokerSettings> change,
            Executor workers) {
        try {
            core = SteppedCore.start(store.open(), time, time, policies, change, workers);
        } catch (BrokerException e) {
            throw new AssertionError("the broker does not start", e);
        }
    }

    @Override
    public BrokerLink connect(String clientId) {
        return connect(clientId, new ThreadedBroker.NoEvents());
    }

    /** Opens a link, with a client identifier or null, and tells of its end. */
    public BrokerLink connect(String clientId, LinkEvents events) {
        try {
            return core.connect(new ConnectRequest(LinkAddress.parse("vm://stepped"), null, null, clientId), events);
        } catch (BrokerException e) {
            throw new AssertionError("the broker refuses a link", e);
        }
    }

    @Override
    public void stop() {
        core.stop();
    }

    @Override
    public void abandon() {
        core.stop();
    }
}
