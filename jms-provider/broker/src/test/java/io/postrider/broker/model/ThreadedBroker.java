package io.postrider.broker.model;

import io.postrider.broker.core.BrokerCore;
import io.postrider.broker.core.BrokerSettings;
import io.postrider.broker.policy.BrokerLimits;
import io.postrider.broker.policy.PolicyRules;
import io.postrider.broker.security.SecuritySettings;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkAddress;
import io.postrider.protocol.link.LinkEvents;
import java.nio.file.Path;
import java.time.Clock;

/** The broker's core with its own threads and clock, and a journal in memory. Messages may fail without end. */
final class ThreadedBroker implements AutoCloseable {
    private final BrokerCore core;

    ThreadedBroker() {
        try {
            core = BrokerCore.start(new BrokerSettings(
                    "threaded",
                    Path.of("nowhere"),
                    "memory",
                    SecuritySettings.defaults(),
                    PolicyRules.none().with("> maxDeliveryAttempts=0"),
                    Long.MAX_VALUE,
                    0,
                    BrokerLimits.defaults(),
                    Clock.systemUTC(),
                    Thread::new));
        } catch (BrokerException e) {
            throw new AssertionError("the broker does not start", e);
        }
    }

    BrokerLink connect() {
        try {
            return core.connect(
                    new ConnectRequest(LinkAddress.parse("vm://threaded"), null, null, null), new NoEvents());
        } catch (BrokerException e) {
            throw new AssertionError("the broker refuses a link", e);
        }
    }

    @Override
    public void close() {
        core.stop();
    }

    /** Links in the VM are lost when the broker stops, and otherwise never. */
    static final class NoEvents implements LinkEvents {
        @Override
        public void lost(BrokerException cause) {
            // the test has ended, or lets the broker crash
        }

        @Override
        public void interrupted(BrokerException cause) {
            throw new AssertionError("a link in the VM is not interrupted", cause);
        }

        @Override
        public void restored() {
            throw new AssertionError("a link in the VM is not interrupted");
        }
    }
}
