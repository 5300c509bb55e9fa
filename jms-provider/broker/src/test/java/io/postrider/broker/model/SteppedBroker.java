package io.postrider.broker.model;

import io.postrider.broker.core.BrokerCore;
import io.postrider.broker.core.SteppedCore;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkAddress;

/** The broker's core, on the thread of the test. */
final class SteppedBroker implements BrokerUnderTest {
    private final BrokerCore core;

    SteppedBroker(LogStore store, VirtualTime time) {
        try {
            core = SteppedCore.start(store.open(), time, time, World.MAX_ATTEMPTS);
        } catch (BrokerException e) {
            throw new AssertionError("the broker does not start", e);
        }
    }

    @Override
    public BrokerLink connect(String clientId) {
        try {
            return core.connect(
                    new ConnectRequest(LinkAddress.parse("vm://stepped"), null, null, clientId),
                    new ThreadedBroker.NoEvents());
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
